import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** Clicks are counted this far back. */
export const CLICK_DAYS = 30

/** What lists show of an affiliate. Amounts in minor units of the program's currency. */
export interface AffiliateFigures {
  /** Valid clicks of the last 30 days. */
  readonly clicks: number
  readonly customers: number
  /** Lines that are not rejected, less what was taken back of them. */
  readonly commissionMinor: bigint
  /** What could be paid now. */
  readonly payableMinor: bigint
}

const NOTHING: AffiliateFigures = { clicks: 0, customers: 0, commissionMinor: 0n, payableMinor: 0n }

export interface FiguresInput {
  readonly programId: Uuid
  readonly affiliateIds: readonly Uuid[]
  readonly currency: string
  /** The program's present. */
  readonly now: Date
}

/** The figures of the affiliates of one page, by id, in one statement. */
export async function readAffiliateFigures(tx: Tx, { programId, affiliateIds, currency, now }: FiguresInput): Promise<(affiliateId: Uuid) => AffiliateFigures> {
  if (affiliateIds.length === 0) return () => NOTHING
  const since = new Date(now.getTime() - CLICK_DAYS * 86_400_000)
  const rows = await tx.sql<AffiliateFigures & { readonly id: Uuid }>({
    text: `select w.id, k.total as clicks, c.total as customers, l.total - r.total as "commissionMinor", p.total as "payableMinor"
        from unnest($2::uuid[]) as w (id) ${CLICKS} ${CUSTOMERS} ${LINES} ${REJECTED} ${PAYABLE}`,
    values: [programId, arrayLiteral(affiliateIds), currency, since],
  })
  const figures = new Map(rows.map(({ id, ...of }) => [id, of]))
  return (affiliateId) => figures.get(affiliateId) ?? NOTHING
}

const CLICKS = `cross join lateral (select count(*)::int as total from click where program_id = $1 and affiliate_id = w.id and occurred_at >= $4 and is_valid) k`
const CUSTOMERS = `cross join lateral (select count(*)::int as total from attribution where program_id = $1 and affiliate_id = w.id) c`
const LINES = `cross join lateral (
    select coalesce(sum(amount_minor), 0)::bigint as total from commission where program_id = $1 and affiliate_id = w.id and currency = $3) l`
const REJECTED = `cross join lateral (
    select coalesce(sum(o.amount_minor), 0)::bigint as total from commission o
     where o.program_id = $1 and o.affiliate_id = w.id and o.currency = $3
       and exists (select from commission_event e where e.program_id = $1 and e.commission_id = o.id and e.kind = 'rejected')) r`
const PAYABLE = `cross join lateral (
    select coalesce(sum(credits - debits), 0)::bigint as total from ledger_account
     where program_id = $1 and owner_id = w.id and kind = 'affiliate_payable' and currency = $3) p`
