import { Archive, ArchiveRestore, Eraser, LogIn, MoreHorizontal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate } from '../../api/operator-api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/overlay.tsx'
import { Page, Tabs } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { AffiliateState } from './affiliate-state.tsx'
import { DecideButtons } from './decide.tsx'
import { ArchiveDialog, EraseDialog } from './farewell.tsx'
import { AFFILIATE_PARTS } from './routes.ts'
import { affiliateWords } from './words.ts'

/** What every part of an affiliate's page has: who it is, what can be done, where its other parts are. */
export function AffiliateFrame({ children }: { readonly children: (affiliate: Affiliate) => ReactNode }) {
  const t = useWords(affiliateWords)
  const id = useSceneParam('affiliateId')
  const { data, error, refetch } = operatorApi.useGet('GET /affiliate/{id}', { params: { id } })
  const back = { to: '/affiliates', label: t('back') }
  if (data === undefined || data.id !== id)
    return (
      <Page title={t('title')} back={back}>
        {error === null ? <Loading /> : <Failed error={error} onRetry={() => void refetch()} />}
      </Page>
    )
  return (
    <Page
      title={data.displayName ?? data.name}
      subtitle={<Subtitle affiliate={data} />}
      back={back}
      actions={data.isOrganic ? undefined : <Actions affiliate={data} />}
      tabs={<AffiliateTabs id={id} />}
    >
      {children(data)}
    </Page>
  )
}

function Subtitle({ affiliate }: { readonly affiliate: Affiliate }) {
  const { name, displayName, email, referralCode, number } = affiliate
  const parts = [displayName === null || displayName === name ? null : name, email, referralCode, `#${number}`].filter(
    (part) => part !== null,
  )
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <AffiliateState status={affiliate.status} />
      <span className="[overflow-wrap:anywhere]">{parts.join(' · ')}</span>
    </span>
  )
}

function AffiliateTabs({ id }: { readonly id: string }) {
  const t = useWords(affiliateWords)
  return (
    <Tabs
      label={t('tabs')}
      tabs={[
        { to: `/affiliates/${id}`, label: t('overview') },
        ...AFFILIATE_PARTS.map((part) => ({ to: `/affiliates/${id}/${part}`, label: t(part) })),
      ]}
    />
  )
}

function Actions({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const mayWrite = useMay('affiliates')
  const [farewell, setFarewell] = useState<'archive' | 'erase'>()
  const change = operatorApi.useSend('PATCH /affiliate/{id}')
  if (!mayWrite) return null
  const isArchived = affiliate.status === 'archived'
  const restore = () =>
    change.mutate(
      { params: { id: affiliate.id }, body: { status: 'inactive' } },
      { onSuccess: () => toast(t('restored')), onError: (error) => toast(error.message, 'bad') },
    )
  return (
    <>
      <LogInAs affiliate={affiliate} />
      <DecideButtons affiliates={[affiliate]} size="normal" />
      <Menu
        trigger={<IconButton label={t('more')} icon={<MoreHorizontal className="size-4" />} />}
        entries={[
          isArchived
            ? { label: t('restore'), icon: <ArchiveRestore className="size-4" />, onSelect: restore }
            : { label: t('archive'), icon: <Archive className="size-4" />, onSelect: () => setFarewell('archive') },
          'line',
          { label: t('erase'), icon: <Eraser className="size-4" />, isDanger: true, onSelect: () => setFarewell('erase') },
        ]}
      />
      {farewell === 'archive' && <ArchiveDialog affiliate={affiliate} onClose={() => setFarewell(undefined)} />}
      {farewell === 'erase' && <EraseDialog affiliate={affiliate} onClose={() => setFarewell(undefined)} />}
    </>
  )
}

/** Opens the portal as the affiliate sees it, in a page of its own. */
function LogInAs({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const open = operatorApi.useSend('POST /affiliate/{id}/portal-session')
  if (affiliate.status !== 'active' && affiliate.status !== 'inactive') return null
  const start = async () => {
    // Opened at once: a page that opens after a call looks like an advertisement to the browser.
    const page = window.open('about:blank', '_blank')
    try {
      const { url } = await open.mutateAsync({ params: { id: affiliate.id } })
      if (page === null) location.assign(url)
      else {
        page.opener = null
        page.location.href = url
      }
    } catch (error) {
      page?.close()
      toast(error instanceof Error ? error.message : String(error), 'bad')
    }
  }
  return (
    <Button
      icon={<LogIn className="size-4" aria-hidden="true" />}
      title={t('logInAsHint')}
      isBusy={open.isPending}
      onClick={() => void start()}
    >
      {t('logInAs')}
    </Button>
  )
}
