import { build, type Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** An account with its running totals, in minor units. */
export interface ListedAccount {
  readonly id: Uuid
  readonly kind: string
  /** The affiliate of an affiliate's account, the brand of an expense. */
  readonly ownerId: Uuid
  readonly currency: string
  readonly debits: bigint
  readonly credits: bigint
}

export interface AccountFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly ownerId?: Uuid | undefined
  readonly kind?: string | undefined
}

/** What the kinds' balances grow by: what we owe grows by credit, what we spent by debit. */
export function balanceOf(account: Pick<ListedAccount, 'kind' | 'debits' | 'credits'>): bigint {
  return account.kind.startsWith('affiliate_') ? account.credits - account.debits : account.debits - account.credits
}

/** Newest first. */
export function listAccounts(tx: Tx, filter: AccountFilter): Promise<ListedAccount[]> {
  let query = build
    .selectFrom('ledger_account')
    .where('program_id', '=', filter.programId)
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .select(['id', 'kind', 'owner_id as ownerId', 'currency', 'debits', 'credits'])
  if (filter.afterId !== null) query = query.where('id', '<', filter.afterId)
  if (filter.ownerId !== undefined) query = query.where('owner_id', '=', filter.ownerId)
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  return tx.all(query)
}
