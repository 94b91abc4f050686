import { useCallback, useMemo } from 'react'
import { operatorApi } from '../../api/client.ts'

/** Names of people by how the audit calls them (`user:…`); undefined for everybody else. */
export function useUserNames(): (actor: string) => string | undefined {
  const { rows } = operatorApi.useList('GET /user', { query: { limit: 200 } })
  const names = useMemo(() => new Map(rows.map(({ id, name, email }) => [`user:${id}`, name || email])), [rows])
  return useCallback((actor) => names.get(actor), [names])
}
