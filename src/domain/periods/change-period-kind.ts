import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { openBook } from '../ledger/book.ts'
import { addDays } from '../time/periods.ts'
import type { PeriodKind, PeriodKindChange } from '../time/statement-periods.ts'

/** Events are taken up to a day ahead: what they stand in must not change. */
const AHEAD_DAYS = 1

/**
 * Changes the rhythm of statements: from the end of the period that is under way, or from the beginning where nothing was posted yet.
 * Terms do not change with it: rules count in calendar months (docs/decisions/0025). Answers the kinds as they follow each other.
 */
export async function changePeriodKind(tx: Tx, programId: Uuid, kind: PeriodKind, now: Date): Promise<readonly PeriodKindChange[]> {
  const { calendar } = await openBook(tx, programId)
  const [book] = await tx.sql<{ is_empty: boolean }>({
    text: 'select first_moment is null and open_from is null as is_empty from program_book where program_id = $1',
    values: [programId],
  })
  const kinds = book?.is_empty === true ? [{ kind }] : calendar.changedTo(kind, addDays(now, AHEAD_DAYS))
  await tx.count({ text: 'update program_book set period_kinds = $2 where program_id = $1', values: [programId, JSON.stringify(kinds)] })
  return kinds
}
