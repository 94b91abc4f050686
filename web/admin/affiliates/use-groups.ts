import { useMemo } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Option } from '../../ui/form.tsx'

const MOST_GROUPS = 500

/** The program's groups of affiliates, to choose from and by id. */
export function useGroups(): { readonly options: readonly Option[]; readonly nameOf: (id: string | null) => string } {
  const { rows } = operatorApi.useList('GET /affiliate-group', { query: { limit: MOST_GROUPS } })
  return useMemo(() => {
    const names = new Map(rows.map(({ id, name }) => [id, name]))
    const options = rows.map(({ id, name }): Option => [id, name]).sort(([, one], [, other]) => one.localeCompare(other))
    return { options, nameOf: (id) => (id === null ? '' : (names.get(id) ?? '')) }
  }, [rows])
}
