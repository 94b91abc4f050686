import { Menu as MenuIcon } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useRouterState } from '@tanstack/react-router'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { Link } from './link.tsx'

export interface NavigationGroup {
  readonly label?: string
  readonly entries: readonly NavigationEntry[]
}

export interface NavigationEntry {
  readonly to: string
  readonly label: string
  readonly icon: ReactNode
}

/** The frame of an app: what it is and where one can go on the left (behind a button on a phone), the scene on the right. */
export function Frame({
  brand,
  groups,
  labels,
  foot,
  banner,
  children,
}: {
  readonly brand: ReactNode
  readonly groups: readonly NavigationGroup[]
  readonly labels: { readonly menu: string; readonly navigation: string; readonly skip: string }
  readonly foot: ReactNode
  readonly banner?: ReactNode
  readonly children: ReactNode
}) {
  const [isOpen, setOpen] = useState(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever has gone somewhere wants to see it
  useEffect(() => setOpen(false), [path])
  useEffect(() => {
    if (!isOpen) return
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false)
    addEventListener('keydown', close)
    return () => removeEventListener('keydown', close)
  }, [isOpen])
  return (
    <div className="flex min-h-dvh flex-col lg:flex-row">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2"
      >
        {labels.skip}
      </a>
      <div className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b border-line bg-surface px-3 lg:hidden">
        <IconButton label={labels.menu} icon={<MenuIcon className="size-5" />} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} />
        <div className="min-w-0 flex-1">{brand}</div>
      </div>
      <aside
        className={classNames(
          'flex-col border-line bg-surface lg:sticky lg:top-0 lg:flex lg:h-dvh lg:w-60 lg:shrink-0 lg:border-r',
          isOpen ? 'fixed inset-x-0 top-12 bottom-0 z-30 flex' : 'hidden',
        )}
      >
        <div className="hidden p-3 pb-1 lg:block">{brand}</div>
        <nav aria-label={labels.navigation} className="min-h-0 flex-1 overflow-y-auto px-3 py-2">
          {groups
            .filter(({ entries }) => entries.length > 0)
            .map(({ label, entries }) => (
              <div key={label ?? ''} className="mb-3">
                {label !== undefined && <div className="px-2 pt-1 pb-1 text-xs text-soft">{label}</div>}
                <ul>
                  {entries.map((entry) => (
                    <li key={entry.to}>
                      <NavigationLink {...entry} isHere={path === entry.to || (entry.to !== '/' && path.startsWith(`${entry.to}/`))} />
                    </li>
                  ))}
                </ul>
              </div>
            ))}
        </nav>
        <div className="border-t border-line p-3">{foot}</div>
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        {banner}
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          {children}
        </main>
      </div>
    </div>
  )
}

function NavigationLink({ to, label, icon, isHere }: NavigationEntry & { readonly isHere: boolean }) {
  return (
    <Link
      to={to}
      aria-current={isHere ? 'page' : undefined}
      className="flex h-8 items-center gap-2.5 rounded-md px-2 text-soft hover:bg-raised hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:font-medium aria-[current=page]:text-ink lg:h-7.5"
    >
      <span className="[&>svg]:size-4" aria-hidden="true">
        {icon}
      </span>
      {label}
    </Link>
  )
}
