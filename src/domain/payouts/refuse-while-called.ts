import type { Clock } from '../../app/clock.ts'
import { arrayLiteral } from '../../db/bulk.ts'
import { DomainError } from '../errors.ts'
import type { Payout } from './payout.ts'
import type { PayoutStep } from './payout-step.ts'

/**
 * While a payer is being called, nobody can say what becomes of the payout: the call's own answer may contradict it a moment later. Until
 * the transaction ends nobody begins to call. Throws `state_conflict`.
 */
export async function refuseWhileCalled({ tx, program }: PayoutStep, clock: Clock, payouts: readonly Payout[]): Promise<void> {
  const instructions = await tx.sql<{ leasedUntil: Date | null }>({
    name: 'payouts-being-called',
    text: 'select leased_until as "leasedUntil" from payout_instruction where program_id = $1 and payout_id = any($2::uuid[]) order by id for update',
    values: [program.id, arrayLiteral(payouts.map(({ id }) => id))],
  })
  const now = clock.now()
  if (instructions.every(({ leasedUntil }) => leasedUntil === null || leasedUntil <= now)) return
  throw new DomainError('state_conflict', { message: 'The payer is being called: what comes of it is known in a minute.' })
}
