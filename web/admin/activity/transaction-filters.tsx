import { X } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { BrandFilter, DayFilters, useInstants } from '../pick/filters.tsx'
import { TRANSACTION_STATES, useCodes } from './parts.tsx'
import { activityWords } from './words.ts'

const TYPES = ['sale', 'deposit', 'revenue', 'refund', 'chargeback', 'wager', 'withdrawal', 'bonus'] as const
const NONE = { externalId: '', status: '', type: '', brandId: '', affiliateId: '', customerId: '', from: '', to: '' }

type State = (typeof TRANSACTION_STATES)[number]

/** The filters of a list of transactions as they stand in the address, and as the API takes them. */
export function useTransactionFilters() {
  const [filters, setFilters] = useUrlState(NONE)
  const { from, to, status, ...rest } = filters
  const state = TRANSACTION_STATES.find((one) => one === status)
  return {
    filters,
    setFilters,
    query: { ...rest, ...useInstants({ from, to }) },
    state,
    isFiltered: Object.values(filters).some((value) => value !== ''),
  }
}

/** That a list is about one customer only. */
export function OnlyCustomer({ id, onClear }: { readonly id: string; readonly onClear: () => void }) {
  const t = useWords(activityWords)
  const customer = operatorApi.useGet('GET /customer/{id}', { params: { id } }, { enabled: id !== '' })
  if (id === '') return null
  return (
    <Button icon={<X className="size-3.5" aria-hidden="true" />} onClick={onClear}>
      <span className="max-w-40 truncate">
        {t('customer')} {customer.data?.externalId ?? ''}
      </span>
    </Button>
  )
}

/** `fixed`: what the list says by itself. */
export function TransactionFilters({
  searchLabel,
  fixed = [],
}: {
  readonly searchLabel: string
  readonly fixed?: readonly ('status' | 'type')[]
}) {
  const t = useWords(activityWords)
  const code = useCodes()
  const { filters, setFilters } = useTransactionFilters()
  return (
    <>
      <OnlyCustomer id={filters.customerId} onClear={() => setFilters({ customerId: '' })} />
      <SearchInput label={searchLabel} value={filters.externalId} onChange={(externalId) => setFilters({ externalId })} />
      {!fixed.includes('status') && (
        <FilterSelect
          label={t('anyStatus')}
          value={filters.status}
          onChange={(status) => setFilters({ status })}
          options={TRANSACTION_STATES.map((one: State) => [one, code('state', one)])}
        />
      )}
      {!fixed.includes('type') && (
        <FilterSelect
          label={t('anyType')}
          value={filters.type}
          onChange={(type) => setFilters({ type })}
          options={TYPES.map((one) => [one, code('type', one)])}
        />
      )}
      <AffiliateFilter value={filters.affiliateId} onChange={(affiliateId) => setFilters({ affiliateId })} />
      <BrandFilter value={filters.brandId} onChange={(brandId) => setFilters({ brandId })} />
      <DayFilters from={filters.from} to={filters.to} onChange={setFilters} />
    </>
  )
}
