import type { RailPayout, RailRefusal, RefusedPayout } from './rail-file.ts'

export interface SortedOut<Carried extends RailPayout> {
  readonly carried: readonly Carried[]
  readonly refused: readonly RefusedPayout[]
}

/** What a rail carries of these payouts, and what it does not and why: another kind of account, or what `refusalOf` says. */
export function sortOut<Carried extends RailPayout>(
  payouts: readonly RailPayout[], isCarried: (payout: RailPayout) => payout is Carried, refusalOf: (payout: Carried) => RailRefusal | null,
): SortedOut<Carried> {
  const carried: Carried[] = []
  const refused: RefusedPayout[] = []
  for (const payout of payouts) {
    const reason = isCarried(payout) ? refusalOf(payout) : 'method'
    if (isCarried(payout) && reason === null) carried.push(payout)
    else if (reason !== null) refused.push({ payoutId: payout.payoutId, reason })
  }
  return { carried, refused }
}
