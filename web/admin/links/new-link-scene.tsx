import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useWatch } from 'react-hook-form'
import { operatorApi } from '../../api/client.ts'
import { CheckField, Fields, Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { AffiliateField } from '../pick/affiliate-field.tsx'
import { LandingField } from './landing-field.tsx'
import { linkWords } from './words.ts'

const MOST = 200
const NEW_TRACKER = 'new'
const EMPTY = {
  affiliateId: '',
  trackerId: '',
  trackerName: '',
  brandId: '',
  productId: '',
  mediaId: '',
  landingPageUrl: '',
  slug: '',
  passThrough: false,
}
type Values = typeof EMPTY

/** Builds a tracking link: for whom, of what, and where it leads. */
export default function NewLinkScene() {
  const t = useWords(linkWords)
  const navigate = useNavigate()
  const [{ affiliateId }] = useUrlState({ affiliateId: '' })
  const form = useFields<Values>({ ...EMPTY, affiliateId })
  const addTracker = operatorApi.useSend('POST /tracker')
  const addLink = operatorApi.useSend('POST /tracking-link')
  const submit = async (values: Values) => {
    const isNew = values.trackerId === NEW_TRACKER || values.trackerId === ''
    const trackerId = isNew
      ? (await addTracker.mutateAsync({ body: { affiliateId: values.affiliateId, name: values.trackerName } })).id
      : values.trackerId
    // A link that is refused does not make a second tracker when it is sent again.
    if (isNew) form.setValue('trackerId', trackerId)
    const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
    const link = await addLink.mutateAsync({
      body: {
        trackerId,
        brandId: values.brandId,
        productId: orNull(values.productId),
        mediaId: orNull(values.mediaId),
        landingPageUrl: orNull(values.landingPageUrl),
        slug: orNull(values.slug),
        passThrough: values.passThrough,
      },
    })
    toast(t('made'))
    void navigate({ to: `/links/${link.id}` })
  }
  return (
    <Page title={t('newTitle')} back={{ to: '/links', label: t('back') }}>
      <Form form={form} onSubmit={submit} submitLabel={t('create')} className="max-w-3xl">
        <LinkFields form={form} />
      </Form>
    </Page>
  )
}

function LinkFields({ form }: { readonly form: ReturnType<typeof useFields<Values>> }) {
  const t = useWords(linkWords)
  const { control, setValue } = form
  const [affiliateId, trackerId, brandId, productId, mediaId] = useWatch({
    control,
    name: ['affiliateId', 'trackerId', 'brandId', 'productId', 'mediaId'],
  })
  const trackers = operatorApi.useList('GET /tracker', { query: { affiliateId, limit: MOST } }, { enabled: affiliateId !== '' })
  const brands = operatorApi.useList('GET /brand', { query: { limit: MOST, status: 'active' } })
  const products = operatorApi.useList('GET /product', { query: { brandId, limit: MOST, status: 'active' } }, { enabled: brandId !== '' })
  const media = operatorApi.useList('GET /media', { query: { brandId, limit: MOST, status: 'active' } }, { enabled: brandId !== '' })
  const [onlyBrand] = brands.rows.length === 1 ? brands.rows : []
  useEffect(() => {
    if (onlyBrand !== undefined && brandId === '') setValue('brandId', onlyBrand.id)
  }, [onlyBrand, brandId, setValue])
  const isNewTracker = affiliateId !== '' && (trackerId === NEW_TRACKER || (!trackers.isLoading && trackers.rows.length === 0))
  const fallback =
    media.rows.find(({ id }) => id === mediaId)?.landingPageUrl ??
    products.rows.find(({ id }) => id === productId)?.landingPageUrl ??
    brands.rows.find(({ id }) => id === brandId)?.landingPageUrl ??
    ''
  return (
    <>
      <Section>
        <Fields>
          <AffiliateField name="affiliateId" label={t('affiliate')} isRequired />
          {isNewTracker ? (
            <TextField name="trackerName" label={t('trackerName')} hint={t('trackerHint')} isRequired />
          ) : (
            <SelectField
              name="trackerId"
              label={t('tracker')}
              isRequired
              {...(affiliateId === '' && { hint: t('chooseAffiliate') })}
              options={[
                ['', ''],
                ...trackers.rows.map(({ id, name }) => [id, name] as const),
                ...(affiliateId === '' ? [] : [[NEW_TRACKER, `+ ${t('newTracker')}`] as const]),
              ]}
            />
          )}
          <SelectField
            name="brandId"
            label={t('brand')}
            isRequired
            options={[['', ''], ...brands.rows.map(({ id, name }) => [id, name] as const)]}
          />
          <SelectField
            name="productId"
            label={t('product')}
            options={[['', t('anyProduct')], ...products.rows.map(({ id, name }) => [id, name] as const)]}
          />
          <SelectField
            name="mediaId"
            label={t('media')}
            hint={t('mediaHint')}
            options={[['', t('noMedia')], ...media.rows.map(({ id, name }) => [id, name] as const)]}
          />
          <TextField name="slug" label={t('slug')} hint={t('slugHint')} isMono />
        </Fields>
      </Section>
      <Section>
        <div className="grid gap-4">
          <LandingField name="landingPageUrl" hint={t('landingHint')} fallback={fallback} />
          <CheckField name="passThrough" label={t('passThrough')} hint={t('passThroughHint')} />
          <LiveAddress form={form} />
        </div>
      </Section>
    </>
  )
}

function LiveAddress({ form }: { readonly form: ReturnType<typeof useFields<Values>> }) {
  const t = useWords(linkWords)
  const slug = useWatch({ control: form.control, name: 'slug' })
  return (
    <p>
      <span className="text-soft">{t('address')}: </span>
      <code className="font-mono text-xs [overflow-wrap:anywhere]">
        {location.origin}/c/{slug.trim() === '' ? <i className="text-soft">{t('addressMade')}</i> : slug.trim()}
      </code>
    </p>
  )
}
