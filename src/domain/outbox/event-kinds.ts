/** What operators can be told of: the kinds of the outbox, subject and verb. */
export const OUTBOX_EVENT_KINDS = [
  'affiliate.applied', 'affiliate.approved', 'affiliate.suspended', 'affiliate.reactivated',
  'period.closing', 'period.calculated', 'period.sealed',
  'payout_run.prepared',
  'payout.approved', 'payout.instructed', 'payout.settled', 'payout.failed', 'payout.returned', 'payout.cancelled', 'payout.unknown', 'payout.late_answer',
  'payout_method.changed', 'payout_method.shared',
  'payout_block.set', 'payout_block.lifted',
  'payouts.frozen', 'payouts.unfrozen',
  'payout_reconciliation.uploaded',
  'invoice.issued', 'invoice.uploaded', 'invoice.accepted', 'invoice.rejected',
  'tax_profile.changed',
  'signing_key.rotated',
] as const

export type OutboxEventKind = (typeof OUTBOX_EVENT_KINDS)[number]
