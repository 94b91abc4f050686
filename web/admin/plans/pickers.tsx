import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import { type Pick, Picker } from '../../ui/picker.tsx'
import { useWords } from '../../ui/words.ts'
import { planWords } from './words.ts'

const SHOWN = 20

interface PickProps {
  readonly value: Pick | null
  readonly onChange: (value: Pick | null) => void
}

/** What is typed, but for what stands there because it was chosen. */
function useSearch(value: Pick | null) {
  const [search, setSearch] = useState('')
  return { search: (search === value?.label ? '' : search) || undefined, onSearch: setSearch }
}

/** An affiliate, found by its name, e-mail or referral code. */
export function AffiliatePicker({ value, onChange, isInvalid }: PickProps & { readonly isInvalid?: boolean }) {
  const t = useWords(planWords)
  const { search, onSearch } = useSearch(value)
  const { rows } = operatorApi.useList('GET /affiliate', { query: { limit: SHOWN, search } })
  const items = rows.map(({ id, name, email }) => ({ id, label: name, hint: email ?? undefined }))
  return <Picker label={t('affiliate')} {...{ items, onSearch, value, onChange, isInvalid }} />
}

export function BrandPicker({ value, onChange }: PickProps) {
  const t = useWords(planWords)
  const { search, onSearch } = useSearch(value)
  const { rows } = operatorApi.useList('GET /brand', { query: { limit: SHOWN, search } })
  return (
    <Picker label={`${t('narrowed')}: ${t('brand')}`} placeholder={t('any')} {...{ items: rows.map(named), onSearch, value, onChange }} />
  )
}

export function ProductPicker({ brandId, value, onChange }: PickProps & { readonly brandId: string }) {
  const t = useWords(planWords)
  const { search, onSearch } = useSearch(value)
  const { rows } = operatorApi.useList('GET /product', { query: { limit: SHOWN, brandId, search } })
  return (
    <Picker label={`${t('narrowed')}: ${t('product')}`} placeholder={t('any')} {...{ items: rows.map(named), onSearch, value, onChange }} />
  )
}

export function TrackerPicker({ affiliateId, value, onChange }: PickProps & { readonly affiliateId: string }) {
  const t = useWords(planWords)
  const { search, onSearch } = useSearch(value)
  const { rows } = operatorApi.useList('GET /tracker', { query: { limit: SHOWN, affiliateId, search } })
  return (
    <Picker label={`${t('narrowed')}: ${t('tracker')}`} placeholder={t('any')} {...{ items: rows.map(named), onSearch, value, onChange }} />
  )
}

const MOST_GROUPS = 500

/** Groups are few: all of them are there. */
export function GroupPicker({ value, onChange }: PickProps) {
  const t = useWords(planWords)
  const { rows } = operatorApi.useList('GET /affiliate-group', { query: { limit: MOST_GROUPS } })
  return <Picker label={t('group')} items={rows.map(named)} value={value} onChange={onChange} />
}

function named({ id, name }: { readonly id: string; readonly name: string }): Pick {
  return { id, label: name }
}
