import { portalApi } from '../../api/client.ts'
import type { OwnConversion } from '../../api/portal-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Drawer } from '../../ui/overlay.tsx'
import { Facts, Page } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { CommissionsTable } from '../commissions/commissions-table.tsx'
import { CustomerLink, LineStatus, useBrandName, useStateWord } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { conversionWords } from './words.ts'

const TYPES = ['sale', 'deposit', 'revenue', 'withdrawal', 'wager', 'refund', 'chargeback', 'bonus', 'adjustment'] as const
const STATES = ['pending', 'approved', 'rejected'] as const

export default function ConversionsScene() {
  const t = useWords(conversionWords)
  const shared = useWords(activityWords)
  const typeWord = useStateWord('type')
  const stateWord = useStateWord('status')
  const [{ type, status, conversion }, setUrl] = useUrlState({ type: '', status: '', conversion: '' })
  const pages = portalApi.useList('GET /conversion', {
    query: { ...(type !== '' && { type }), status: STATES.find((state) => state === status) },
  })
  const columns = useColumns()
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <DataTable
        name="conversions"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        onOpen={({ id }) => setUrl({ conversion: id })}
        columns={columns}
        filters={
          <>
            <FilterSelect
              label={t('allTypes')}
              value={type}
              options={TYPES.map((one) => [one, typeWord(one)])}
              onChange={(next) => setUrl({ type: next })}
            />
            <FilterSelect
              label={shared('status')}
              value={status}
              options={STATES.map((state) => [state, stateWord(state)])}
              onChange={(next) => setUrl({ status: next })}
            />
          </>
        }
        empty={
          type !== '' || status !== '' ? (
            <Empty title={t('noneFiltered')} />
          ) : (
            <Empty title={t('none')} hint={t('noneHint')} action={<ButtonLink to="/customers">{t('toCustomers')}</ButtonLink>} />
          )
        }
      />
      <Drawer isOpen={conversion !== ''} onClose={() => setUrl({ conversion: '' })} title={t('detail')}>
        {conversion !== '' && <Detail id={conversion} />}
      </Drawer>
    </Page>
  )
}

function valueOf({ sale, deposit, netRevenue }: OwnConversion): number {
  return sale !== 0 ? sale : deposit !== 0 ? deposit : netRevenue
}

function useColumns(): readonly Column<OwnConversion>[] {
  const t = useWords(conversionWords)
  const shared = useWords(activityWords)
  const typeWord = useStateWord('type')
  const brandName = useBrandName()
  return [
    {
      id: 'type',
      header: shared('type'),
      cell: ({ type, isVerified }) => (
        <>
          {typeWord(type)}
          {!isVerified && <span className="ml-1 text-xs font-normal text-soft">{t('unverified')}</span>}
        </>
      ),
      text: ({ type }) => typeWord(type),
    },
    { id: 'date', header: shared('date'), cell: ({ occurredAt }) => <Moment at={occurredAt} />, text: ({ occurredAt }) => occurredAt },
    {
      id: 'customer',
      header: shared('customer'),
      cell: ({ customerId, customer }) => <CustomerLink id={customerId} name={customer} />,
      text: ({ customer }) => customer,
    },
    { id: 'brand', header: shared('brand'), cell: ({ brandId }) => brandName(brandId), text: ({ brandId }) => brandName(brandId) },
    {
      id: 'status',
      header: shared('status'),
      cell: ({ status, reason }) => (
        <span className="inline-flex items-center gap-2">
          <LineStatus state={status} />
          {reason !== null && <span className="text-xs text-soft">{reason}</span>}
        </span>
      ),
      text: ({ status }) => status,
    },
    {
      id: 'value',
      header: t('value'),
      cell: (row) => <Amount value={valueOf(row)} currency={row.currency} />,
      text: valueOf,
      isNumber: true,
    },
    {
      id: 'commission',
      header: shared('commission'),
      cell: ({ commission, currency }) => <Amount value={commission} currency={currency} className="font-medium" />,
      text: ({ commission }) => commission,
      isNumber: true,
    },
  ]
}

function Detail({ id }: { readonly id: string }) {
  const t = useWords(conversionWords)
  const shared = useWords(activityWords)
  const conversion = portalApi.useGet('GET /conversion/{id}', { params: { id } })
  const typeWord = useStateWord('type')
  const brandName = useBrandName()
  return (
    <Load of={conversion}>
      {(found) => (
        <div className="grid gap-4">
          <Facts
            items={[
              [shared('type'), typeWord(found.type)],
              [shared('status'), <LineStatus key="status" state={found.status} />],
              [shared('date'), <Moment key="date" at={found.occurredAt} />],
              [shared('brand'), brandName(found.brandId)],
              [shared('customer'), <CustomerLink key="customer" id={found.customerId} name={found.customer} />],
              [shared('country'), found.country],
              [t('sale'), <Amount key="sale" value={found.sale} currency={found.currency} />],
              [t('deposit'), <Amount key="deposit" value={found.deposit} currency={found.currency} />],
              [t('netRevenue'), <Amount key="net" value={found.netRevenue} currency={found.currency} />],
              ...(found.reason === null ? [] : [[shared('reason'), found.reason] as const]),
            ]}
          />
          <CommissionsTable transactionId={found.id} />
        </div>
      )}
    </Load>
  )
}
