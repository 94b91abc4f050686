import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { AccountKind } from './accounts.ts'
import { type AsKnown, balanceOf, listAccounts } from './list-accounts.ts'

/** What is owed to an affiliate in one currency, in minor units. */
export interface AffiliateBalance {
  readonly currency: string
  /** Earned, and not payable yet. */
  readonly pendingMinor: bigint
  readonly payableMinor: bigint
  /** Taken by payouts that are not settled yet. */
  readonly inTransitMinor: bigint
}

/** More accounts than an affiliate has: three in every currency that it was ever paid in. */
const ACCOUNTS_MAX = 1_000

/** The balances of an affiliate in every currency it ever had one in, its program's first. Throws `not_found`. */
export async function readAffiliateBalance(tx: Tx, programId: Uuid, affiliateId: Uuid, asKnown: AsKnown = {}): Promise<AffiliateBalance[]> {
  const [affiliate] = await tx.sql<{ currency: string }>({
    name: 'balance-affiliate',
    text: 'select p.currency from affiliate a join program p on p.id = a.program_id where a.program_id = $1 and a.id = $2',
    values: [programId, affiliateId],
  })
  if (affiliate === undefined) throw new DomainError('not_found')
  const accounts = await listAccounts(tx, { ...asKnown, programId, ownerId: affiliateId, afterId: null, limit: ACCOUNTS_MAX })
  const of = (kind: AccountKind, currency: string): bigint => {
    const account = accounts.find((one) => one.kind === kind && one.currency === currency)
    return account === undefined ? 0n : balanceOf(account)
  }
  const currencies = new Set([affiliate.currency, ...accounts.map(({ currency }) => currency).sort()])
  return [...currencies].map((currency) => ({
    currency,
    pendingMinor: of('affiliate_pending', currency),
    payableMinor: of('affiliate_payable', currency),
    inTransitMinor: of('payout_in_transit', currency),
  }))
}
