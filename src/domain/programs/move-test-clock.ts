import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { programNow } from './program-clock.ts'
import { type ProgramSettings, readProgramSettings } from './program-settings.ts'

/**
 * Moves a test program's clock; from then on it stands still until it is moved again. Its holds, windows and periods follow.
 * Throws `not_a_test_program` and `clock_backwards`.
 */
export async function moveTestClock(tx: Tx, author: Author, clock: Clock, to: Date): Promise<ProgramSettings> {
  const { programId, now } = author
  const [program] = await tx.sql<{ is_test: boolean; test_now: Date | null }>({
    text: 'select is_test, test_now from program where id = $1 for no key update',
    values: [programId],
  })
  if (program === undefined || !program.is_test) throw new DomainError('not_a_test_program')
  if (to < programNow(program, clock)) throw new DomainError('clock_backwards')
  await tx.count({ text: 'update program set test_now = $2, updated_at = $3 where id = $1', values: [programId, to, now] })
  await recordAudit(tx, { ...author, action: 'program.test_clock_moved', subjectType: 'program', subjectId: programId, details: { to } })
  await notifyLinkChange(tx, programId)
  return readProgramSettings(tx, programId, now)
}
