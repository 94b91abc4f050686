import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { type PeriodKindChange, type StatementCalendar, statementCalendar } from '../time/statement-periods.ts'

/**
 * A program's book, held open for one step. Every step that moves money or aggregates takes the row lock first, so the steps
 * of one program follow each other and each has a number; programs do not wait for one another.
 */
export interface Book {
  readonly programId: Uuid
  /** The number of this step. Rows written by it carry the number. */
  readonly sequence: bigint
  /** SHA-256 that closes everything before this step. */
  readonly previousSeal: Buffer
  /** Positive approved lines that were due up to here are in payable. */
  readonly maturedUntil: Date
  /** Everything before it stands on statements that are final: what comes late stands in the period that begins here. Null: all is open. */
  readonly openFrom: Date | null
  readonly calendar: StatementCalendar
}

/** Opens the next step of a program's book; waits for a step that is under way (bounded by the lock timeout). */
export async function openBook(tx: Tx, programId: Uuid): Promise<Book> {
  const book = await readBook(tx, programId, '')
  if (book === undefined) throw new Error('a program without a book')
  return book
}

/** Like openBook, but answers undefined when another worker holds the book. */
export async function tryOpenBook(tx: Tx, programId: Uuid): Promise<Book | undefined> {
  return readBook(tx, programId, 'skip locked')
}

/** What a step leaves in the book; what it does not name stays. */
export interface BookEntry {
  readonly seal?: Buffer
  readonly maturedUntil?: Date
  /** The earliest moment of what it posted. */
  readonly firstMoment?: Date | null
}

/** Records that the step took place. Without it the step's number is given again (nothing was written). */
export async function closeBook(tx: Tx, book: Book, { seal, maturedUntil, firstMoment }: BookEntry): Promise<void> {
  await tx.count({
    name: 'close-book',
    text: 'update program_book set sequence = $2, seal = $3, matured_until = $4, first_moment = least(first_moment, $5) where program_id = $1',
    values: [book.programId, book.sequence, seal ?? book.previousSeal, maturedUntil ?? book.maturedUntil, firstMoment ?? null],
  })
}

interface BookRow {
  readonly sequence: bigint
  readonly seal: Buffer
  readonly matured_until: Date
  readonly open_from: Date | null
  readonly time_zone: string
  readonly period_kinds: readonly PeriodKindChange[]
}

async function readBook(tx: Tx, programId: Uuid, waiting: '' | 'skip locked'): Promise<Book | undefined> {
  const [row] = await tx.sql<BookRow>({
    name: `open-book:${waiting}`,
    text: `select b.sequence, b.seal, b.matured_until, b.open_from, b.period_kinds, p.time_zone
             from program_book b join program p on p.id = b.program_id where b.program_id = $1 for update of b ${waiting}`,
    values: [programId],
  })
  if (row === undefined) return undefined
  return {
    programId, sequence: row.sequence + 1n, previousSeal: row.seal, maturedUntil: row.matured_until, openFrom: row.open_from,
    calendar: statementCalendar(row.time_zone, row.period_kinds),
  }
}
