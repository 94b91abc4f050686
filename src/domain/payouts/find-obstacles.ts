import { arrayLiteral } from '../../db/bulk.ts'
import type { Uuid } from '../ids.ts'
import { holdOf } from '../payout-methods/hold-of.ts'
import type { Payout } from './payout.ts'
import type { PayoutStep } from './payout-step.ts'

/** Why an approved payout is not sent. */
export type Obstacle = 'method_archived' | 'method_held' | 'blocked' | 'suspended' | 'erased'

interface State {
  readonly id: Uuid
  readonly archivedAt: Date | null
  readonly heldUntil: Date | null
  readonly isErased: boolean
  readonly isSuspended: boolean
  readonly lastBlock: 'set' | 'lifted' | null
}

/** What has come between the preparation of payouts and sending them, by payout. */
export async function findObstacles({ tx, program, now }: PayoutStep, payouts: readonly Payout[]): Promise<Map<Uuid, Obstacle>> {
  const states = await tx.sql<State>({
    name: 'payout-obstacles',
    text: `select p.id, m.archived_at as "archivedAt", m.held_until as "heldUntil", a.erased_at is not null as "isErased", a.status = 'suspended' as "isSuspended",
                  (select b.kind from payout_block b where b.program_id = $1 and b.affiliate_id = p.affiliate_id order by b.id desc limit 1) as "lastBlock"
             from payout p
             join payout_method m on m.program_id = $1 and m.id = p.method_id
             join affiliate a on a.program_id = $1 and a.id = p.affiliate_id
            where p.program_id = $1 and p.id = any($2::uuid[])`,
    values: [program.id, arrayLiteral(payouts.map(({ id }) => id))],
  })
  return new Map(states.flatMap((state) => {
    const obstacle = obstacleOf(state, now)
    return obstacle === null ? [] : [[state.id, obstacle]]
  }))
}

function obstacleOf(state: State, now: Date): Obstacle | null {
  if (state.isErased) return 'erased'
  if (state.isSuspended) return 'suspended'
  if (state.lastBlock === 'set') return 'blocked'
  const hold = holdOf(state, now)
  if (hold === 'held') return 'method_held'
  return hold === 'archived' ? 'method_archived' : null
}
