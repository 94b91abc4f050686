import { ChevronRight, CircleCheck } from 'lucide-react'
import type { Overview } from '../../api/operator-api.ts'
import { Section } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { homeWords } from './words.ts'
import { Link } from '../../ui/link.tsx'

type Item = Overview['attention'][number]
type Place = { readonly to: string; readonly search?: Readonly<Record<string, string>> }

/** Counted no further. */
const MOST = 1_000

/** Where each kind is dealt with. */
const PLACES: Readonly<Record<Item['kind'], (item: Item) => Place>> = {
  transactions_pending: () => ({ to: '/transactions/pending' }),
  transactions_failed: () => ({ to: '/transactions/failures' }),
  affiliates_pending: () => ({ to: '/affiliates', search: { status: 'pending' } }),
  payout_runs_pending: ({ count, subject }) => ({ to: count === 1 && subject !== null ? `/payouts/runs/${subject}` : '/payouts' }),
  payouts_failed: () => ({ to: '/payouts/list', search: { status: 'failed' } }),
  adjustments_pending: () => ({ to: '/adjustments', search: { status: 'pending' } }),
  periods_unsealed: ({ count, subject }) => ({ to: count === 1 && subject !== null ? `/periods/${subject}` : '/periods' }),
  periods_open: ({ subject }) => ({ to: subject === null ? '/periods' : `/periods/${subject}` }),
  balances_negative: () => ({ to: '/ledger', search: { kind: 'affiliate_payable' } }),
  payout_methods_missing: () => ({ to: '/payouts/new' }),
  gateway_deliveries_failed: () => ({ to: '/gateways/deliveries', search: { outcome: 'failed' } }),
}

/** What stops something until somebody decides or repairs it; the rest waits more quietly. */
const URGENT: ReadonlySet<Item['kind']> = new Set(['transactions_failed', 'payouts_failed', 'gateway_deliveries_failed'])

/** What waits for somebody, and the way there. */
export function AttentionList({ items }: { readonly items: readonly Item[] }) {
  const t = useWords(homeWords)
  return (
    <Section title={t('attention')} isFlush>
      {items.length === 0 ? (
        <div className="flex items-start gap-3 p-4">
          <CircleCheck className="mt-0.5 size-5 shrink-0 text-good" aria-hidden="true" />
          <div>
            <p className="font-medium">{t('allDone')}</p>
            <p className="text-soft">{t('allDoneHint')}</p>
          </div>
        </div>
      ) : (
        <ul className="divide-y divide-line">
          {items.map((item) => {
            const { to, search } = PLACES[item.kind](item)
            return (
              <li key={item.kind}>
                <Link to={to} search={search} className="flex items-center gap-3 px-4 py-2.5 hover:bg-raised">
                  <span className={`size-2 shrink-0 rounded-full ${URGENT.has(item.kind) ? 'bg-bad' : 'bg-warn'}`} aria-hidden="true" />
                  <span className="min-w-0 flex-1">{t(item.kind, { count: item.count, ...(item.count >= MOST && { count: MOST }) })}</span>
                  <ChevronRight className="size-4 shrink-0 text-soft" aria-hidden="true" />
                </Link>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
