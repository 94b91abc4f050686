import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty } from '../../ui/states.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { useMay } from '../shell/session.tsx'
import { CouponDialog } from './coupon-dialog.tsx'
import { COUPON_STATES, CouponTable } from './coupon-table.tsx'
import { couponWords } from './words.ts'

const NO_FILTERS = { search: '', affiliateId: '', status: '' }

export default function CouponsScene() {
  const t = useWords(couponWords)
  const mayWrite = useMay('affiliates')
  const [isAdding, setAdding] = useState(false)
  const [filters, setFilters] = useUrlState(NO_FILTERS)
  const add = mayWrite && (
    <Button look="primary" icon={<Plus className="size-4" aria-hidden="true" />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} subtitle={t('subtitle')} actions={add}>
      <CouponTable
        name="coupons"
        query={filters}
        action={add}
        filters={
          <>
            <SearchInput label={t('search')} value={filters.search} onChange={(search) => setFilters({ search })} />
            <AffiliateFilter value={filters.affiliateId} onChange={(affiliateId) => setFilters({ affiliateId })} />
            <FilterSelect
              label={t('anyStatus')}
              value={filters.status}
              onChange={(status) => setFilters({ status })}
              options={COUPON_STATES.map((state) => [state, t(state)])}
            />
          </>
        }
        {...(Object.values(filters).some((value) => value !== '') && {
          nothingFound: (
            <Empty title={t('noneFound')} action={<Button onClick={() => setFilters(NO_FILTERS)}>{t('clearFilters')}</Button>} />
          ),
        })}
      />
      {isAdding && <CouponDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}
