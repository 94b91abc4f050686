import { ChevronLeft } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { classNames } from './class-names.ts'
import { Link, useIsHere } from './link.tsx'

/** A scene: title, actions to its right, content. `back` leads to the list it came from. */
export function Page({
  title,
  subtitle,
  actions,
  back,
  tabs,
  children,
}: {
  readonly title: string
  readonly subtitle?: ReactNode
  readonly actions?: ReactNode
  readonly back?: { readonly to: string; readonly label: string }
  readonly tabs?: ReactNode
  readonly children: ReactNode
}) {
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pt-5 pb-16 sm:px-6">
      {back !== undefined && (
        <Link to={back.to} className="mb-1 inline-flex items-center gap-1 text-soft hover:text-ink">
          <ChevronLeft className="size-4" aria-hidden="true" />
          {back.label}
        </Link>
      )}
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-xl font-semibold tracking-tight [overflow-wrap:anywhere]">{title}</h1>
          {subtitle !== undefined && <div className="mt-0.5 text-soft">{subtitle}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {tabs}
      <div className="mt-5 grid gap-6">{children}</div>
    </div>
  )
}

/** A titled part of a page on a surface of its own. `isFlush`: no padding, for tables. */
export function Section({
  title,
  hint,
  actions,
  isFlush = false,
  children,
}: {
  readonly title?: string
  readonly hint?: ReactNode
  readonly actions?: ReactNode
  readonly isFlush?: boolean
  readonly children: ReactNode
}) {
  return (
    <section className="min-w-0 rounded-lg border border-line bg-surface">
      {(title !== undefined || actions !== undefined) && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
          <div className="min-w-0 flex-1 basis-36">
            {title !== undefined && <h2 className="text-sm font-semibold">{title}</h2>}
            {hint !== undefined && <div className="text-xs text-soft">{hint}</div>}
          </div>
          {actions}
        </div>
      )}
      <div className={classNames('min-w-0', !isFlush && 'p-4')}>{children}</div>
    </section>
  )
}

/** Names and values, such as the profile of an affiliate. */
export function Facts({ items }: { readonly items: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-[minmax(8rem,max-content)_1fr]">
      {items.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-soft">{label}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere] max-sm:mb-1">{value ?? <span className="text-soft">–</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A number that matters, with what it is and, below, how it compares. */
export function Stat({
  label,
  value,
  below,
  to,
}: {
  readonly label: string
  readonly value: ReactNode
  readonly below?: ReactNode
  readonly to?: string
}) {
  const content = (
    <>
      <div className="text-soft">{label}</div>
      <div className="mt-1 text-xl font-semibold tracking-tight tabular-nums">{value}</div>
      {below !== undefined && <div className="mt-0.5 text-xs text-soft">{below}</div>}
    </>
  )
  const look = 'block min-w-0 rounded-lg border border-line bg-surface p-4'
  return to === undefined ? (
    <div className={look}>{content}</div>
  ) : (
    <Link to={to} className={classNames(look, 'hover:bg-raised')}>
      {content}
    </Link>
  )
}

/** Stats beside each other, as many as fit. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fit,minmax(10rem,1fr))]">{children}</div>
}

/** Parts of a thing, each with an address of its own: `to` below the app. */
export function Tabs({
  label,
  tabs,
}: {
  readonly label: string
  readonly tabs: readonly { readonly to: string; readonly label: string; readonly count?: number }[]
}) {
  const isHere = useIsHere()
  return (
    <nav aria-label={label} className="mt-4 -mb-px flex gap-4 overflow-x-auto border-b border-line">
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          aria-current={isHere(tab.to) ? 'page' : undefined}
          className="whitespace-nowrap border-b-2 border-transparent px-0.5 py-2 text-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {tab.label}
          {tab.count !== undefined && <span className="ml-1.5 rounded bg-raised px-1 text-xs tabular-nums">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  )
}

/** A sentence that matters, on its own ground. */
export function Notice({
  tone = 'info',
  title,
  children,
}: {
  readonly tone?: 'info' | 'warn' | 'bad' | 'good'
  readonly title?: string
  readonly children: ReactNode
}) {
  const grounds = { info: 'bg-info-soft', warn: 'bg-warn-soft', bad: 'bg-bad-soft', good: 'bg-good-soft' }
  return (
    <div role={tone === 'bad' ? 'alert' : 'note'} className={classNames('rounded-md px-3 py-2', grounds[tone])}>
      {title !== undefined && <p className="font-medium">{title}</p>}
      {children}
    </div>
  )
}
