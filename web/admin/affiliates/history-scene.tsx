import { History } from 'lucide-react'
import { useMemo } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate, AuditEntry } from '../../api/operator-api.ts'
import { Moment } from '../../ui/moment.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { Actor } from './actor.tsx'
import { AffiliateFrame } from './affiliate-frame.tsx'
import { affiliateWords } from './words.ts'

/** What was changed of an affiliate, by whom. */
export default function HistoryScene() {
  return <AffiliateFrame>{(affiliate) => <Trail affiliate={affiliate} />}</AffiliateFrame>
}

function Trail({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const pages = operatorApi.useList('GET /audit', { query: { subjectId: affiliate.id } })
  const columns = useMemo(
    (): readonly Column<AuditEntry>[] => [
      { id: 'when', header: t('when'), cell: ({ recordedAt }) => <Moment at={recordedAt} />, text: ({ recordedAt }) => recordedAt },
      { id: 'actor', header: t('actor'), cell: ({ actor }) => <Actor actor={actor} />, text: ({ actor }) => actor },
      {
        id: 'action',
        header: t('action'),
        cell: ({ action }) => <code className="font-mono text-xs">{action}</code>,
        text: ({ action }) => action,
      },
      {
        id: 'details',
        header: t('details'),
        cell: ({ details }) => <Details details={details} />,
        text: ({ details }) => JSON.stringify(details),
      },
    ],
    [t],
  )
  return (
    <DataTable
      name="affiliate-history"
      label={t('history')}
      pages={pages}
      rowId={({ id }) => id}
      columns={columns}
      empty={<Empty icon={<History className="size-5" />} title={t('noHistory')} />}
    />
  )
}

function Details({ details }: { readonly details: Readonly<Record<string, unknown>> }) {
  const text = Object.entries(details)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
  return (
    <span className="block max-w-96 truncate text-soft" title={text}>
      {text}
    </span>
  )
}
