import { History } from 'lucide-react'
import { useMemo } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate, AuditEntry } from '../../api/operator-api.ts'
import { Moment } from '../../ui/moment.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { Action, ActionDetails, useActionWord } from '../audit/action.tsx'
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
  const wordOf = useActionWord()
  const columns = useMemo(
    (): readonly Column<AuditEntry>[] => [
      { id: 'when', header: t('when'), cell: ({ recordedAt }) => <Moment at={recordedAt} />, text: ({ recordedAt }) => recordedAt },
      { id: 'actor', header: t('actor'), cell: ({ actor }) => <Actor actor={actor} />, text: ({ actor }) => actor },
      {
        id: 'action',
        header: t('action'),
        cell: ({ action }) => <Action action={action} />,
        text: ({ action }) => wordOf(action),
      },
      {
        id: 'details',
        header: t('details'),
        cell: ({ details }) => <ActionDetails details={details} />,
        text: ({ details }) => JSON.stringify(details),
      },
    ],
    [t, wordOf],
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
