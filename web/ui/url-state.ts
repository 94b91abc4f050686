import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'

/** Text by name, as it stands behind the `?`. */
export type UrlValues = Readonly<Record<string, string>>

/**
 * State that lives in the address: filters, sort, page, open drawer. `defaults` names the parts and says what an absent one means; those that
 * stand at their default are left out of the address. Changing one keeps the others.
 */
export function useUrlState<Values extends UrlValues>(defaults: Values): readonly [Values, (change: Partial<Values>) => void] {
  const search: UrlValues = useSearch({ strict: false })
  const navigate = useNavigate()
  const key = JSON.stringify(defaults)
  const values = useMemo(() => {
    const stated = Object.entries(JSON.parse(key) as Values).map(([name, fallback]) => [name, search[name] ?? fallback])
    return Object.fromEntries(stated) as Values
  }, [search, key])
  const change = useCallback(
    (parts: Partial<Values>) => {
      const standard = JSON.parse(key) as UrlValues
      void navigate({
        to: '.',
        replace: true,
        search: ((now: UrlValues) => {
          const next = Object.entries({ ...now, ...parts }).filter(
            ([name, value]) => value !== undefined && value !== (standard[name] ?? ''),
          )
          return Object.fromEntries(next)
        }) as never,
      })
    },
    [navigate, key],
  )
  return [values, change]
}

/** The address's own form: names and texts, nothing encoded twice. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function stringifySearch(values: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' && value !== '') search.set(name, value)
  }
  return search.size === 0 ? '' : `?${search}`
}
