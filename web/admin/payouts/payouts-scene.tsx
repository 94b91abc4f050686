import { operatorApi } from '../../api/client.ts'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Page } from '../../ui/page.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { useMoneyCodes } from '../money/parts.tsx'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { FreezeButton, FreezeNotice } from './freeze.tsx'
import { PayoutTabs } from './payout-tabs.tsx'
import { PayoutsTable } from './payouts-table.tsx'
import { payoutWords } from './words.ts'

const STATES = ['draft', 'approved', 'instructed', 'settled', 'failed', 'returned', 'cancelled'] as const
const METHODS = ['bank', 'pix', 'paypal', 'wise', 'crypto', 'other'] as const
const INSTRUCTIONS = ['stored', 'sent', 'unknown', 'accepted', 'refused'] as const

/** Every payout, whichever run it is of. */
export default function PayoutsScene() {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  const [{ state, method, instruction, affiliateId }, setUrl] = useUrlState({ state: '', method: '', instruction: '', affiliateId: '' })
  const pages = operatorApi.useList('GET /payout', {
    query: {
      affiliateId,
      status: STATES.find((known) => known === state),
      methodKind: METHODS.find((known) => known === method),
      instructionState: INSTRUCTIONS.find((known) => known === instruction),
    },
  })
  return (
    <Page title={t('title')} tabs={<PayoutTabs />} actions={<FreezeButton />}>
      <FreezeNotice />
      <PayoutsTable
        pages={pages}
        filters={
          <>
            <FilterSelect
              label={t('anyState')}
              value={state}
              onChange={(next) => setUrl({ state: next })}
              options={STATES.map((known) => [known, code('state', known)])}
            />
            <FilterSelect
              label={code('method', 'any')}
              value={method}
              onChange={(next) => setUrl({ method: next })}
              options={METHODS.map((known) => [known, code('method', known)])}
            />
            <FilterSelect
              label={t('instruction')}
              value={instruction}
              onChange={(next) => setUrl({ instruction: next })}
              options={INSTRUCTIONS.map((known) => [known, code('state', known)])}
            />
            <AffiliateFilter value={affiliateId} onChange={(next) => setUrl({ affiliateId: next })} />
          </>
        }
      />
    </Page>
  )
}
