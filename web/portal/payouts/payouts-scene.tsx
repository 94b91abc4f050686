import { portalApi } from '../../api/client.ts'
import type { OwnPayout } from '../../api/portal-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { StatusBadge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useStateWord } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { payoutWords } from './words.ts'

const STATES = ['draft', 'approved', 'instructed', 'settled', 'failed', 'returned', 'cancelled'] as const

export default function PayoutsScene() {
  const t = useWords(payoutWords)
  const stateWord = useStateWord('payout')
  const [{ status }, setUrl] = useUrlState({ status: '' })
  const pages = portalApi.useList('GET /payout', { query: { status: STATES.find((state) => state === status) } })
  return (
    <Page title={t('title')} subtitle={t('subtitle')} actions={<ButtonLink to="/payout-methods">{t('toMethods')}</ButtonLink>}>
      <DataTable
        name="payouts"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/payouts/${id}`}
        columns={useColumns()}
        filters={
          <FilterSelect
            label={t('allStates')}
            value={status}
            options={STATES.map((state) => [state, stateWord(state)])}
            onChange={(next) => setUrl({ status: next })}
          />
        }
        empty={<Empty title={t('none')} hint={t('noneHint')} action={<ButtonLink to="/payout-methods">{t('toMethods')}</ButtonLink>} />}
      />
    </Page>
  )
}

function useColumns(): readonly Column<OwnPayout>[] {
  const t = useWords(payoutWords)
  const shared = useWords(activityWords)
  const stateWord = useStateWord('payout')
  return [
    { id: 'made', header: t('made'), cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />, text: ({ createdTs }) => createdTs },
    {
      id: 'status',
      header: shared('status'),
      cell: ({ status }) => <StatusBadge state={status}>{stateWord(status)}</StatusBadge>,
      text: ({ status }) => stateWord(status),
    },
    { id: 'method', header: t('method'), cell: ({ methodHint }) => methodHint, text: ({ methodHint }) => methodHint },
    {
      id: 'sent',
      header: t('sent'),
      cell: ({ paidAmount, paidCurrency }) => <Amount value={paidAmount} currency={paidCurrency} />,
      text: ({ paidAmount, paidCurrency }) => `${paidAmount} ${paidCurrency}`,
      isNumber: true,
    },
    {
      id: 'amount',
      header: t('offBalance'),
      cell: ({ amount, currency }) => <Amount value={amount} currency={currency} className="font-medium" />,
      text: ({ amount }) => amount,
      isNumber: true,
    },
  ]
}
