import { arrayLiteral } from '../../db/bulk.ts'
import { readPayableMethods } from '../payout-methods/payout-method.ts'
import { holdOf } from '../payout-methods/hold-of.ts'
import type { Uuid } from '../ids.ts'
import { invoiceBlocks } from '../invoices/invoice-blocks.ts'
import type { Payee } from './judge-payee.ts'
import type { Book } from '../ledger/book.ts'
import type { PayoutStep } from './payout-step.ts'

/** What is needed to look at affiliates: a step of the book, or, for a preview, how far it has come. */
export type PayeeReading = Pick<PayoutStep, 'tx' | 'program' | 'settings' | 'now'> & { readonly book: Pick<Book, 'maturedUntil'> }

/** Whom a run looks at. */
export interface PayeeFilter {
  /** Null: everybody who has something to get, or to give back. */
  readonly affiliateIds: readonly Uuid[] | null
  /** A sealed period; null: whatever is payable now. */
  readonly throughPeriod: string | null
  /** Only affiliates that are paid in it; null: all. */
  readonly paidCurrency: string | null
}

/** The next affiliates in the order of their ids, with everything that decides about them; fewer than `limit`: these are the last. */
export interface PayeePage {
  readonly payees: readonly Payee[]
  readonly lastId: Uuid | null
  readonly isLast: boolean
}

/** A handful of statements for a whole page. */
export async function readPayees(step: PayeeReading, filter: PayeeFilter, afterId: Uuid | null, limit: number): Promise<PayeePage> {
  const standings = await readStandings(step, filter, afterId, limit)
  const ids = standings.map(({ affiliateId }) => affiliateId)
  const [waiting, blocks, limits, methods] = [await readWaiting(step, ids), await readBlocks(step, ids), await readLimits(step, filter.throughPeriod, ids), await readPayableMethods(step.tx, step.program.id, ids)]
  const invoices = await invoiceBlocks(step.tx, step.program.id, ids)
  const payees = standings.flatMap((standing) => {
    const id = standing.affiliateId
    const method = methods.get(id) ?? null
    if (filter.paidCurrency !== null && method?.currency !== filter.paidCurrency) return []
    const usable = method === null || holdOf(method, step.now) === 'archived' ? null : { id: method.id, kind: method.kind, currency: method.currency, heldUntil: method.heldUntil }
    return [{
      affiliateId: id, isErased: standing.isErased, isSuspended: standing.isSuspended, blockReason: blocks.get(id) ?? null,
      invoiceBlock: invoices.get(id) ?? null, payable: standing.payable,
      pendingNegatives: standing.pending - (waiting.get(id) ?? 0n), most: filter.throughPeriod === null ? null : (limits.get(id) ?? 0n),
      isInFlight: standing.isInFlight, method: usable,
    }]
  })
  return { payees, lastId: ids.at(-1) ?? null, isLast: standings.length < limit }
}

interface Standing {
  readonly affiliateId: Uuid
  readonly isErased: boolean
  readonly isSuspended: boolean
  readonly payable: bigint
  readonly pending: bigint
  readonly isInFlight: boolean
}

async function readStandings({ tx, program }: PayeeReading, { affiliateIds }: PayeeFilter, afterId: Uuid | null, limit: number): Promise<Standing[]> {
  return tx.sql<Standing>({
    text: `with balances as (
             select owner_id, sum(credits - debits) filter (where kind = 'affiliate_payable' and currency = $2) as payable,
                    sum(credits - debits) filter (where kind = 'affiliate_pending' and currency = $2) as pending,
                    coalesce(bool_or(credits <> debits) filter (where kind = 'payout_in_transit'), false) as in_flight
               from ledger_account
              where program_id = $1 and kind in ('affiliate_payable', 'affiliate_pending', 'payout_in_transit') and ($3::uuid is null or owner_id > $3)
                and ($4::uuid[] is null or owner_id = any($4))
              group by owner_id)
           select a.id as "affiliateId", a.erased_at is not null as "isErased", a.status = 'suspended' as "isSuspended", coalesce(b.payable, 0) as payable,
                  coalesce(b.pending, 0) as pending, coalesce(b.in_flight, false) as "isInFlight"
             from affiliate a left join balances b on b.owner_id = a.id
            where a.program_id = $1 and not a.is_organic and ($3::uuid is null or a.id > $3)
              and case when $4::uuid[] is null then b.payable <> 0 or b.in_flight else a.id = any($4) end
            order by a.id limit $5`,
    values: [program.id, program.currency, afterId, affiliateIds === null ? null : arrayLiteral(affiliateIds), limit],
  })
}

/** What of pending is positive: lines in their hold, or that wait for approval. The rest of pending is the negatives that nothing evened out. */
async function readWaiting({ tx, program, book }: PayeeReading, ids: readonly Uuid[]): Promise<Map<Uuid, bigint>> {
  const rows = await tx.sql<{ affiliateId: Uuid; amount: bigint }>({
    name: 'payees-waiting',
    text: `select c.affiliate_id as "affiliateId", sum(c.amount_minor) as amount
             from commission c
            where c.program_id = $1 and c.affiliate_id = any($2::uuid[]) and c.amount_minor > 0
              and (c.payable_from > $3 or (c.initial_status = 'pending'
                and not exists (select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = 'approved')))
              and not exists (select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected')
            group by c.affiliate_id`,
    values: [program.id, arrayLiteral(ids), book.maturedUntil],
  })
  return new Map(rows.map(({ affiliateId, amount }) => [affiliateId, amount]))
}

async function readBlocks({ tx, program }: PayeeReading, ids: readonly Uuid[]): Promise<Map<Uuid, string>> {
  const rows = await tx.sql<{ affiliateId: Uuid; kind: string; reason: string }>({
    name: 'payees-blocked',
    text: `select distinct on (affiliate_id) affiliate_id as "affiliateId", kind, reason from payout_block
            where program_id = $1 and affiliate_id = any($2::uuid[]) order by affiliate_id, id desc`,
    values: [program.id, arrayLiteral(ids)],
  })
  return new Map(rows.flatMap(({ affiliateId, kind, reason }) => (kind === 'set' ? [[affiliateId, reason]] : [])))
}

/** What stood payable on the statements of a sealed period, less what was reserved since. Who has no statement has nothing. */
async function readLimits({ tx, program }: PayeeReading, period: string | null, ids: readonly Uuid[]): Promise<Map<Uuid, bigint>> {
  if (period === null) return new Map()
  const rows = await tx.sql<{ affiliateId: Uuid; most: bigint }>({
    name: 'payees-limits',
    text: `select s.affiliate_id as "affiliateId", s.closing_payable_minor - coalesce((select sum(p.amount_minor) from payout p
                    where p.program_id = $1 and p.affiliate_id = s.affiliate_id and p.created_at >= q.ends_at and p.status not in ('failed', 'returned', 'cancelled')), 0) as most
             from statement s join period q on q.program_id = $1 and q.name = s.period_name
            where s.program_id = $1 and s.period_name = $2 and s.affiliate_id = any($3::uuid[])`,
    values: [program.id, period, arrayLiteral(ids)],
  })
  return new Map(rows.map(({ affiliateId, most }) => [affiliateId, most]))
}
