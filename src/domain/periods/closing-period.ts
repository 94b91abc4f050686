import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** A period on its way from open to review, locked by the step that works on it. */
export interface ClosingPeriod {
  readonly name: string
  readonly startsAt: Date
  readonly endsAt: Date
  /** Null until it is known what has to be worked through first. */
  readonly awaitsBefore: Uuid | null
  /** Both null until nothing is added to it any more. */
  readonly cutSequence: bigint | null
  readonly cutAt: Date | null
  readonly gatheredSequence: bigint
}

/** The earliest period that is being closed; undefined when there is none. */
export async function readClosingPeriod(tx: Tx, programId: Uuid): Promise<ClosingPeriod | undefined> {
  const [period] = await tx.sql<ClosingPeriod>({ name: 'closing-period', text: CLOSING, values: [programId] })
  return period
}

/** The same, locked; undefined also when another step holds it. What refers to it can be written meanwhile (`no key`). */
export async function lockClosingPeriod(tx: Tx, programId: Uuid): Promise<ClosingPeriod | undefined> {
  const [period] = await tx.sql<ClosingPeriod>({ name: 'lock-closing-period', text: `${CLOSING} for no key update skip locked`, values: [programId] })
  return period
}

const CLOSING = `select name, starts_at as "startsAt", ends_at as "endsAt", awaits_before as "awaitsBefore", cut_sequence as "cutSequence", cut_at as "cutAt", gathered_sequence as "gatheredSequence"
  from period where program_id = $1 and status = 'calculating'
   and ends_at = (select min(ends_at) from period where program_id = $1 and status = 'calculating')`
