import type { Tx } from '../../db/database.ts'
import { markWhatIsDue } from '../commissions/reckoning/mark-what-is-due.ts'
import { newId, type Uuid } from '../ids.ts'
import { closeBook, openBook } from '../ledger/book.ts'
import type { Program } from '../programs/read-program.ts'
import type { ClosingPeriod } from './closing-period.ts'

/** So long before it begins a period's first transfers are looked for: ends of months are reckoned within their month. */
export const POSTED_AHEAD_DAYS = 40

/** Events that are reported longer ahead have an index of their own (39 days: what is in it, is in it for certain). */
const POSTED_LONG_AHEAD = `t.occurred_at - t.recorded_at > interval '39 days'`

/**
 * Remembers what has to be worked through before the cut: all that was acknowledged by now, and what the end of the month gives and takes.
 * What arrives later does not hold the closing up; it stands in the next period.
 */
export async function awaitWhatArrived(tx: Tx, program: Program, period: ClosingPeriod, now: Date): Promise<void> {
  await markWhatIsDue(tx, program, now)
  await tx.count({ text: 'update period set awaits_before = $3 where program_id = $1 and name = $2', values: [program.id, period.name, newId()] })
}

/** Whether all of it has been worked through. */
export async function hasArrived(tx: Tx, programId: Uuid, awaitsBefore: Uuid): Promise<boolean> {
  const [row] = await tx.sql<{ waits: boolean }>({
    name: 'awaited-before-cut',
    text: `select exists (select from transaction_batch where program_id = $1 and processed_at is null and id < $2)
               or exists (select from reckoning_mark where program_id = $1 and id < $2) as waits`,
    values: [programId, awaitsBefore],
  })
  return row?.waits === false
}

/**
 * The cut: from this step of the book on nothing is added to the period (but its taxes). It holds the book for two small writes, so live
 * traffic hardly notices.
 */
export async function cutPeriod(tx: Tx, programId: Uuid, period: ClosingPeriod, now: Date): Promise<void> {
  const book = await openBook(tx, programId)
  await tx.count({ text: 'update program_book set open_from = $2 where program_id = $1', values: [programId, period.endsAt] })
  await tx.count({
    text: `update period set cut_sequence = $3, cut_at = $4, gathered_sequence = least(
             (select coalesce(min(sequence) - 1, 0) from ledger_seal where program_id = $1 and recorded_at >= starts_at - make_interval(days => ${POSTED_AHEAD_DAYS})),
             (select min(t.sequence) - 1 from ledger_transfer t
               where t.program_id = $1 and ${POSTED_LONG_AHEAD} and coalesce(t.statement_period, t.period::text) = $2))
            where program_id = $1 and name = $2`,
    values: [programId, period.name, book.sequence, now],
  })
  await tx.count({
    text: `insert into statement_draft (program_id, period_name, affiliate_id)
           select $1, $2, s.affiliate_id from statement s
            where s.program_id = $1 and s.period_name = (select name from period where program_id = $1 and ends_at <= $3 order by ends_at desc limit 1)
              and (s.closing_pending_minor <> 0 or s.closing_payable_minor <> 0)`,
    values: [programId, period.name, period.startsAt],
  })
  await closeBook(tx, book, {})
}
