import { FileText } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Statement } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { MoneyState, usePeriodName } from '../money/parts.tsx'
import { PeriodFilter } from '../money/period-filter.tsx'
import { plus } from '../money/sums.ts'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { statementWords } from './words.ts'

/** Every affiliate's account of every closed period. */
export default function StatementsScene() {
  const t = useWords(statementWords)
  const columns = useColumns()
  const [{ period, affiliateId }, setUrl] = useUrlState({ period: '', affiliateId: '' })
  const pages = operatorApi.useList('GET /statement', { query: { period, affiliateId } })
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <DataTable
        name="statements"
        label={t('title')}
        pages={pages}
        columns={columns}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/statements/${id}`}
        filters={
          <>
            <PeriodFilter label={t('anyPeriod')} value={period} onChange={(next) => setUrl({ period: next })} />
            <AffiliateFilter value={affiliateId} onChange={(next) => setUrl({ affiliateId: next })} />
          </>
        }
        empty={
          <Empty
            icon={<FileText />}
            title={t('none')}
            hint={t('noneHint')}
            action={<ButtonLink to="/periods">{t('toPeriods')}</ButtonLink>}
          />
        }
      />
    </Page>
  )
}

function useColumns(): Column<Statement>[] {
  const t = useWords(statementWords)
  const nameOf = usePeriodName()
  const money = (id: string, header: string, valueOf: (statement: Statement) => number, isExtra = false): Column<Statement> => ({
    id,
    header,
    isNumber: true,
    isExtra,
    cell: (statement) => <Amount value={valueOf(statement)} currency={statement.currency} />,
    text: valueOf,
  })
  return [
    {
      id: 'affiliate',
      header: t('affiliate'),
      cell: ({ affiliateName, affiliateId }) => affiliateName ?? affiliateId,
      text: ({ affiliateName, affiliateId }) => affiliateName ?? affiliateId,
    },
    {
      id: 'period',
      header: t('period'),
      cell: ({ period }) => <span className="whitespace-nowrap">{nameOf(period)}</span>,
      text: ({ period }) => period,
    },
    { id: 'state', header: t('state'), cell: ({ status }) => <MoneyState state={status} />, text: ({ status }) => status },
    money('opening', t('opening'), ({ opening }) => opening.total),
    money('commissions', t('commissions'), commissionOf),
    money('adjustments', t('adjustments'), ({ adjustments }) => adjustments, true),
    money('tax', t('tax'), ({ tax }) => plus(tax.vat, tax.withheld), true),
    money('payouts', t('payouts'), ({ payouts }) => plus(payouts.sent, payouts.returned)),
    money('closing', t('closing'), ({ closing }) => closing.total),
    money('payable', t('payable'), ({ closing }) => closing.payable, true),
  ]
}

function commissionOf({ commissions }: Statement): number {
  return plus(...commissions.map(({ amount }) => amount))
}
