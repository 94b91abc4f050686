import { X } from 'lucide-react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { operatorApi } from '../../api/client.ts'
import type { Media } from '../../api/operator-api.ts'
import { IconButton } from '../../ui/button.tsx'
import { Fields, SelectField, TextField } from '../../ui/form.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { mediaWords } from './words.ts'

const MOST = 500

/** What all kinds of media have, as a form holds it. */
export interface CommonValues {
  name: string
  brandId: string
  productId: string
  landingPageUrl: string
  status: string
  visibility: string
  groupIds: string[]
  affiliateIds: string[]
}

export const NO_MEDIA: CommonValues = {
  name: '',
  brandId: '',
  productId: '',
  landingPageUrl: '',
  status: 'active',
  visibility: 'all',
  groupIds: [],
  affiliateIds: [],
}

export function commonValuesOf({
  name,
  brandId,
  productId,
  landingPageUrl,
  status,
  visibility,
  groupIds,
  affiliateIds,
}: Media): CommonValues {
  return {
    name,
    brandId: brandId ?? '',
    productId: productId ?? '',
    landingPageUrl: landingPageUrl ?? '',
    status,
    visibility,
    groupIds,
    affiliateIds,
  }
}

export function commonBodyOf({ name, brandId, productId, landingPageUrl, status, visibility, groupIds, affiliateIds }: CommonValues) {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  const isForAll = visibility === 'all'
  return {
    name,
    brandId: orNull(brandId),
    productId: orNull(brandId === '' ? '' : productId),
    landingPageUrl: orNull(landingPageUrl),
    status: status === 'inactive' ? ('inactive' as const) : ('active' as const),
    visibility: isForAll ? ('all' as const) : ('restricted' as const),
    groupIds: isForAll ? [] : groupIds,
    affiliateIds: isForAll ? [] : affiliateIds,
  }
}

/** Name, place, page and audience of a medium. */
export function CommonMediaFields() {
  const t = useWords(mediaWords)
  const brandId = String(useWatch({ name: 'brandId' }) ?? '')
  const visibility = useWatch({ name: 'visibility' })
  const brands = operatorApi.useList('GET /brand', { query: { limit: MOST } })
  const products = operatorApi.useList('GET /product', { query: { brandId, limit: MOST } }, { enabled: brandId !== '' })
  return (
    <>
      <Fields>
        <TextField name="name" label={t('name')} hint={t('nameHint')} isRequired />
        <SelectField
          name="status"
          label={t('status')}
          hint={t('statusHint')}
          isRequired
          options={[
            ['active', t('active')],
            ['inactive', t('inactive')],
          ]}
        />
        <SelectField
          name="brandId"
          label={t('brand')}
          options={[['', t('everyBrand')], ...brands.rows.map(({ id, name }) => [id, name] as const)]}
        />
        {brandId !== '' && products.rows.length > 0 && (
          <SelectField
            name="productId"
            label={t('product')}
            options={[['', t('wholeBrand')], ...products.rows.map(({ id, name }) => [id, name] as const)]}
          />
        )}
      </Fields>
      <TextField name="landingPageUrl" type="url" label={t('landing')} hint={t('landingHint')} placeholder="https://" isMono />
      <SelectField
        name="visibility"
        label={t('visibility')}
        isRequired
        className="max-w-64"
        options={[
          ['all', t('visibleAll')],
          ['restricted', t('visibleSome')],
        ]}
      />
      {visibility === 'restricted' && <Audience />}
    </>
  )
}

function Audience() {
  const t = useWords(mediaWords)
  const { register } = useFormContext()
  const groups = operatorApi.useList('GET /affiliate-group', { query: { limit: MOST } })
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <fieldset className="grid content-start gap-1.5">
        <legend className="mb-1 font-medium">{t('groups')}</legend>
        {groups.rows.length === 0 && <p className="text-soft">{t('noGroups')}</p>}
        {groups.rows.map(({ id, name }) => (
          <label key={id} className="flex items-center gap-2">
            <input type="checkbox" value={id} {...register('groupIds')} className="size-4 accent-accent" />
            {name}
          </label>
        ))}
      </fieldset>
      <fieldset className="grid content-start gap-1.5">
        <legend className="mb-1 font-medium">{t('affiliates')}</legend>
        <Controller
          name="affiliateIds"
          render={({ field }) => <Affiliates ids={field.value as readonly string[]} onChange={field.onChange} />}
        />
      </fieldset>
    </div>
  )
}

function Affiliates({ ids, onChange }: { readonly ids: readonly string[]; readonly onChange: (ids: readonly string[]) => void }) {
  return (
    <>
      {ids.map((id) => (
        <Chosen key={id} id={id} onRemove={() => onChange(ids.filter((other) => other !== id))} />
      ))}
      <AffiliateFilter value="" onChange={(id) => id !== '' && !ids.includes(id) && onChange([...ids, id])} />
    </>
  )
}

function Chosen({ id, onRemove }: { readonly id: string; readonly onRemove: () => void }) {
  const t = useWords(mediaWords)
  const { data } = operatorApi.useGet('GET /affiliate/{id}', { params: { id } })
  const name = data?.displayName ?? data?.name ?? id
  return (
    <div className="flex items-center gap-1">
      <span className="min-w-0 flex-1 truncate">{name}</span>
      <IconButton label={`${t('removeAffiliate')}: ${name}`} icon={<X className="size-4" />} onClick={onRemove} />
    </div>
  )
}
