import { useMemo } from 'react'
import { portalApi } from '../../api/client.ts'
import type { OwnCommission } from '../../api/portal-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { useReason } from '../../ui/reason-words.ts'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { BrandFilter, CustomerLink, ExplainDrawer, LineStatus, useComponentName, useStateWord } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { commissionWords } from './words.ts'

const STATES = ['pending', 'approved', 'paid', 'rejected', 'reversed'] as const

/** Commission lines, all or those of a customer or a transaction; a press on one explains it. */
export function CommissionsTable({ customerId, transactionId }: { readonly customerId?: string; readonly transactionId?: string }) {
  const t = useWords(commissionWords)
  const shared = useWords(activityWords)
  const stateWord = useStateWord('status')
  const [{ status, brand, line }, setUrl] = useUrlState({ status: '', brand: '', line: '' })
  const pages = portalApi.useList('GET /commission', {
    query: {
      ...(customerId && { customerId }),
      ...(transactionId && { transactionId }),
      ...(brand !== '' && { brandId: brand }),
      status: STATES.find((state) => state === status),
    },
  })
  const columns = useColumns()
  const isFiltered = status !== '' || brand !== ''
  return (
    <>
      <DataTable
        name="commissions"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        onOpen={({ id }) => setUrl({ line: id })}
        columns={columns}
        filters={
          <>
            <FilterSelect
              label={shared('status')}
              value={status}
              options={STATES.map((state) => [state, stateWord(state)])}
              onChange={(next) => setUrl({ status: next })}
            />
            <BrandFilter value={brand} onChange={(next) => setUrl({ brand: next })} />
          </>
        }
        empty={
          isFiltered ? (
            <Empty title={t('noneFiltered')} />
          ) : (
            <Empty
              title={t('none')}
              hint={t('noneHint')}
              action={
                <>
                  <ButtonLink to="/links">{t('toLinks')}</ButtonLink>
                  <ButtonLink to="/plan">{t('toPlan')}</ButtonLink>
                </>
              }
            />
          )
        }
      />
      <ExplainDrawer id={line} onClose={() => setUrl({ line: '' })} />
    </>
  )
}

function useColumns(): readonly Column<OwnCommission>[] {
  const t = useWords(commissionWords)
  const shared = useWords(activityWords)
  const componentName = useComponentName()
  const stateWord = useStateWord('status')
  const reasonOf = useReason()
  return useMemo(
    () => [
      {
        id: 'component',
        header: shared('component'),
        cell: ({ component, reason }) => (
          <span className="grid">
            <span>{componentName(component)}</span>
            {reason !== null && <span className="text-xs font-normal text-soft">{reasonOf(reason)}</span>}
          </span>
        ),
        text: ({ component }) => componentName(component),
      },
      { id: 'date', header: shared('date'), cell: ({ occurredAt }) => <Moment at={occurredAt} />, text: ({ occurredAt }) => occurredAt },
      {
        id: 'customer',
        header: shared('customer'),
        cell: ({ customerId, customer }) => <CustomerLink id={customerId} name={customer} />,
        text: ({ customer }) => customer,
      },
      {
        id: 'period',
        header: shared('period'),
        cell: ({ period, relatesToPeriod }) => (
          <span className="whitespace-nowrap tabular-nums">
            {period}
            {relatesToPeriod !== null && (
              <span className="text-xs text-soft">
                {' '}
                · {t('belongsTo')} {relatesToPeriod}
              </span>
            )}
          </span>
        ),
        text: ({ period }) => period,
      },
      {
        id: 'status',
        header: shared('status'),
        cell: ({ status }) => <LineStatus state={status} />,
        text: ({ status }) => stateWord(status),
      },
      {
        id: 'payableFrom',
        header: t('payableFrom'),
        cell: ({ payableFrom }) => <Moment at={payableFrom} shown="date" />,
        text: ({ payableFrom }) => payableFrom,
        isExtra: true,
      },
      {
        id: 'amount',
        header: shared('amount'),
        cell: ({ amount, currency }) => <Amount value={amount} currency={currency} />,
        text: ({ amount }) => amount,
        isNumber: true,
      },
    ],
    [t, shared, componentName, stateWord, reasonOf],
  )
}
