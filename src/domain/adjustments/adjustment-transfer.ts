import { NIL_UUID } from '../ids.ts'
import type { TransferDraft } from '../ledger/post-transfers.ts'
import { periodOf } from '../time/periods.ts'
import type { Adjustment } from './adjustment.ts'

/**
 * The transfer of an approved adjustment, in the open period: expense to payable, or the other way. The expense is the brand's that the
 * adjustment names, else the program's. Table: docs/ledger.md.
 */
export function transferOfAdjustment(adjustment: Pick<Adjustment, 'id' | 'affiliateId' | 'amountMinor' | 'currency' | 'brandId' | 'relatesToPeriod'>, now: Date, timeZone: string): TransferDraft {
  const { id, affiliateId, amountMinor, currency, brandId, relatesToPeriod } = adjustment
  const expense = { kind: 'adjustment_expense', ownerId: brandId ?? NIL_UUID, currency } as const
  const payable = { kind: 'affiliate_payable', ownerId: affiliateId, currency } as const
  const isCredit = amountMinor > 0n
  return {
    debit: isCredit ? expense : payable,
    credit: isCredit ? payable : expense,
    amountMinor: isCredit ? amountMinor : -amountMinor,
    kind: isCredit ? 'adjustment_credited' : 'adjustment_debited',
    idempotencyKey: `adjustment:${id}`,
    causeType: 'adjustment',
    causeId: id,
    occurredAt: now,
    period: periodOf(now, timeZone),
    relatesToPeriod,
    reversesId: null,
  }
}
