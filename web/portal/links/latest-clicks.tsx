import { portalApi } from '../../api/client.ts'
import type { OwnClick } from '../../api/portal-api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useWords, wordFor } from '../../ui/words.ts'
import { activityWords } from '../activity/words.ts'
import { linkWords } from './words.ts'

const EVERY_MS = 5_000

/** Clicks as they come in. */
export function LatestClicks({ linkId }: { readonly linkId: string }) {
  const t = useWords(linkWords)
  const pages = portalApi.useList('GET /click', { query: { trackingLinkId: linkId } }, { everyMs: EVERY_MS })
  return (
    <>
      <h2 className="-mb-3 text-base font-semibold">{t('latestClicks')}</h2>
      <DataTable
        name="clicks"
        label={t('latestClicks')}
        pages={pages}
        rowId={({ occurredAt, clickId, subIds }) => `${occurredAt} ${clickId} ${JSON.stringify(subIds)}`}
        columns={useColumns()}
        empty={<Empty title={t('noClicks')} hint={t('noClicksHint')} />}
      />
    </>
  )
}

function useColumns(): readonly Column<OwnClick>[] {
  const t = useWords(linkWords)
  const shared = useWords(activityWords)
  const subIdsOf = ({ subIds, clickId }: OwnClick) =>
    [...Object.entries(subIds), ...(clickId === null ? [] : [['clickid', clickId] as const])]
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')
  return [
    { id: 'date', header: shared('date'), cell: ({ occurredAt }) => <Moment at={occurredAt} />, text: ({ occurredAt }) => occurredAt },
    {
      id: 'valid',
      header: t('visitor'),
      cell: ({ isValid, flags }) => (
        <span className="flex flex-wrap gap-1">
          <Badge tone={isValid ? 'good' : 'bad'}>{t(isValid ? 'valid' : 'invalid')}</Badge>
          {flags.map((flag) => (
            <Badge key={flag}>{wordFor(t as never, flag)}</Badge>
          ))}
        </span>
      ),
      text: ({ isValid }) => (isValid ? t('valid') : t('invalid')),
    },
    { id: 'country', header: shared('country'), cell: ({ country }) => country ?? '–', text: ({ country }) => country },
    { id: 'subIds', header: t('subIds'), cell: (click) => <span className="font-mono text-xs">{subIdsOf(click)}</span>, text: subIdsOf },
    {
      id: 'referrer',
      header: t('referrer'),
      cell: ({ referrer }) => <span className="line-clamp-1 text-soft">{referrer ?? '–'}</span>,
      text: ({ referrer }) => referrer,
    },
  ]
}
