/** Why lines earn nothing, or less or something else than they did: every reason that a component can give (docs/commission-rules.md, "Nothing earned"). */
export const LINE_REASONS = [
  'not_qualified_yet', 'outside_window', 'already_qualified', 'tier_zero', 'rounded_to_zero', 'recurring_ended', 'excluded', 'disqualified', 'plan_missing',
  'affiliate_inactive', 'unattributed', 'no_component', 'reckoned_from_history', 'history_changed', 'no_longer_earned', 'advance_not_reached', 'cap_reached',
  'rejected_by_cap', 'refunded', 'supplied_by_caller', 'threshold_not_reached', 'recruit_months_ended', 'recruits_negative', 'recruits_earned_nothing',
  'repeated_click', 'bot', 'tier_changed', 'order_changed', 'transactions_rejected',
  'rejected_after_payment', 'level_moved',
] as const

export type LineReason = (typeof LINE_REASONS)[number]

export function isLineReason(reason: string): reason is LineReason {
  return (LINE_REASONS as readonly string[]).includes(reason)
}
