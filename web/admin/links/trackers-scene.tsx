import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { useMay } from '../shell/session.tsx'
import { LINK_STATES } from './link-table.tsx'
import { LinkTabs } from './link-tabs.tsx'
import { TrackerDialog } from './tracker-dialog.tsx'
import { TrackerTable } from './tracker-table.tsx'
import { linkWords } from './words.ts'

export default function TrackersScene() {
  const t = useWords(linkWords)
  const mayWrite = useMay('affiliates')
  const [isAdding, setAdding] = useState(false)
  const [filters, setFilters] = useUrlState({ search: '', affiliateId: '', status: '' })
  const add = mayWrite && (
    <Button look="primary" icon={<Plus className="size-4" aria-hidden="true" />} onClick={() => setAdding(true)}>
      {t('addTracker')}
    </Button>
  )
  return (
    <Page title={t('title')} tabs={<LinkTabs />} actions={add}>
      <TrackerTable
        name="trackers"
        query={filters}
        action={add}
        filters={
          <>
            <SearchInput label={t('trackerSearch')} value={filters.search} onChange={(search) => setFilters({ search })} />
            <AffiliateFilter value={filters.affiliateId} onChange={(affiliateId) => setFilters({ affiliateId })} />
            <FilterSelect
              label={t('anyStatus')}
              value={filters.status}
              onChange={(status) => setFilters({ status })}
              options={LINK_STATES.map((state) => [state, t(state)])}
            />
          </>
        }
      />
      {isAdding && <TrackerDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}
