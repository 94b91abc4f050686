import { arrayLiteral } from '../../db/bulk.ts'
import { DomainError } from '../errors.ts'
import type { Payout } from './payout.ts'
import type { PayoutStep } from './payout-step.ts'

/**
 * While a payer is being called, nobody can say what becomes of the payout: the call's own answer may contradict it a moment later.
 * Throws `state_conflict`.
 */
export async function refuseWhileCalled({ tx, program }: PayoutStep, payouts: readonly Payout[]): Promise<void> {
  const called = await tx.count({
    name: 'payouts-being-called',
    text: `select from payout_instruction where program_id = $1 and payout_id = any($2::uuid[]) and leased_until is not null for update`,
    values: [program.id, arrayLiteral(payouts.map(({ id }) => id))],
  })
  if (called > 0) throw new DomainError('state_conflict', { message: 'The payer is being called: what comes of it is known in a minute.' })
}
