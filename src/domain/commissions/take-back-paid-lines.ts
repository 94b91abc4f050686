import type { Uuid } from '../ids.ts'
import { periodOf } from '../time/periods.ts'
import type { TransactionRecord } from '../transactions/transaction-record.ts'
import { draftLine } from './draft-line.ts'
import type { PostedLine } from './posted-lines.ts'
import type { RatingState } from './rating-state.ts'

/** The reason of a line that takes back a paid one. */
export const REJECTED_AFTER_PAYMENT = 'rejected_after_payment'

/**
 * Rejected transactions whose lines were paid: the lines stay, and each is taken back by a line of the opposite amount in the open
 * period, out of payable. It counts in the same total as the line that it takes back, so that totals come out as without both.
 */
export function takeBackPaidLines(state: RatingState, paid: readonly PostedLine[], removed: ReadonlyMap<Uuid, TransactionRecord>): void {
  const { step } = state
  const openPeriod = periodOf(step.now, step.program.time_zone)
  for (const line of paid) {
    const record = removed.get(line.transactionId)
    if (record === undefined) throw new Error('a line of another transaction')
    const takenBack = draftLine(step, { ...record, affiliateId: line.affiliateId, brandId: line.brandId }, {
      version: line.planVersionId === null ? undefined : state.versions.get(line.planVersionId),
      component: line.component, kind: 'reversal', amountMinor: -line.amountMinor, reason: REJECTED_AFTER_PAYMENT, reversesId: line.id,
      takesFromPayable: line.amountMinor > 0n, occurredAt: step.now, relatesToPeriod: line.period === openPeriod ? null : line.period,
      scopeId: line.scopeId, windowKey: line.windowKey, level: line.level, totalBefore: line.amountMinor, totalAfter: 0n,
    })
    // What a payout had already taken off comes back without a hold.
    state.lines.push({ ...takenBack, payableFrom: step.now })
  }
}
