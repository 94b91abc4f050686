import { Plus } from 'lucide-react'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty } from '../../ui/states.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { BrandFilter } from '../pick/filters.tsx'
import { useMay } from '../shell/session.tsx'
import { LINK_STATES, LinkTable } from './link-table.tsx'
import { LinkTabs } from './link-tabs.tsx'
import { linkWords } from './words.ts'

const NO_FILTERS = { search: '', affiliateId: '', trackerId: '', brandId: '', status: '' }

/** Every tracking link of the program. */
export default function LinksScene() {
  const t = useWords(linkWords)
  const mayWrite = useMay('affiliates')
  const [filters, setFilters] = useUrlState(NO_FILTERS)
  const isFiltered = Object.values(filters).some((value) => value !== '')
  return (
    <Page
      title={t('title')}
      tabs={<LinkTabs />}
      actions={
        mayWrite && (
          <ButtonLink to="/links/new" look="primary" icon={<Plus className="size-4" aria-hidden="true" />}>
            {t('add')}
          </ButtonLink>
        )
      }
    >
      <LinkTable
        name="tracking-links"
        query={filters}
        filters={
          <>
            <SearchInput label={t('search')} value={filters.search} onChange={(search) => setFilters({ search })} />
            <AffiliateFilter value={filters.affiliateId} onChange={(affiliateId) => setFilters({ affiliateId })} />
            <BrandFilter value={filters.brandId} onChange={(brandId) => setFilters({ brandId })} />
            <FilterSelect
              label={t('anyStatus')}
              value={filters.status}
              onChange={(status) => setFilters({ status })}
              options={LINK_STATES.map((state) => [state, t(state)])}
            />
          </>
        }
        {...(isFiltered && {
          nothingFound: (
            <Empty title={t('noneFound')} action={<Button onClick={() => setFilters(NO_FILTERS)}>{t('clearFilters')}</Button>} />
          ),
        })}
      />
    </Page>
  )
}
