import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { openBook } from '../ledger/book.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { type ListedPeriod, nextToClose, readPeriod, readPeriodState } from './period.ts'

/**
 * Begins to close a period: the workers do the rest (advance-closing.ts). Asked again, it answers how far that has got. Periods are closed
 * in their order, each after its end. Throws `not_found` and `state_conflict` (not over yet, or not the next).
 */
export async function closePeriod(tx: Tx, clock: Clock, { programId, actor }: Omit<Author, 'now'>, name: string): Promise<ListedPeriod> {
  const now = programNow(await ownProgram(tx, programId), clock)
  // Asked again, nobody has to wait for the book.
  const asked = await readPeriod(tx, programId, name, now)
  if (asked.status !== 'open') return asked
  // Two requests at once: the second sees the first one's row.
  await openBook(tx, programId)
  const period = await readPeriod(tx, programId, name, now)
  if (period.status !== 'open') return period
  const next = nextToClose(await readPeriodState(tx, programId), now)
  if (period.endsAt > now) throw new DomainError('state_conflict', { message: `The period is not over: it ends at ${period.endsAt.toISOString()}.` })
  if (next.name !== name) throw new DomainError('state_conflict', { message: `Periods are closed in their order: the next one is ${next.name}.` })
  // Once the first is being closed, what is older yet can only stand in it.
  await tx.count({ text: 'update program_book set open_from = $2 where program_id = $1 and open_from is null', values: [programId, period.startsAt] })
  await tx.count({
    text: `insert into period (program_id, name, kind, starts_at, ends_at, status, requested_by, requested_at) values ($1, $2, $3, $4, $5, 'calculating', $6, $7)`,
    values: [programId, name, period.kind, period.startsAt, period.endsAt, actor, now],
  })
  await recordAudit(tx, { programId, actor, now, action: 'period.close_requested', subjectType: 'period', subjectId: null, details: { period: name } })
  await recordEvent(tx, { programId, now, kind: 'period.closing', subjectType: 'period', subjectId: name })
  return readPeriod(tx, programId, name, now)
}
