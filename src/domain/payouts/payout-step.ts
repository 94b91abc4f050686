import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type Book, openBook } from '../ledger/book.ts'
import { programNow } from '../programs/program-clock.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import { type PayoutSettings, readPayoutSettings } from './payout-settings.ts'

/** A step of the book that is about payouts: of two at once the second sees what the first has done. */
export interface PayoutStep {
  readonly tx: Tx
  readonly program: Program
  readonly settings: PayoutSettings
  readonly book: Book
  /** The program's present. */
  readonly now: Date
  /** Who asked for it. */
  readonly actor: string
}

/** On whose behalf something happens to payouts. */
export interface PayoutAuthor {
  readonly programId: Uuid
  readonly actor: string
}

/** Opens a step. Throws `not_found`. */
export async function openPayoutStep(tx: Tx, clock: Clock, { programId, actor }: PayoutAuthor): Promise<PayoutStep> {
  // Held before anything is read: of fifty calls at once the others see what the first one did.
  const book = await openBook(tx, programId)
  const program = await readProgram(tx, programId)
  if (program === undefined) throw new DomainError('not_found')
  return { tx, program, settings: await readPayoutSettings(tx, programId), book, now: programNow(program, clock), actor }
}

/** While payouts are frozen no money goes out. Throws `payouts_frozen`. */
export function refuseWhileFrozen({ frozenAt, frozenReason }: Pick<PayoutSettings, 'frozenAt' | 'frozenReason'>): void {
  if (frozenAt !== null) throw new DomainError('payouts_frozen', { message: `Payouts are frozen: ${frozenReason}` })
}
