import { CircleSlash } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Commission } from '../../api/operator-api.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useCommissionColumns } from '../activity/commission-columns.tsx'
import { ExplainDrawer } from '../activity/explain-drawer.tsx'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { BrandFilter, DayFilters, useInstants } from '../pick/filters.tsx'
import { EventTabs } from './event-tabs.tsx'
import { eventWords } from './words.ts'

/** In this order: the reason is what matters here. */
const SHOWN = ['reason', 'when', 'about', 'affiliate', 'component', 'status']

/** Transactions that earned nothing, and why. */
export default function NothingScene() {
  const t = useWords(eventWords)
  const [{ explain, affiliateId, brandId, from, to }, setUrl] = useUrlState({ explain: '', affiliateId: '', brandId: '', from: '', to: '' })
  const pages = operatorApi.useList('GET /commission', {
    query: { paysNothing: 'true', affiliateId, brandId, ...useInstants({ from, to }) },
  })
  const columns = useCommissionColumns()
  return (
    <Page title={t('title')} subtitle={t('subtitle')} tabs={<EventTabs />}>
      <DataTable<Commission>
        name="zero-commissions"
        label={t('lines')}
        pages={pages}
        rowId={({ id }) => id}
        onOpen={({ id }) => setUrl({ explain: id })}
        columns={SHOWN.flatMap((id) => columns.find((column) => column.id === id) ?? [])}
        filters={
          <>
            <AffiliateFilter value={affiliateId} onChange={(next) => setUrl({ affiliateId: next })} />
            <BrandFilter value={brandId} onChange={(next) => setUrl({ brandId: next })} />
            <DayFilters from={from} to={to} onChange={setUrl} />
          </>
        }
        empty={
          <Empty
            title={t('noLines')}
            hint={t('noLinesHint')}
            icon={<CircleSlash className="size-5" />}
            action={<ButtonLink to="/commissions">{t('commissions')}</ButtonLink>}
          />
        }
      />
      <ExplainDrawer id={explain} onClose={() => setUrl({ explain: '' })} />
    </Page>
  )
}
