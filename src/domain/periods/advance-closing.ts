import type { Clock } from '../../app/clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { programNow } from '../programs/program-clock.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import { postStatementTaxes } from '../statements/post-statement-taxes.ts'
import { writeStatements } from '../statements/write-statements.ts'
import { type ClosingPeriod, lockClosingPeriod, readClosingPeriod } from './closing-period.ts'
import { awaitWhatArrived, cutPeriod, hasArrived } from './cut-period.ts'
import { gatherLines } from './gather-lines.ts'

export interface ClosingDependencies {
  readonly db: Database
  readonly clock: Clock
}

/**
 * One step of closing the earliest period that is being closed: waits for what had arrived, cuts, gathers what stands on its statements,
 * posts their taxes, writes them, and hands the period over for review. Each step is one transaction and the next one follows from what it
 * left, so a process may be killed anywhere, and any number of processes may call it: one at a time goes on with the period, and all of them write
 * statements. Answers whether another step may find work at once.
 */
export async function advanceClosing({ db, clock }: ClosingDependencies, programId: Uuid): Promise<boolean> {
  return db.inProgram(programId, async (tx) => {
    const locked = await lockClosingPeriod(tx, programId)
    const period = locked ?? (await readClosingPeriod(tx, programId))
    const program = period === undefined ? undefined : await readProgram(tx, programId)
    if (period === undefined || program === undefined) return false
    const now = programNow(program, clock)
    return locked === undefined ? writeStatements(tx, program, period, now) : advance(tx, program, period, now)
  })
}

async function advance(tx: Tx, program: Program, period: ClosingPeriod, now: Date): Promise<boolean> {
  if (period.cutAt === null) {
    if (period.awaitsBefore === null) {
      await awaitWhatArrived(tx, program, period, now)
      return true
    }
    if (!(await hasArrived(tx, program.id, period.awaitsBefore))) return false
    await cutPeriod(tx, program.id, period, now)
    return true
  }
  if (await gatherLines(tx, program, period)) return true
  const cut = { ...period, cutAt: period.cutAt }
  if (await isAnyDraft(tx, program.id, period.name, 'without an id')) {
    await postStatementTaxes(tx, program, cut, now)
    return true
  }
  if (await isAnyDraft(tx, program.id, period.name, 'left')) {
    return writeStatements(tx, program, cut, now)
  }
  await handOver(tx, program, period, now)
  return true
}

async function isAnyDraft(tx: Tx, programId: Uuid, periodName: string, which: 'without an id' | 'left'): Promise<boolean> {
  const rows = await tx.sql({
    text: `select 1 from statement_draft where program_id = $1 and period_name = $2 ${which === 'left' ? '' : 'and statement_id is null'} limit 1`,
    values: [programId, periodName],
  })
  return rows.length > 0
}

async function handOver(tx: Tx, program: Program, period: ClosingPeriod, now: Date): Promise<void> {
  await tx.count({ text: `update period set status = 'review', calculated_at = $3 where program_id = $1 and name = $2`, values: [program.id, period.name, now] })
  await recordEvent(tx, { programId: program.id, now, kind: 'period.calculated', subjectType: 'period', subjectId: period.name })
}
