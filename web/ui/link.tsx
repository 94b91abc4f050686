import { useRouter, useRouterState } from '@tanstack/react-router'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { stringifySearch } from './url-state.ts'

export interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** The scene's address below the app. */
  readonly to: string
  /** Its filters. */
  readonly search?: Readonly<Record<string, string>> | undefined
}

/**
 * A link to another scene. The router's own works its address out anew at everything that happens to the router: of a table with a hundred of them
 * that was a quarter of the time.
 */
export function Link({ to, search, onClick, onFocus, onPointerEnter, children, ...rest }: LinkProps) {
  const router = useRouter()
  const target = { to, search: (search ?? {}) as never }
  const preload = () => void router.preloadRoute(target)
  return (
    <a
      {...rest}
      href={`${router.basepath}${encodeURI(to)}${stringifySearch(search ?? {})}`}
      onFocus={(event) => {
        onFocus?.(event)
        preload()
      }}
      onPointerEnter={(event) => {
        onPointerEnter?.(event)
        preload()
      }}
      onClick={(event) => {
        onClick?.(event)
        if (!isForHere(event)) return
        event.preventDefault()
        void router.navigate(target)
      }}
    >
      {children}
    </a>
  )
}

/** Not for a new tab or window, and nobody has taken it already. */
function isForHere(event: MouseEvent): boolean {
  return !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}

/** Where the reader is, below the app: which links lead here. */
export function useIsHere(): (to: string) => boolean {
  const path = useRouterState({ select: ({ location }) => location.pathname })
  return (to) => path.replace(/(?<=.)\/$/, '') === to
}

/** A link within a sentence or a cell. */
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
      search={search}
      className={classNames('text-ink underline decoration-line decoration-1 underline-offset-3 hover:decoration-current', className)}
    >
      {children}
    </Link>
  )
}
