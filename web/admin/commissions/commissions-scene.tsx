import { Coins } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Commission } from '../../api/operator-api.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useCommissionColumns } from '../activity/commission-columns.tsx'
import { ExplainDrawer } from '../activity/explain-drawer.tsx'
import { COMMISSION_STATES, COMPONENTS, useCodes } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { OnlyCustomer } from '../activity/transaction-filters.tsx'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { BrandFilter, DayFilters, useInstants } from '../pick/filters.tsx'
import { commissionWords } from './words.ts'

const NONE = { affiliateId: '', customerId: '', status: '', component: '', period: '', brandId: '', from: '', to: '', nothing: '' }

export default function CommissionsScene() {
  const t = useWords(commissionWords)
  const [{ explain }, setUrl] = useUrlState({ explain: '' })
  const [filters] = useUrlState(NONE)
  const { from, to, status, nothing, ...rest } = filters
  const pages = operatorApi.useList('GET /commission', {
    query: {
      ...rest,
      ...useInstants({ from, to }),
      status: COMMISSION_STATES.find((one) => one === status),
      paysNothing: nothing === '' ? 'false' : undefined,
    },
  })
  const isFiltered = Object.values(filters).some((value) => value !== '')
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <DataTable<Commission>
        name="commissions"
        label={t('title')}
        pages={pages}
        columns={useCommissionColumns()}
        rowId={({ id }) => id}
        onOpen={({ id }) => setUrl({ explain: id })}
        filters={<Filters />}
        empty={
          isFiltered ? (
            <Empty title={t('noneMatch')} hint={t('noneMatchHint')} />
          ) : (
            <Empty
              title={t('none')}
              hint={t('noneHint')}
              icon={<Coins className="size-5" />}
              action={<ButtonLink to="/plans">{t('plans')}</ButtonLink>}
            />
          )
        }
      />
      <ExplainDrawer id={explain} onClose={() => setUrl({ explain: '' })} />
    </Page>
  )
}

function Filters() {
  const t = useWords(commissionWords)
  const shared = useWords(activityWords)
  const code = useCodes()
  const [filters, set] = useUrlState(NONE)
  const periods = operatorApi.useList('GET /period', { query: { limit: 100 } })
  return (
    <>
      <OnlyCustomer id={filters.customerId} onClear={() => set({ customerId: '' })} />
      <AffiliateFilter value={filters.affiliateId} onChange={(affiliateId) => set({ affiliateId })} />
      <FilterSelect
        label={shared('anyStatus')}
        value={filters.status}
        onChange={(status) => set({ status })}
        options={COMMISSION_STATES.map((one) => [one, code('state', one)])}
      />
      <FilterSelect
        label={shared('anyComponent')}
        value={filters.component}
        onChange={(component) => set({ component })}
        options={COMPONENTS.map((one) => [one, code('component', one)])}
      />
      <FilterSelect
        label={t('anyPeriod')}
        value={filters.period}
        onChange={(period) => set({ period })}
        options={periods.rows.map(({ id }) => [id, id])}
      />
      <BrandFilter value={filters.brandId} onChange={(brandId) => set({ brandId })} />
      <DayFilters from={filters.from} to={filters.to} onChange={set} />
      <label className="flex items-center gap-1.5">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={filters.nothing !== ''}
          onChange={(event) => set({ nothing: event.target.checked ? 'shown' : '' })}
        />
        {t('showNothing')}
      </label>
    </>
  )
}
