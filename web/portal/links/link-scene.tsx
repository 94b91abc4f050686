import { useState } from 'react'
import { portalApi } from '../../api/client.ts'
import type { DetailedOwnTrackingLink } from '../../api/portal-api.ts'
import { Count } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Facts, Page, Section } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { LineStatus, useBrandName, useTrackerNames } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { AddressBuilder } from './address-builder.tsx'
import { LatestClicks } from './latest-clicks.tsx'
import { linkWords } from './words.ts'

/** A link: the address to publish, and who followed it. */
export default function LinkScene() {
  const t = useWords(linkWords)
  const id = useSceneParam('linkId')
  const link = portalApi.useGet('GET /tracking-link/{id}', { params: { id } })
  return (
    <Page
      title={link.data?.url.replace(/^https?:\/\//, '') ?? t('title')}
      back={{ to: '/links', label: t('back') }}
      actions={link.data !== undefined && <Switch link={link.data} />}
    >
      <Load of={link}>{(found) => <Link link={found} />}</Load>
    </Page>
  )
}

function Switch({ link }: { readonly link: DetailedOwnTrackingLink }) {
  const t = useWords(linkWords)
  const [isAsking, setAsking] = useState(false)
  const { mutateAsync } = portalApi.useSend('PATCH /tracking-link/{id}')
  if (!useMay('affiliates') || link.status === 'archived') return null
  const set = async (status: 'active' | 'inactive') => {
    await mutateAsync({ params: { id: link.id }, body: { status } })
    toast(t(status === 'active' ? 'activated' : 'deactivated'))
  }
  if (link.status === 'inactive') return <Button onClick={() => void set('active')}>{t('activate')}</Button>
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('deactivate')}</Button>
      <Confirm
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('deactivateTitle')}
        confirmLabel={t('deactivate')}
        isDanger
        onConfirm={() => set('inactive')}
      >
        {t('deactivateHint')}
      </Confirm>
    </>
  )
}

function Link({ link }: { readonly link: DetailedOwnTrackingLink }) {
  const t = useWords(linkWords)
  const shared = useWords(activityWords)
  const brandName = useBrandName()
  const trackerName = useTrackerNames()
  return (
    <>
      <AddressBuilder link={link} />
      <Section title={t('facts')}>
        <Facts
          items={[
            [shared('status'), <LineStatus key="status" state={link.status} />],
            [shared('brand'), brandName(link.brandId)],
            [shared('tracker'), trackerName(link.trackerId)],
            [t('landingPage'), link.landingPageUrl ?? t('brandPage')],
            [t('clicks'), <Count key="clicks" value={link.clicks} />],
            [t('created'), <Moment key="created" at={link.createdTs} shown="date" />],
          ]}
        />
      </Section>
      {link.formerAddresses.length > 0 && (
        <Section title={t('former')} hint={t('formerHint')}>
          <ul className="grid gap-1 font-mono text-xs">
            {link.formerAddresses.map(({ parameter, value }) => (
              <li key={`${parameter}${value}`}>{parameter === 'path' ? value : `?${parameter}=${value}`}</li>
            ))}
          </ul>
        </Section>
      )}
      <LatestClicks linkId={link.id} />
    </>
  )
}
