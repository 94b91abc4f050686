import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { NewAssignment } from '../../api/operator-api.ts'
import { instantOfLocal } from '../../ui/date-range/local-time.ts'
import { Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import type { Pick } from '../../ui/picker.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliatePicker, BrandPicker, GroupPicker, ProductPicker, TrackerPicker } from './pickers.tsx'
import { planWords } from './words.ts'

interface Chosen {
  readonly affiliate: Pick | null
  readonly group: Pick | null
  readonly brand: Pick | null
  readonly product: Pick | null
  readonly tracker: Pick | null
}

/** Whom the plan is for: everybody, an affiliate or a group, and of what; the API says which of it goes together. */
export function AssignForm({ planId, close }: { readonly planId: string; readonly close: () => void }) {
  const t = useWords(planWords)
  const zone = useTimeZone()
  const form = useFields({ whom: 'everybody', effectiveFrom: '' })
  const whom = form.watch('whom')
  const [chosen, setChosen] = useState<Chosen>({ affiliate: null, group: null, brand: null, product: null, tracker: null })
  const { mutateAsync } = operatorApi.useSend('POST /commission-plan/{id}/assignment')
  const set = (part: Partial<Chosen>) => {
    form.clearErrors('whom')
    setChosen({ ...chosen, ...part })
  }
  const save = async ({ effectiveFrom }: { effectiveFrom: string }) => {
    // Without a name it would be everybody.
    const isNobody = (whom === 'affiliate' && chosen.affiliate === null) || (whom === 'group' && chosen.group === null)
    if (isNobody) return form.setError('whom', { message: t('chooseWhom') })
    await mutateAsync({
      params: { id: planId },
      body: bodyOf(whom, chosen, effectiveFrom === '' ? undefined : instantOfLocal(effectiveFrom, zone)),
    })
    toast(t('assigned'))
    close()
  }
  return (
    <Form form={form} onSubmit={save} submitLabel={t('assign')}>
      <SelectField
        name="whom"
        label={t('whom')}
        isRequired
        options={[
          ['everybody', t('everybody')],
          ['affiliate', t('anAffiliate')],
          ['group', t('aGroup')],
        ]}
      />
      {whom === 'affiliate' && <AffiliatePicker value={chosen.affiliate} onChange={(affiliate) => set({ affiliate, tracker: null })} />}
      {whom === 'group' && <GroupPicker value={chosen.group} onChange={(group) => set({ group })} />}
      <BrandPicker value={chosen.brand} onChange={(brand) => set({ brand, product: null })} />
      {chosen.brand !== null && <ProductPicker brandId={chosen.brand.id} value={chosen.product} onChange={(product) => set({ product })} />}
      {whom === 'affiliate' && chosen.affiliate !== null && (
        <TrackerPicker affiliateId={chosen.affiliate.id} value={chosen.tracker} onChange={(tracker) => set({ tracker })} />
      )}
      <TextField name="effectiveFrom" type="datetime-local" label={t('effectiveFrom')} hint={t('effectiveFromHint', { zone })} />
    </Form>
  )
}

function bodyOf(whom: string, { affiliate, group, brand, product, tracker }: Chosen, effectiveFrom: string | undefined): NewAssignment {
  return {
    ...(whom === 'affiliate' && affiliate !== null && { affiliateId: affiliate.id, ...(tracker !== null && { trackerId: tracker.id }) }),
    ...(whom === 'group' && group !== null && { groupId: group.id }),
    ...(brand !== null && { brandId: brand.id }),
    ...(product !== null && { productId: product.id }),
    ...(effectiveFrom !== undefined && { effectiveFrom }),
  }
}
