import { Plus } from 'lucide-react'
import { portalApi } from '../../api/client.ts'
import type { OwnTrackingLink } from '../../api/portal-api.ts'
import { Count } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { BrandFilter, LineStatus, useBrandName, useTrackerNames } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { NewLinkDialog } from './new-link-dialog.tsx'
import { linkWords } from './words.ts'

export default function LinksScene() {
  const t = useWords(linkWords)
  const [{ brand, tracker, make }, setUrl] = useUrlState({ brand: '', tracker: '', make: '' })
  const trackers = portalApi.useGet('GET /tracker', { query: { limit: 500 } })
  const pages = portalApi.useList('GET /tracking-link', {
    query: { ...(brand !== '' && { brandId: brand }), ...(tracker !== '' && { trackerId: tracker }) },
  })
  const mayMake = useMay('affiliates')
  const button = mayMake && (
    <Button look="primary" icon={<Plus className="size-4" />} onClick={() => setUrl({ make: '1' })}>
      {t('make')}
    </Button>
  )
  return (
    <Page title={t('title')} subtitle={t('subtitle')} actions={button}>
      <DataTable
        name="links"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/links/${id}`}
        columns={useColumns()}
        filters={
          <>
            <BrandFilter value={brand} onChange={(next) => setUrl({ brand: next })} />
            <FilterSelect
              label={t('allTrackers')}
              value={tracker}
              options={(trackers.data?.items ?? []).map(({ id, name }) => [id, name])}
              onChange={(next) => setUrl({ tracker: next })}
            />
          </>
        }
        empty={<Empty title={t('none')} hint={t('noneHint')} action={button} />}
      />
      <NewLinkDialog isOpen={make !== ''} onClose={() => setUrl({ make: '' })} />
    </Page>
  )
}

function useColumns(): readonly Column<OwnTrackingLink>[] {
  const t = useWords(linkWords)
  const shared = useWords(activityWords)
  const brandName = useBrandName()
  const trackerName = useTrackerNames()
  return [
    {
      id: 'link',
      header: t('link'),
      cell: ({ url }) => <span className="font-mono text-xs whitespace-nowrap">{url.replace(/^https?:\/\//, '')}</span>,
      text: ({ url }) => url,
    },
    {
      id: 'copy',
      header: '',
      cell: ({ url }) => (
        <span className="relative z-10">
          <CopyButton text={url} />
        </span>
      ),
    },
    { id: 'brand', header: shared('brand'), cell: ({ brandId }) => brandName(brandId), text: ({ brandId }) => brandName(brandId) },
    {
      id: 'tracker',
      header: shared('tracker'),
      cell: ({ trackerId }) => trackerName(trackerId),
      text: ({ trackerId }) => trackerName(trackerId),
    },
    {
      id: 'landing',
      header: t('landingPage'),
      cell: ({ landingPageUrl }) => <span className="line-clamp-1 text-soft">{landingPageUrl ?? t('brandPage')}</span>,
      text: ({ landingPageUrl }) => landingPageUrl,
    },
    { id: 'status', header: shared('status'), cell: ({ status }) => <LineStatus state={status} />, text: ({ status }) => status },
    {
      id: 'created',
      header: t('created'),
      cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
      text: ({ createdTs }) => createdTs,
      isExtra: true,
    },
    { id: 'clicks', header: t('clicks'), cell: ({ clicks }) => <Count value={clicks} />, text: ({ clicks }) => clicks, isNumber: true },
  ]
}
