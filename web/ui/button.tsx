import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'
import { Link } from './link.tsx'

type Look = 'primary' | 'secondary' | 'ghost' | 'danger'
interface Shape {
  readonly look?: Look
  readonly size?: 'small' | 'normal'
  readonly icon?: ReactNode
  readonly children?: ReactNode
}

const LOOKS: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-accent-ink hover:brightness-95',
  secondary: 'border border-line bg-surface text-ink hover:bg-raised',
  ghost: 'text-ink hover:bg-raised',
  danger: 'bg-bad text-surface hover:brightness-95',
}

function shapeOf({ look = 'secondary', size = 'normal' }: Shape, extra?: string): string {
  return classNames(
    'inline-flex select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-[filter] disabled:cursor-not-allowed disabled:opacity-50',
    size === 'small' ? 'h-7 px-2 text-xs' : 'h-8 px-3 text-sm',
    LOOKS[look],
    extra,
  )
}

/** `isBusy`: a spinner in place of the icon, and it cannot be pressed twice. */
export function Button({
  look,
  size,
  icon,
  isBusy = false,
  className,
  children,
  type = 'button',
  disabled,
  ...rest
}: Shape & ButtonHTMLAttributes<HTMLButtonElement> & { readonly isBusy?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || isBusy}
      aria-busy={isBusy}
      className={shapeOf({ ...(look && { look }), ...(size && { size }) }, className)}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  )
}

/** A button that is a picture only; `label` is what it is called. */
export function IconButton({
  label,
  icon,
  className,
  ...rest
}: { readonly label: string; readonly icon: ReactNode } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      title={label}
      className={classNames(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-soft hover:bg-raised hover:text-ink disabled:opacity-50',
        className,
      )}
    >
      {icon}
    </button>
  )
}

/** A link to another scene that looks like a button. */
export function ButtonLink({
  to,
  search,
  look,
  size,
  icon,
  children,
}: Shape & { readonly to: string; readonly search?: Readonly<Record<string, string>> }) {
  return (
    <Link to={to} search={search} className={shapeOf({ ...(look && { look }), ...(size && { size }) })}>
      {icon}
      {children}
    </Link>
  )
}

/** A link to a file or another site that looks like a button. */
export function ButtonAnchor({
  href,
  isDownload = false,
  look,
  size,
  icon,
  children,
}: Shape & { readonly href: string; readonly isDownload?: boolean }) {
  return (
    <a
      href={href}
      {...(isDownload ? { download: '' } : { target: '_blank', rel: 'noreferrer' })}
      className={shapeOf({ ...(look && { look }), ...(size && { size }) })}
    >
      {icon}
      {children}
    </a>
  )
}
