import type { Clock } from '../../app/clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { readTerms } from '../commissions/commission-terms.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { readPlan } from '../plans/commission-plan.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { readProgram } from '../programs/read-program.ts'
import { simulatePlan, type SimulationRequest } from './simulate-plan.ts'
import type { Simulation } from './simulation.ts'
import { presentSimulation } from './present-simulation.ts'

/** A simulation as it was asked for, and its answer when there is one. */
export interface StoredSimulation {
  readonly id: Uuid
  readonly planId: Uuid
  readonly status: 'queued' | 'running' | 'done' | 'failed'
  /** As `presentSimulation` wrote it. */
  readonly result: object | null
  readonly error: string | null
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

/** A worker that has been at it for longer is gone; another one begins anew. */
const ABANDONED_AFTER_MS = 15 * 60_000
/** Answers are kept for so long. */
const KEPT_DAYS = 30

/** Asks for a simulation; a worker answers it. Throws `not_found`, `invalid_request` and `tier_metric_not_base` (components). */
export async function queueSimulation(tx: Tx, author: Author, request: SimulationRequest): Promise<StoredSimulation> {
  const { programId, actor, now } = author
  await readPlan(tx, programId, request.planId)
  if (request.from > request.to) throw new DomainError('invalid_request', { errors: [{ path: 'to', code: 'out_of_range', message: 'Must not be before from.' }] })
  if (request.draft !== null) readTerms(request.draft.components, (await ownProgram(tx, programId)).currency, 'version.components')
  const id = newId()
  await tx.count({
    name: 'queue-simulation',
    text: 'insert into simulation (program_id, id, plan_id, request, created_by, created_at) values ($1, $2, $3, $4, $5, $6)',
    values: [programId, id, request.planId, JSON.stringify(request), actor, now],
  })
  return readSimulation(tx, programId, request.planId, id)
}

/** Throws `not_found`. */
export async function readSimulation(tx: Tx, programId: Uuid, planId: Uuid, id: Uuid): Promise<StoredSimulation> {
  const [row] = await tx.sql<StoredSimulation>({
    name: 'read-simulation',
    text: `select id, plan_id as "planId", status, result, error, created_at as "createdAt", finished_at as "finishedAt"
             from simulation where program_id = $1 and plan_id = $2 and id = $3`,
    values: [programId, planId, id],
  })
  if (row === undefined) throw new DomainError('not_found')
  return row
}

export interface SimulationDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly log: { error(details: object, message: string): void }
}

/** Answers the oldest simulation of a program that waits, on history as it was at one moment. Answers whether there was one. */
export async function runSimulation({ db, clock, log }: SimulationDependencies, programId: Uuid): Promise<boolean> {
  const now = clock.now()
  const waiting = await db.inProgram(programId, (tx) => takeWaiting(tx, programId, now))
  if (waiting === undefined) return false
  try {
    const simulation = await db.snapshot(programId, async (tx) => {
      const program = await readProgram(tx, programId)
      if (program === undefined) throw new DomainError('not_found')
      return simulatePlan(tx, program, waiting.request, programNow(program, clock))
    })
    await finish(db, programId, waiting.id, { simulation, error: null }, clock.now())
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unavailable') throw error
    log.error({ err: error, programId, simulationId: waiting.id }, 'a simulation failed')
    await finish(db, programId, waiting.id, { simulation: null, error: error instanceof DomainError ? error.message : 'The simulation failed.' }, clock.now())
  }
  return true
}

async function takeWaiting(tx: Tx, programId: Uuid, now: Date): Promise<{ readonly id: Uuid; readonly request: SimulationRequest } | undefined> {
  const [row] = await tx.sql<{ id: Uuid; request: SimulationRequest }>({
    name: 'take-simulation',
    text: `update simulation set status = 'running', started_at = $2
            where program_id = $1 and id = (
              select id from simulation where program_id = $1 and (status = 'queued' or (status = 'running' and started_at < $3))
               order by created_at limit 1 for update skip locked)
           returning id, request`,
    values: [programId, now, new Date(now.getTime() - ABANDONED_AFTER_MS)],
  })
  return row
}

async function finish(db: Database, programId: Uuid, id: Uuid, { simulation, error }: { readonly simulation: Simulation | null; readonly error: string | null }, now: Date): Promise<void> {
  await db.inProgram(programId, async (tx) => {
    await tx.count({
      name: 'finish-simulation',
      text: `update simulation set status = $3, result = $4, error = $5, finished_at = $6 where program_id = $1 and id = $2`,
      values: [programId, id, simulation === null ? 'failed' : 'done', simulation === null ? null : presentSimulation(simulation), error, now],
    })
    await tx.count({ name: 'forget-simulations', text: `delete from simulation where program_id = $1 and created_at < $2`, values: [programId, new Date(now.getTime() - KEPT_DAYS * 86_400_000)] })
  })
}
