import { HandCoins } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { PayoutRun } from '../../api/operator-api.ts'
import { Amount, Count } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { Actor } from '../affiliates/actor.tsx'
import { MoneyState, useMoneyCodes, usePeriodName } from '../money/parts.tsx'
import { useMay } from '../shell/session.tsx'
import { FreezeButton, FreezeNotice } from './freeze.tsx'
import { PayoutTabs } from './payout-tabs.tsx'
import { totalOf } from './totals.tsx'
import { payoutWords } from './words.ts'

const STATES = ['preparing', 'draft', 'empty', 'approved', 'instructed', 'cancelled'] as const

/** Payout runs: what waits for approval, what was sent, what became of it. */
export default function RunsScene() {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  const mayPay = useMay('payouts')
  const columns = useColumns()
  const [{ state }, setUrl] = useUrlState({ state: '' })
  const status = STATES.find((known) => known === state)
  const pages = operatorApi.useList('GET /payout-run', { query: { status } })
  const create = mayPay && (
    <ButtonLink look="primary" to="/payouts/new">
      {t('newRun')}
    </ButtonLink>
  )
  return (
    <Page
      title={t('title')}
      tabs={<PayoutTabs />}
      actions={
        <>
          <FreezeButton />
          {create}
        </>
      }
    >
      <FreezeNotice />
      <DataTable
        name="payout-runs"
        label={t('runs')}
        pages={pages}
        columns={columns}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/payouts/runs/${id}`}
        filters={
          <FilterSelect
            label={t('anyState')}
            value={state}
            onChange={(next) => setUrl({ state: next })}
            options={STATES.map((known) => [known, code('state', known)])}
          />
        }
        empty={<Empty icon={<HandCoins />} title={t('none')} hint={t('noneHint')} action={create} />}
      />
    </Page>
  )
}

function useColumns(): Column<PayoutRun>[] {
  const t = useWords(payoutWords)
  const nameOf = usePeriodName()
  return [
    { id: 'prepared', header: t('prepared'), cell: ({ createdTs }) => <Moment at={createdTs} />, text: ({ createdTs }) => createdTs },
    { id: 'state', header: t('state'), cell: ({ status }) => <MoneyState state={status} />, text: ({ status }) => status },
    {
      id: 'through',
      header: t('through'),
      cell: ({ throughPeriod }) => (
        <span className="whitespace-nowrap">{throughPeriod === null ? t('anyTime') : nameOf(throughPeriod)}</span>
      ),
      text: ({ throughPeriod }) => throughPeriod,
    },
    {
      id: 'by',
      header: t('preparedBy'),
      cell: ({ cause, preparedBy }) => (cause === 'schedule' ? t('bySchedule') : <Actor actor={preparedBy} />),
      text: ({ cause, preparedBy }) => (cause === 'schedule' ? cause : preparedBy),
    },
    {
      id: 'count',
      header: t('title'),
      isNumber: true,
      cell: ({ payouts }) => <Count value={totalOf(payouts).count} />,
      text: ({ payouts }) => totalOf(payouts).count,
    },
    {
      id: 'leftOut',
      header: t('leftOut'),
      isNumber: true,
      cell: ({ leftOut }) => <Count value={leftOutOf(leftOut)} />,
      text: ({ leftOut }) => leftOutOf(leftOut),
    },
    {
      id: 'amount',
      header: t('amount'),
      isNumber: true,
      cell: ({ payouts }) => <Amount value={totalOf(payouts).amount} currency={totalOf(payouts).currency ?? 'EUR'} />,
      text: ({ payouts }) => totalOf(payouts).amount,
    },
  ]
}

function leftOutOf(leftOut: PayoutRun['leftOut']): number {
  return Object.values(leftOut).reduce((sum, count) => sum + count, 0)
}
