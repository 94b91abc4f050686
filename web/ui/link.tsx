import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** A link to another scene: `to` is its address below the app, `search` its filters. */
export function TextLink({
  to,
  search,
  className,
  children,
}: {
  readonly to: string
  readonly search?: Readonly<Record<string, string>>
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    <Link
      to={to}
      {...(search && { search: search as never })}
      className={classNames('text-ink underline decoration-line decoration-1 underline-offset-3 hover:decoration-current', className)}
    >
      {children}
    </Link>
  )
}
