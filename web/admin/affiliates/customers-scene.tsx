import { UserRound } from 'lucide-react'
import { useMemo } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate, Customer } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { useWords } from '../../ui/words.ts'
import { useCurrency } from '../shell/session.tsx'
import { AffiliateFrame } from './affiliate-frame.tsx'
import { affiliateWords } from './words.ts'

/** Customers that are attributed to an affiliate. */
export default function AffiliateCustomersScene() {
  return <AffiliateFrame>{(affiliate) => <Customers affiliate={affiliate} />}</AffiliateFrame>
}

function Customers({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const currency = useCurrency()
  const pages = operatorApi.useList('GET /customer', { query: { affiliateId: affiliate.id } })
  const columns = useMemo(
    (): readonly Column<Customer>[] => [
      {
        id: 'customer',
        header: t('customer'),
        cell: ({ externalId, id }) => externalId ?? id,
        text: ({ externalId, id }) => externalId ?? id,
      },
      {
        id: 'registered',
        header: t('registered'),
        cell: ({ registrationDate }) => <Moment at={registrationDate} />,
        text: ({ registrationDate }) => registrationDate,
      },
      { id: 'brand', header: t('brand'), cell: ({ tracking }) => tracking?.brandName, text: ({ tracking }) => tracking?.brandName },
      {
        id: 'tracker',
        header: t('trackers'),
        cell: ({ tracking }) => tracking?.affiliateTrackerName,
        text: ({ tracking }) => tracking?.affiliateTrackerName,
      },
      { id: 'country', header: t('country'), cell: ({ country }) => country, text: ({ country }) => country, isExtra: true },
      {
        id: 'deposits',
        header: t('deposits'),
        isNumber: true,
        cell: ({ lifetimeDeposits }) => <Amount value={lifetimeDeposits} currency={currency} />,
        text: ({ lifetimeDeposits }) => lifetimeDeposits,
      },
      {
        id: 'revenue',
        header: t('revenue'),
        isNumber: true,
        cell: ({ lifetimeRevenue }) => <Amount value={lifetimeRevenue} currency={currency} />,
        text: ({ lifetimeRevenue }) => lifetimeRevenue,
      },
      {
        id: 'commission',
        header: t('commission'),
        isNumber: true,
        cell: ({ lifetimeCommission }) => <Amount value={lifetimeCommission} currency={currency} />,
        text: ({ lifetimeCommission }) => lifetimeCommission,
      },
    ],
    [t, currency],
  )
  return (
    <DataTable
      name="affiliate-customers"
      label={t('customers')}
      pages={pages}
      rowId={({ id }) => id}
      rowLink={({ id }) => `/customers/${id}`}
      columns={columns}
      empty={<Empty icon={<UserRound className="size-5" />} title={t('noCustomers')} hint={t('noCustomersHint')} />}
    />
  )
}
