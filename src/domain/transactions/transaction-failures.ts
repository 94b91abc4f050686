import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import type { TransactionItem } from './transaction-item.ts'

export interface TransactionFailure {
  readonly id: Uuid
  readonly batchId: Uuid
  readonly index: number
  readonly state: 'waiting' | 'failed' | 'discarded' | 'replaced' | 'resolved'
  readonly code: string
  readonly message: string
  readonly externalId: string | null
  readonly item: TransactionItem
  readonly attempts: number
  readonly dueAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

const FAILURE = `id, batch_id as "batchId", batch_index as index, state, code, message, external_id as "externalId", item, attempts,
  due_at as "dueAt", recorded_at as "createdAt", updated_at as "updatedAt"`

/** Items in one state, newest first, after a given id. */
export async function listFailures(tx: Tx, programId: Uuid, state: TransactionFailure['state'], afterId: Uuid | null, limit: number): Promise<TransactionFailure[]> {
  return tx.sql<TransactionFailure>({
    name: 'list-failures',
    text: `select ${FAILURE} from transaction_exception
            where program_id = $1 and state = $2 and ($3::uuid is null or id < $3) order by id desc limit $4`,
    values: [programId, state, afterId, limit],
  })
}

/** Puts a failed item back on its way: it is tried at once, and again as a new one would be. Throws `not_found`, `state_conflict`. */
export async function retryFailure(tx: Tx, clock: Clock, programId: Uuid, id: Uuid): Promise<TransactionFailure> {
  const now = programNow(await ownProgram(tx, programId), clock)
  return change(tx, programId, id, `state = 'waiting', attempts = 0, due_at = $3, recorded_at = $3, updated_at = $3`, now)
}

/** Gives a failed item up. Its externalId is free; sending it again is a new item. Throws `not_found`, `state_conflict`. */
export async function discardFailure(tx: Tx, clock: Clock, programId: Uuid, id: Uuid): Promise<TransactionFailure> {
  const now = programNow(await ownProgram(tx, programId), clock)
  return change(tx, programId, id, `state = 'discarded', updated_at = $3`, now)
}

async function change(tx: Tx, programId: Uuid, id: Uuid, assignments: string, now: Date): Promise<TransactionFailure> {
  const [changed] = await tx.sql<TransactionFailure>({
    text: `update transaction_exception set ${assignments} where program_id = $1 and id = $2 and state = 'failed' returning ${FAILURE}`,
    values: [programId, id, now],
  })
  if (changed !== undefined) return changed
  const [other] = await tx.sql<{ state: string }>({ text: 'select state from transaction_exception where program_id = $1 and id = $2', values: [programId, id] })
  if (other === undefined) throw new DomainError('not_found')
  throw new DomainError('state_conflict', { message: `Only a failed item can be retried or discarded; this one is ${other.state}.` })
}
