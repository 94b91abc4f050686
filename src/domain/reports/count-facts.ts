import type { Clock } from '../../app/clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { readProgram } from '../programs/read-program.ts'
import { countClicks } from './count-clicks.ts'
import { countCustomers } from './count-customers.ts'
import { countLedger, type CountedProgram } from './count-ledger.ts'
import { countPastTransactions, countTransactions } from './count-transactions.ts'
import { beginCounting, idClock, lockReportState, type ReportNews, type ReportState, storeReportState } from './report-state.ts'

/** With nothing new, how old `as_of` may become before it is written anew. */
const AS_OF_EVERY_MS = 60_000

/**
 * One turn of keeping a program's days (`*_daily`): counts what is new since the last turn, in one transaction. Any number of workers may call
 * it; the state's lock makes their turns follow each other, and what is counted moves together with how far the counting is. Answers whether
 * there is more to count right away.
 */
export async function countFacts({ db, clock }: { readonly db: Database; readonly clock: Clock }, programId: Uuid): Promise<boolean> {
  return db.inProgram(programId, async (tx) => {
    // Before the look: of what a later look finds in addition no id is older.
    const readAt = idClock()
    const now = clock.now()
    const news = await lockReportState(tx, programId)
    if (news === undefined) return false
    if (news === 'missing') {
      await beginCounting(tx, programId, now)
      return true
    }
    if (!isAnythingNew(news)) {
      if (now.getTime() - news.state.asOf.getTime() > AS_OF_EVERY_MS) await storeReportState(tx, programId, { ...news.state, customersSince: readAt, asOf: now })
      return false
    }
    const program = await readProgram(tx, programId)
    if (program === undefined) return false
    const state = await countNews(tx, program, news, { readAt, now })
    await storeReportState(tx, programId, state)
    return isBehind(state, news.bookSequence, now)
  })
}

function isAnythingNew({ state, bookSequence, hasMarks, hasClicks, hasCustomers }: ReportNews): boolean {
  return hasMarks || hasClicks || hasCustomers || state.hasTail || state.transactionScan !== null || state.customerScan !== null
    || state.ledgerSequence < bookSequence || state.transactionSequence < bookSequence
}

interface Moment {
  /** By the clock that makes ids. */
  readonly readAt: Date
  readonly now: Date
}

async function countNews(tx: Tx, program: CountedProgram, { state, bookSequence }: ReportNews, { readAt, now }: Moment): Promise<ReportState> {
  const ledger = await countLedger(tx, program, state.ledgerSequence, bookSequence)
  const transactions = await countNewTransactions(tx, program, state, { bookSequence, readAt })
  const touched = [...new Set([...ledger.customerIds, ...transactions.customerIds])]
  const customerScan = await countCustomers(tx, program, { touched, madeSince: state.customersSince, scanAfter: state.customerScan })
  const clicks = await countClicks(tx, program, state, now)
  return { ...state, ...transactions.state, ledgerSequence: ledger.sequence, customerScan, customersSince: readAt, ...clicks, asOf: now }
}

interface TransactionTurn {
  readonly state: Pick<ReportState, 'transactionSequence' | 'transactionScan' | 'transactionsSince' | 'readAt'>
  readonly customerIds: readonly Uuid[]
}

async function countNewTransactions(tx: Tx, program: CountedProgram, state: ReportState, { bookSequence, readAt }: { readonly bookSequence: bigint; readonly readAt: Date }): Promise<TransactionTurn> {
  const { transactionScan, scanSequence, transactionSequence, transactionsSince } = state
  if (transactionScan !== null) {
    const scanned = await countPastTransactions(tx, program, transactionScan, scanSequence)
    return { state: { transactionSequence: scanned === null ? scanSequence : 0n, transactionScan: scanned, transactionsSince, readAt: state.readAt }, customerIds: [] }
  }
  if (transactionSequence === bookSequence) return { state: { transactionSequence, transactionScan, transactionsSince, readAt }, customerIds: [] }
  const customerIds = await countTransactions(tx, program, { after: transactionSequence, last: bookSequence }, transactionsSince)
  // When the book was looked at last it had not come as far as it has now: whatever follows began after that look.
  return { state: { transactionSequence: bookSequence, transactionScan, transactionsSince: state.readAt, readAt }, customerIds }
}

/** Whether there is a lot to do still; the last seconds are left to the next turn. */
function isBehind(state: ReportState, bookSequence: bigint, now: Date): boolean {
  return state.transactionScan !== null || state.customerScan !== null || state.ledgerSequence < bookSequence || state.transactionSequence < bookSequence
    || now.getTime() - state.clicksUntil.getTime() > BEHIND_MS
}

const BEHIND_MS = 10 * 60_000
