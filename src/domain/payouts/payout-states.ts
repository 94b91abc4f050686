export const PAYOUT_STATUSES = ['draft', 'approved', 'instructed', 'settled', 'failed', 'returned', 'cancelled'] as const

/**
 * Where a payout is. draft: prepared, its money is set aside. approved: by a second person. instructed: sent to be paid. settled: paid.
 * failed, returned, cancelled: its money and its lines are free again. Table: docs/payouts.md.
 */
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number]

const FOLLOWERS: Readonly<Record<PayoutStatus, readonly PayoutStatus[]>> = {
  draft: ['approved', 'cancelled'],
  approved: ['instructed', 'cancelled'],
  instructed: ['settled', 'failed'],
  // A bank may send money back days after it was paid.
  settled: ['returned'],
  failed: [],
  returned: [],
  cancelled: [],
}

/** Whether a payout in one state may go over to another. */
export function canMove(from: PayoutStatus, to: PayoutStatus): boolean {
  return FOLLOWERS[from].includes(to)
}

/** Whether the payout gives its money back and lets its lines go. */
export function isReleased(status: PayoutStatus): boolean {
  return status === 'failed' || status === 'returned' || status === 'cancelled'
}

/** Why a payout is not sent with its run: a backup was restored that it was in, and it may have been sent since. */
export const RESTORED = 'restored'
