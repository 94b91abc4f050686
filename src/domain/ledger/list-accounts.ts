import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { AccountKind } from './accounts.ts'

/** An account with its totals, in minor units. */
export interface ListedAccount {
  readonly id: Uuid
  readonly kind: string
  /** The affiliate of an affiliate's account, the brand of an expense, else nobody. */
  readonly ownerId: Uuid
  readonly ownerName: string | null
  readonly currency: string
  readonly debits: bigint
  readonly credits: bigint
}

/** Which of what is on record counts. Both together: what had happened by the one time, as far as it was known at the other. */
export interface AsKnown {
  /** What happened up to then, by the time of events. */
  readonly at?: Date | undefined
  /** What was recorded up to then. */
  readonly knownOn?: Date | undefined
}

export interface AccountFilter extends AsKnown {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly ownerId?: Uuid | undefined
  readonly kind?: string | undefined
}

/** Accounts of what we owe: to affiliates, on its way to them or not, and to tax offices. */
const OWED: ReadonlySet<string> = new Set<AccountKind>(['affiliate_pending', 'affiliate_payable', 'payout_in_transit', 'tax_withheld'])

/** What the kinds' balances grow by: what we owe grows by credit, what we spent by debit. */
export function balanceOf(account: Pick<ListedAccount, 'kind' | 'debits' | 'credits'>): bigint {
  return OWED.has(account.kind) ? account.credits - account.debits : account.debits - account.credits
}

const OWNER_NAME = `coalesce((select name from affiliate where program_id = $1 and id = owner_id), (select name from brand where program_id = $1 and id = owner_id)) as "ownerName"`

/**
 * Newest first. With a time, as known then: the running totals less the transfers since, in one statement and so of one moment. It costs as
 * much as there is since.
 */
export function listAccounts(tx: Tx, filter: AccountFilter): Promise<ListedAccount[]> {
  const values: unknown[] = [filter.programId, filter.limit]
  const conditions = ['program_id = $1']
  if (filter.afterId !== null) conditions.push(`id < $${values.push(filter.afterId)}`)
  if (filter.ownerId !== undefined) conditions.push(`owner_id = $${values.push(filter.ownerId)}`)
  if (filter.kind !== undefined) conditions.push(`kind = $${values.push(filter.kind)}`)
  const page = `select id, kind, owner_id as "ownerId", ${OWNER_NAME}, currency, debits, credits from ledger_account where ${conditions.join(' and ')} order by id desc limit $2`
  const since = sinceThen(filter, values)
  if (since === null) return tx.sql<ListedAccount>({ text: page, values })
  return tx.sql<ListedAccount>({
    text: `with page as materialized (${page}),
      since as (
        select v.account_id, sum(v.debits) as debits, sum(v.credits) as credits
          from ledger_transfer t
         cross join lateral (values (t.debit_account_id, t.amount_minor, 0), (t.credit_account_id, 0, t.amount_minor)) as v (account_id, debits, credits)
         where t.program_id = $1 and (${since}) and v.account_id in (select id from page)
         group by 1)
      select p.id, p.kind, p."ownerId", p."ownerName", p.currency, p.debits - coalesce(s.debits, 0) as debits, p.credits - coalesce(s.credits, 0) as credits
        from page p left join since s on s.account_id = p.id order by p.id desc`,
    values,
  })
}

/** The transfers that do not count yet. Steps tell roughly when they were recorded, so only those are read that could be later. */
function sinceThen({ at, knownOn }: AsKnown, values: unknown[]): string | null {
  const conditions = []
  if (at !== undefined) conditions.push(`t.occurred_at > $${values.push(at)}`)
  if (knownOn !== undefined) {
    const then = `$${values.push(knownOn)}`
    conditions.push(`t.sequence >= (select min(sequence) from ledger_seal where program_id = $1 and recorded_at > ${then}) and t.recorded_at > ${then}`)
  }
  return conditions.length === 0 ? null : conditions.join(' or ')
}
