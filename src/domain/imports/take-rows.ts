import type { Database, Tx } from '../../db/database.ts'
import { DomainError, type ErrorKind } from '../errors.ts'
import { wakeWaitingTransactions } from '../transactions/wake-waiting-transactions.ts'
import type { FieldValues } from './import-field.ts'
import type { ImportKind, RowOutcome, Taken, Taking } from './kinds/import-kind.ts'
import { failureOf } from './read-import-rows.ts'

export interface TakeDependencies {
  readonly db: Database
  readonly signals: { transactionsArrived(programId: Taking['programId']): void }
}

/** What somebody else's trouble is, and not the rows': tried again rather than told of them. */
const NOT_THEIRS: ReadonlySet<ErrorKind> = new Set(['unavailable', 'internal'])

/** Rows of one step: which, seen under the lock of the transaction that takes them in, and who keeps what became of them there. */
export interface Step {
  choose(tx: Tx): Promise<readonly FieldValues[]>
  keep(tx: Tx, taken: Taken): Promise<void>
}

/** Takes the rows of one step in, with what is kept of it, in one transaction. What refuses them as a whole is the outcome of each. */
export async function takeRows({ db, signals }: TakeDependencies, kind: ImportKind, taking: Taking, { choose, keep }: Step): Promise<Taken> {
  const { programId } = taking
  try {
    const taken = await db.inProgram(programId, async (tx) => {
      const rows = await choose(tx)
      const result = rows.length === 0 ? { outcomes: [] } : await kind.take(tx, taking, rows)
      await keep(tx, result)
      return result
    })
    await wakeWaitingTransactions({ db, signals }, programId, taken.registered ?? [])
    if (taken.batchId !== undefined) signals.transactionsArrived(programId)
    return taken
  } catch (error) {
    if (!(error instanceof DomainError) || NOT_THEIRS.has(error.kind)) throw error
    return db.inProgram(programId, async (tx) => {
      const failed: RowOutcome = { outcome: 'failed', ...failureOf(error) }
      const taken = { outcomes: (await choose(tx)).map(() => failed) }
      await keep(tx, taken)
      return taken
    })
  }
}
