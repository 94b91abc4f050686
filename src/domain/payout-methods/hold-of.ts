import type { PayoutMethod } from './payout-method.ts'

/**
 * Why nothing may be paid to a method now; null: it may. To be asked when a payout is drafted and again when it is instructed: a method
 * that was replaced meanwhile is archived. `now` is the program's.
 */
export function holdOf({ archivedAt, heldUntil }: Pick<PayoutMethod, 'archivedAt' | 'heldUntil'>, now: Date): 'held' | 'archived' | null {
  if (archivedAt !== null) return 'archived'
  return heldUntil !== null && now < heldUntil ? 'held' : null
}
