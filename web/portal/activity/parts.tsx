import { useMemo } from 'react'
import { portalApi } from '../../api/client.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { Explanation } from '../../ui/explanation.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Drawer } from '../../ui/overlay.tsx'
import { Load } from '../../ui/states.tsx'
import { useWords, wordFor } from '../../ui/words.ts'
import { useCurrency } from '../shell/session.tsx'
import { activityWords } from './words.ts'

/** The brands of the program; they are few. */
export function useBrands() {
  const { data } = portalApi.useGet('GET /brand', {})
  return data?.items ?? []
}

/** A brand by its id, as text. */
export function useBrandName(): (id: string | null) => string {
  const brands = useBrands()
  return useMemo(() => {
    const names = new Map(brands.map(({ id, name }) => [id, name]))
    return (id) => (id === null ? '' : (names.get(id) ?? ''))
  }, [brands])
}

export function BrandFilter({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const t = useWords(activityWords)
  const brands = useBrands()
  return brands.length < 2 ? null : (
    <FilterSelect label={t('allBrands')} value={value} options={brands.map(({ id, name }) => [id, name])} onChange={onChange} />
  )
}

/** Trackers by their ids. */
export function useTrackerNames(): (id: string | null) => string {
  const { data } = portalApi.useGet('GET /tracker', { query: { limit: 500 } })
  return useMemo(() => {
    const names = new Map((data?.items ?? []).map(({ id, name }) => [id, name]))
    return (id) => (id === null ? '' : (names.get(id) ?? ''))
  }, [data])
}

/** `cpa.2` → "CPA 2". */
export function useComponentName(): (component: string | null) => string {
  const t = useWords(activityWords)
  return (component) => {
    if (component === null || component === 'none') return t('nothing')
    const [type = '', number] = component.split('.')
    return wordFor(t as never, type) + (number === undefined ? '' : ` ${number}`)
  }
}

/** The word of a state, of `kind`: `status`, `payout`, `type`. */
export function useStateWord(kind: 'status' | 'payout' | 'type'): (state: string) => string {
  const t = useWords(activityWords)
  return (state) => {
    const word = wordFor(t as never, `${kind}_${state}`)
    return word.startsWith(`${kind}_`) ? state.replaceAll('_', ' ') : word
  }
}

export function LineStatus({ state }: { readonly state: string }) {
  const word = useStateWord('status')
  return <StatusBadge state={state}>{word(state)}</StatusBadge>
}

/** A customer by the name that we gave it. */
export function CustomerLink({ id, name }: { readonly id: string | null; readonly name: string | null }) {
  if (id === null || name === null) return <span className="text-soft">–</span>
  return (
    <TextLink to={`/customers/${id}`} className="relative z-10 font-mono text-xs whitespace-nowrap">
      {name}
    </TextLink>
  )
}

/** Why a line is what it is, beside the list that it stands in. `id` empty: closed. */
export function ExplainDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useWords(activityWords)
  const currency = useCurrency()
  const explanation = portalApi.useGet('GET /commission/{id}/explanation', { params: { id } }, { enabled: id !== '' })
  return (
    <Drawer isOpen={id !== ''} onClose={onClose} title={t('explainTitle')}>
      {id !== '' && <Load of={explanation}>{(found) => <Explanation explanation={found} currency={currency} linkOf={linkOf} />}</Load>}
    </Drawer>
  )
}

function linkOf(name: string, id: string): string | undefined {
  return name === 'customerId' ? `/customers/${id}` : undefined
}
