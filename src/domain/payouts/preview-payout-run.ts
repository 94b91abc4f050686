import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { programNow } from '../programs/program-clock.ts'
import { readProgram } from '../programs/read-program.ts'
import { type JudgedPage, judgePayees } from './judge-payees.ts'
import { readPayoutSettings } from './payout-settings.ts'
import { requireSealed } from './prepare-payout-run.ts'
import type { PayeeFilter } from './read-payees.ts'

export interface PayoutPreview extends JudgedPage {
  /** Of the program: what amounts are in. */
  readonly currency: string
}

/**
 * What a run would decide now, page by page, in the order of affiliates. Writes nothing, sets nothing aside and holds nobody up: what a run
 * decides a moment later may differ. Throws `state_conflict` (a period that is not sealed).
 */
export async function previewPayoutRun(tx: Tx, clock: Clock, programId: Uuid, filter: PayeeFilter, afterId: Uuid | null, limit: number): Promise<PayoutPreview> {
  const program = await readProgram(tx, programId)
  if (program === undefined) throw new DomainError('not_found')
  if (filter.throughPeriod !== null) await requireSealed(tx, programId, filter.throughPeriod)
  const [book] = await tx.sql<{ maturedUntil: Date }>({ text: 'select matured_until as "maturedUntil" from program_book where program_id = $1', values: [programId] })
  if (book === undefined) throw new Error('a program without a book')
  const step = { tx, program, book, settings: await readPayoutSettings(tx, programId), now: programNow(program, clock) }
  return { ...(await judgePayees(step, filter, afterId, limit)), currency: program.currency }
}
