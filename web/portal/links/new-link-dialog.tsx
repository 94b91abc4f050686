import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { portalApi } from '../../api/client.ts'
import type { PromotedBrand } from '../../api/portal-api.ts'
import { Form, type Option, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useBrands } from '../activity/parts.tsx'
import { linkWords } from './words.ts'

const NEW = 'new'

interface LinkValues {
  brandId: string
  productId: string
  trackerId: string
  name: string
  landingPageUrl: string
}

/** Makes a link, with a tracker of its own where one is named. */
export function NewLinkDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const t = useWords(linkWords)
  const brands = useBrands()
  const active = useMemo(() => brands.filter(({ status }) => status === 'active'), [brands])
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('makeTitle')}>
      {active.length > 0 && <NewLinkForm brands={active} />}
    </Dialog>
  )
}

function NewLinkForm({ brands }: { readonly brands: readonly PromotedBrand[] }) {
  const t = useWords(linkWords)
  const router = useRouter()
  const trackers = portalApi.useGet('GET /tracker', { query: { limit: 500 } })
  const { mutateAsync: makeTracker } = portalApi.useSend('POST /tracker')
  const { mutateAsync: makeLink } = portalApi.useSend('POST /tracking-link')
  const form = useFields<LinkValues & Record<string, string>>({
    brandId: brands[0]?.id ?? '',
    productId: '',
    trackerId: '',
    name: '',
    landingPageUrl: '',
  })
  const { brandId, trackerId } = form.watch()
  const brand = brands.find(({ id }) => id === brandId)
  const options: readonly Option[] = [
    ...(trackers.data?.items ?? []).filter(({ status }) => status === 'active').map(({ id, name }): Option => [id, name]),
    [NEW, t('newTracker')],
  ]

  const submit = async (values: LinkValues) => {
    const chosen = values.trackerId === '' ? (options[0]?.[0] ?? NEW) : values.trackerId
    const owner = chosen === NEW ? (await makeTracker({ body: { name: values.name } })).id : chosen
    const link = await makeLink({
      body: {
        brandId: values.brandId,
        trackerId: owner,
        ...(values.productId !== '' && { productId: values.productId }),
        ...(values.landingPageUrl.trim() !== '' && { landingPageUrl: values.landingPageUrl.trim() }),
      },
    })
    toast(t('made'))
    void router.navigate({ to: `/links/${link.id}` })
  }
  const isNewTracker = trackerId === NEW || options.length === 1
  return (
    <Form form={form} onSubmit={submit} submitLabel={t('makeSubmit')}>
      {brands.length > 1 && <SelectField name="brandId" label={t('brand')} isRequired options={brands.map(({ id, name }) => [id, name])} />}
      {brand !== undefined && brand.products.length > 0 && (
        <SelectField
          name="productId"
          label={t('product')}
          options={[['', t('anyProduct')], ...brand.products.map(({ id, name }): Option => [id, name])]}
        />
      )}
      <SelectField name="trackerId" label={t('tracker')} isRequired={false} hint={t('trackerHint')} options={options} />
      {isNewTracker && <TextField name="name" label={t('trackerName')} isRequired />}
      {brand !== undefined &&
        (brand.deepLinkHosts.length === 0 ? (
          <p className="text-xs text-soft">{t('pageNone')}</p>
        ) : (
          <TextField
            name="landingPageUrl"
            type="url"
            label={t('page')}
            hint={t('pageHint', { hosts: brand.deepLinkHosts.join(', ') })}
            placeholder={`https://${brand.deepLinkHosts[0]}/…`}
          />
        ))}
    </Form>
  )
}
