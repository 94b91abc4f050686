import { Coins } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate } from '../../api/operator-api.ts'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useCommissionColumns } from '../activity/commission-columns.tsx'
import { ExplainDrawer } from '../activity/explain-drawer.tsx'
import { COMMISSION_STATES, useCodes } from '../activity/parts.tsx'
import { AffiliateFrame } from './affiliate-frame.tsx'
import { affiliateWords } from './words.ts'

/** What an affiliate has earned, line by line; each opens its explanation. */
export default function AffiliateCommissionsScene() {
  return <AffiliateFrame>{(affiliate) => <Lines affiliate={affiliate} />}</AffiliateFrame>
}

function Lines({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const code = useCodes()
  const columns = useCommissionColumns()
  const [{ status, explain }, setUrl] = useUrlState({ status: '', explain: '' })
  const pages = operatorApi.useList('GET /commission', {
    query: { affiliateId: affiliate.id, paysNothing: 'false', status: COMMISSION_STATES.find((state) => state === status) },
  })
  return (
    <>
      <DataTable
        name="affiliate-commissions"
        label={t('commissions')}
        pages={pages}
        rowId={({ id }) => id}
        onOpen={({ id }) => setUrl({ explain: id })}
        columns={columns.filter(({ id }) => id !== 'affiliate')}
        filters={
          <FilterSelect
            label={t('anyStatus')}
            value={status}
            onChange={(next) => setUrl({ status: next })}
            options={COMMISSION_STATES.map((state) => [state, code('state', state)])}
          />
        }
        empty={<Empty icon={<Coins className="size-5" />} title={t('noCommissions')} />}
      />
      <ExplainDrawer id={explain} onClose={() => setUrl({ explain: '' })} />
    </>
  )
}
