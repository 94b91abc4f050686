import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import { type Pick, Picker } from '../../ui/picker.tsx'
import { useWords } from '../../ui/words.ts'
import { planWords } from './words.ts'

const SHOWN = 20

/** An affiliate, found by its name, e-mail or referral code. */
export function AffiliatePicker({ value, onChange, isInvalid }: { readonly value: Pick | null; readonly onChange: (value: Pick | null) => void; readonly isInvalid?: boolean }) {
  const t = useWords(planWords)
  const [search, setSearch] = useState('')
  // What stands there because it was chosen is nothing to look for.
  const { rows } = operatorApi.useList('GET /affiliate', { query: { limit: SHOWN, search: (search === value?.label ? '' : search) || undefined } })
  return <Picker label={t('affiliate')} items={rows.map(({ id, name, email }) => ({ id, label: name, hint: email ?? undefined }))} onSearch={setSearch} value={value} onChange={onChange} isInvalid={isInvalid} />
}
