import { Upload, UserRound } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Customer } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { AffiliateLink, affiliateOf } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { BrandFilter, DayFilters, useInstants } from '../pick/filters.tsx'
import { useCurrency, useMay } from '../shell/session.tsx'
import { customerWords } from './words.ts'

const NONE = { search: '', brandId: '', affiliateId: '', isVerified: '', from: '', to: '' }

export default function CustomersScene() {
  const t = useWords(customerWords)
  const shared = useWords(activityWords)
  const currency = useCurrency()
  const mayWrite = useMay('customers')
  const [filters, setFilters] = useUrlState(NONE)
  const { from, to, isVerified, ...rest } = filters
  const pages = operatorApi.useList('GET /customer', {
    query: { ...rest, ...useInstants({ from, to }), isVerified: isVerified === 'true' || isVerified === 'false' ? isVerified : undefined },
  })
  const isFiltered = Object.values(filters).some((value) => value !== '')
  const importing = (
    <ButtonLink to="/imports" icon={<Upload className="size-4" aria-hidden="true" />}>
      {t('import')}
    </ButtonLink>
  )
  return (
    <Page title={t('title')} actions={mayWrite && importing}>
      <DataTable<Customer>
        name="customers"
        label={t('title')}
        pages={pages}
        rowId={({ id }) => id}
        rowLink={({ id }) => `/customers/${id}`}
        filters={
          <>
            <SearchInput label={t('search')} value={filters.search} onChange={(search) => setFilters({ search })} />
            <AffiliateFilter value={filters.affiliateId} onChange={(affiliateId) => setFilters({ affiliateId })} />
            <BrandFilter value={filters.brandId} onChange={(brandId) => setFilters({ brandId })} />
            <FilterSelect
              label={t('anyVerification')}
              value={isVerified}
              onChange={(next) => setFilters({ isVerified: next })}
              options={[
                ['true', t('verified')],
                ['false', t('unverified')],
              ]}
            />
            <DayFilters from={from} to={to} onChange={setFilters} />
          </>
        }
        columns={[
          {
            id: 'externalId',
            header: shared('externalId'),
            cell: ({ externalId, id }) => <span className="block max-w-52 truncate">{externalId ?? id}</span>,
            text: ({ externalId }) => externalId,
          },
          {
            id: 'username',
            header: t('username'),
            cell: ({ username }) => <span className="block max-w-40 truncate">{username}</span>,
            text: ({ username }) => username,
            isExtra: true,
          },
          {
            id: 'affiliate',
            header: shared('affiliate'),
            cell: ({ tracking }) => <AffiliateLink {...affiliateOf(tracking)} />,
            text: ({ tracking }) => tracking?.affiliateName,
          },
          {
            id: 'brand',
            header: shared('brand'),
            cell: ({ tracking, externalBrandId }) => tracking?.brandName ?? externalBrandId,
            text: ({ tracking, externalBrandId }) => tracking?.brandName ?? externalBrandId,
          },
          {
            id: 'country',
            header: t('country'),
            cell: ({ country_code: code, country }) => code ?? country,
            text: ({ country_code: code, country }) => code ?? country,
          },
          {
            id: 'registered',
            header: t('registered'),
            cell: ({ registrationDate }) => <Moment at={registrationDate} shown="date" />,
            text: ({ registrationDate }) => registrationDate,
          },
          {
            id: 'firstDeposit',
            header: t('firstDeposit'),
            cell: ({ ftdDate }) => <Moment at={ftdDate} shown="date" />,
            text: ({ ftdDate }) => ftdDate,
          },
          {
            id: 'qualified',
            header: t('qualified'),
            cell: ({ cpaQualified }) => cpaQualified && <Badge tone="good">CPA</Badge>,
            text: ({ cpaQualified }) => String(cpaQualified),
          },
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
        ]}
        empty={
          isFiltered ? (
            <Empty title={t('noneMatch')} hint={t('noneMatchHint')} />
          ) : (
            <Empty title={t('none')} hint={t('noneHint')} icon={<UserRound className="size-5" />} action={mayWrite && importing} />
          )
        }
      />
    </Page>
  )
}
