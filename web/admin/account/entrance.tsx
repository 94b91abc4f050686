import { type ReactNode, useEffect } from 'react'
import { Link } from '../../ui/link.tsx'

/** A page for whoever is not signed in: one thing to do, in the middle. */
export function Entrance({
  title,
  hint,
  children,
  foot,
}: {
  readonly title: string
  readonly hint?: ReactNode
  readonly children?: ReactNode
  readonly foot?: ReactNode
}) {
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-sm gap-5">
        <div className="flex items-center gap-2 font-semibold">
          <Mark />
          Fairshare
        </div>
        <div className="grid gap-5 rounded-lg border border-line bg-surface p-6">
          <div>
            <h1 className="text-xl font-semibold tracking-tight [overflow-wrap:anywhere]">{title}</h1>
            {hint !== undefined && <div className="mt-1 text-soft [overflow-wrap:anywhere]">{hint}</div>}
          </div>
          {children}
        </div>
        {foot !== undefined && <div className="text-soft">{foot}</div>}
      </div>
    </main>
  )
}

/** From one of these pages to another. */
export function EntranceLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Link to={to} className="underline decoration-line underline-offset-3 hover:text-ink hover:decoration-current">
      {children}
    </Link>
  )
}

function Mark() {
  return (
    <svg
      viewBox="0 0 24 24"
      className="size-6"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.6"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M4 9h10M4 15h16" />
      <circle cx="19" cy="9" r="1.6" fill="currentColor" stroke="none" />
    </svg>
  )
}
