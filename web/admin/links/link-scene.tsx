import { Archive, ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { FormProvider, useWatch } from 'react-hook-form'
import { operatorApi } from '../../api/client.ts'
import type { TrackingLink } from '../../api/operator-api.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { Button, ButtonAnchor } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { CheckField, Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Facts, Page, Section } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateLink } from '../activity/parts.tsx'
import { useMay } from '../shell/session.tsx'
import { composeLink, type LinkAdditions } from './compose-link.ts'
import { LandingField } from './landing-field.tsx'
import { linkWords } from './words.ts'

/** One tracking link: to publish it, and where it leads. */
export default function LinkScene() {
  const t = useWords(linkWords)
  const link = operatorApi.useGet('GET /tracking-link/{id}', { params: { id: useSceneParam('linkId') } })
  const { data } = link
  return (
    <Page
      title={data === undefined ? t('link') : `/c/${data.slug}`}
      back={{ to: '/links', label: t('back') }}
      {...(data && { subtitle: <StatusBadge state={data.status}>{t(data.status)}</StatusBadge>, actions: <Actions link={data} /> })}
    >
      <Load of={link}>{(found) => <LinkParts key={found.id} link={found} />}</Load>
    </Page>
  )
}

function LinkParts({ link }: { readonly link: TrackingLink }) {
  const mayWrite = useMay('affiliates') && link.status !== 'archived'
  return (
    <>
      <Publish link={link} />
      <Details link={link} />
      {mayWrite && <Settings link={link} />}
    </>
  )
}

const NOTHING_ADDED: LinkAdditions = { s1: '', s2: '', s3: '', clickid: '', url: '' }

function Publish({ link }: { readonly link: TrackingLink }) {
  const t = useWords(linkWords)
  const form = useFields({ ...NOTHING_ADDED })
  const additions = useWatch({ control: form.control })
  const live = composeLink(link.url, { ...NOTHING_ADDED, ...additions })
  return (
    <Section title={t('publish')} hint={t('publishHint')}>
      <div className="grid gap-6 md:grid-cols-[1fr_auto]">
        <FormProvider {...form}>
          <div className="grid min-w-0 content-start gap-4">
            <div className="grid gap-1">
              <p className="font-medium">{t('live')}</p>
              <CopyField value={live} label={t('live')} />
            </div>
            <div className="grid gap-4 sm:grid-cols-2">
              {(['s1', 's2', 's3'] as const).map((name, index) => (
                <TextField key={name} name={name} label={t('subId', { number: index + 1 })} />
              ))}
              <TextField name="clickid" label={t('clickId')} />
            </div>
            <TextField name="url" type="url" label={t('deepLink')} hint={t('deepLinkHint')} placeholder="https://" />
            <div className="flex items-center gap-2">
              <ButtonAnchor href={live} size="small" icon={<ExternalLink className="size-3.5" aria-hidden="true" />}>
                {t('open')}
              </ButtonAnchor>
              <span className="text-xs text-soft">{t('openHint')}</span>
            </div>
          </div>
        </FormProvider>
        <QrCode text={live} fileName={`${link.slug}.svg`} />
      </div>
    </Section>
  )
}

function Details({ link }: { readonly link: TrackingLink }) {
  const t = useWords(linkWords)
  const { affiliateId, affiliateName, trackerId, trackerName, brandId, brandName, mediaId, landingPageUrl, passThrough, createdTs } = link
  return (
    <Section title={t('details')}>
      <Facts
        items={[
          [t('affiliate'), <AffiliateLink key="affiliate" id={affiliateId} name={affiliateName} />],
          [
            t('tracker'),
            <TextLink key="tracker" to="/links" search={{ trackerId }}>
              {trackerName}
            </TextLink>,
          ],
          [
            t('brand'),
            <TextLink key="brand" to={`/brands/${brandId}`}>
              {brandName}
            </TextLink>,
          ],
          [
            t('media'),
            mediaId === null ? null : (
              <TextLink key="media" to={`/media/${mediaId}`}>
                {mediaId}
              </TextLink>
            ),
          ],
          [t('landing'), landingPageUrl ?? t('ofBrand')],
          [t('passThrough'), passThrough ? t('yes') : t('no')],
          [t('created'), <Moment key="created" at={createdTs} />],
        ]}
      />
    </Section>
  )
}

function Settings({ link }: { readonly link: TrackingLink }) {
  const t = useWords(linkWords)
  const form = useFields({ landingPageUrl: link.landingPageUrl ?? '', passThrough: link.passThrough, status: link.status })
  const brand = operatorApi.useGet('GET /brand/{id}', { params: { id: link.brandId } })
  const change = operatorApi.useSend('PATCH /tracking-link/{id}')
  const submit = async ({ landingPageUrl, passThrough, status }: { landingPageUrl: string; passThrough: boolean; status: string }) => {
    await change.mutateAsync({
      params: { id: link.id },
      body: {
        landingPageUrl: landingPageUrl.trim() === '' ? null : landingPageUrl.trim(),
        passThrough,
        status: status === 'inactive' ? 'inactive' : 'active',
      },
    })
    toast(t('saved'))
  }
  return (
    <Section title={t('settings')}>
      <Form form={form} onSubmit={submit} submitLabel={t('save')}>
        <LandingField name="landingPageUrl" hint={t('landingHint')} fallback={brand.data?.landingPageUrl ?? ''} />
        <CheckField name="passThrough" label={t('passThrough')} hint={t('passThroughHint')} />
        <SelectField
          name="status"
          label={t('status')}
          isRequired
          options={[
            ['active', t('active')],
            ['inactive', t('inactive')],
          ]}
          className="max-w-48"
        />
      </Form>
    </Section>
  )
}

function Actions({ link }: { readonly link: TrackingLink }) {
  const t = useWords(linkWords)
  const mayWrite = useMay('affiliates')
  const [isAsking, setAsking] = useState(false)
  const archive = operatorApi.useSend('DELETE /tracking-link/{id}')
  if (!mayWrite || link.status === 'archived') return null
  return (
    <>
      <Button icon={<Archive className="size-4" aria-hidden="true" />} onClick={() => setAsking(true)}>
        {t('archive')}
      </Button>
      <Confirm
        isOpen={isAsking}
        isDanger
        onClose={() => setAsking(false)}
        title={t('archiveTitle')}
        confirmLabel={t('archive')}
        onConfirm={() => archive.mutateAsync({ params: { id: link.id } }).then(() => toast(t('archivedDone')))}
      >
        {t('archiveEffect')}
      </Confirm>
    </>
  )
}
