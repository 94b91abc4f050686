import { portalApi } from '../../api/client.ts'
import type { Statement } from '../../api/portal-api.ts'
import { Amount, Count } from '../../ui/amount.tsx'
import { StatusBadge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { activityWords } from '../activity/words.ts'
import { statementWords } from './words.ts'

export default function StatementsScene() {
  const t = useWords(statementWords)
  const pages = portalApi.useList('GET /statement', {})
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <DataTable
        name="statements"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/statements/${id}`}
        columns={useColumns()}
        empty={<Empty title={t('none')} hint={t('noneHint')} action={<ButtonLink to="/commissions">{t('toCommissions')}</ButtonLink>} />}
      />
    </Page>
  )
}

function useColumns(): readonly Column<Statement>[] {
  const t = useWords(statementWords)
  const shared = useWords(activityWords)
  return [
    {
      id: 'period',
      header: shared('period'),
      cell: ({ period }) => <span className="tabular-nums">{period}</span>,
      text: ({ period }) => period,
    },
    {
      id: 'status',
      header: shared('status'),
      cell: ({ status }) => <StatusBadge state={status}>{t('sealed')}</StatusBadge>,
      text: () => t('sealed'),
    },
    {
      id: 'lines',
      header: t('lines'),
      cell: ({ lineCount }) => <Count value={lineCount} />,
      text: ({ lineCount }) => lineCount,
      isNumber: true,
    },
    {
      id: 'opening',
      header: t('opening'),
      cell: ({ opening, currency }) => <Amount value={opening.total} currency={currency} />,
      text: ({ opening }) => opening.total,
      isNumber: true,
    },
    {
      id: 'commissions',
      header: t('commissions'),
      cell: ({ commissions, currency }) => <Amount value={sum(commissions)} currency={currency} />,
      text: ({ commissions }) => sum(commissions),
      isNumber: true,
    },
    {
      id: 'sent',
      header: t('sent'),
      cell: ({ payouts, currency }) => <Amount value={payouts.sent} currency={currency} isPlain />,
      text: ({ payouts }) => payouts.sent,
      isNumber: true,
    },
    {
      id: 'closing',
      header: t('closing'),
      cell: ({ closing, currency }) => <Amount value={closing.total} currency={currency} className="font-medium" />,
      text: ({ closing }) => closing.total,
      isNumber: true,
    },
  ]
}

/** Amounts of a currency added up in its smallest unit, so that nothing of them is lost. */
export function sum(parts: readonly { readonly amount: number }[]): number {
  return parts.reduce((total, { amount }) => total + Math.round(amount * 10_000), 0) / 10_000
}
