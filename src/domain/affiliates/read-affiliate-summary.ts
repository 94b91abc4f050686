import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { type AffiliateBalance, readAffiliateBalance } from '../ledger/read-affiliate-balance.ts'
import { readAffiliate } from './affiliate.ts'
import { type AffiliateTotals, readAffiliateTotals } from './affiliate-totals.ts'
import { CLICK_DAYS } from './read-affiliate-figures.ts'

/** What somebody who opens an affiliate wants to see first. */
export interface AffiliateSummary extends AffiliateTotals {
  /** The program's: of all amounts but the balances. */
  readonly currency: string
  readonly balances: readonly AffiliateBalance[]
  readonly counts: AffiliateCounts
}

export interface AffiliateCounts {
  /** Of the last 30 days. */
  readonly clicks: number
  readonly validClicks: number
  /** Of the 30 days before. */
  readonly validClicksBefore: number
  readonly customers: number
  /** Registered within the last 30 days. */
  readonly newCustomers: number
  readonly newCustomersBefore: number
  readonly depositors: number
  readonly trackers: number
  readonly trackingLinks: number
  readonly coupons: number
  /** Those whom it recruited itself, today. */
  readonly recruits: number
  readonly notes: number
  readonly lastClickAt: Date | null
}

const DAY_MS = 86_400_000

/** Everything about an affiliate that is a number. Throws `not_found`. */
export async function readAffiliateSummary(tx: Tx, { programId, affiliateId, currency, now }: { programId: Uuid; affiliateId: Uuid; currency: string; now: Date }): Promise<AffiliateSummary> {
  await readAffiliate(tx, programId, affiliateId)
  const totals = (await readAffiliateTotals(tx, programId, [affiliateId], currency))(affiliateId)
  const balances = await readAffiliateBalance(tx, programId, affiliateId)
  return { ...totals, currency, balances, counts: await readCounts(tx, programId, affiliateId, now) }
}

async function readCounts(tx: Tx, programId: Uuid, affiliateId: Uuid, now: Date): Promise<AffiliateCounts> {
  const since = new Date(now.getTime() - CLICK_DAYS * DAY_MS)
  const before = new Date(now.getTime() - 2 * CLICK_DAYS * DAY_MS)
  const [counts] = await tx.sql<AffiliateCounts>({
    name: 'affiliate-counts',
    text: `select k.*, c.*,
        (select count(*)::int from tracker t where t.program_id = $1 and t.affiliate_id = $2 and t.status <> 'archived') as trackers,
        (select count(*)::int from tracker t join tracking_link l on l.program_id = $1 and l.tracker_id = t.id
          where t.program_id = $1 and t.affiliate_id = $2 and l.status <> 'archived') as "trackingLinks",
        (select count(*)::int from coupon where program_id = $1 and affiliate_id = $2 and status <> 'archived') as coupons,
        (select count(*)::int from affiliate where program_id = $1 and parent_affiliate_id = $2 and erased_at is null) as recruits,
        (select count(*)::int from affiliate_note where program_id = $1 and affiliate_id = $2 and archived_at is null) as notes,
        (select occurred_at from click where program_id = $1 and affiliate_id = $2 order by occurred_at desc limit 1) as "lastClickAt"
      from (select count(*) filter (where occurred_at >= $3)::int as clicks, count(*) filter (where is_valid and occurred_at >= $3)::int as "validClicks",
                   count(*) filter (where is_valid and occurred_at < $3)::int as "validClicksBefore"
              from click where program_id = $1 and affiliate_id = $2 and occurred_at >= $4) k
     cross join (select count(*)::int as customers, count(*) filter (where u.registered_at >= $3)::int as "newCustomers",
                        count(*) filter (where u.registered_at >= $4 and u.registered_at < $3)::int as "newCustomersBefore",
                        count(t.first_deposit_at)::int as depositors
                   from attribution a join customer u on u.program_id = $1 and u.id = a.customer_id
                   left join customer_total t on t.program_id = $1 and t.customer_id = a.customer_id
                  where a.program_id = $1 and a.affiliate_id = $2) c`,
    values: [programId, affiliateId, since, before],
  })
  if (counts === undefined) throw new Error('counts that are not there')
  return counts
}
