import type { AppContext } from '../../app/context.ts'
import type { Uuid } from '../../domain/ids.ts'
import { matureCommissions } from '../../domain/ledger/mature-commissions.ts'
import { catchUpReports } from '../../domain/programs/catch-up.ts'
import { acceptTransactions, BATCH_ITEMS_MAX } from '../../domain/transactions/accept-transactions.ts'
import { approveTransactions, type Decision, rejectTransactions } from '../../domain/transactions/decide-transactions.ts'
import type { TransactionItem } from '../../domain/transactions/transaction-item.ts'
import { processQueue } from '../process-queue.ts'
import { COMMAND_LINE_ACTOR } from '../with-context.ts'
import { DAY_MS, DEMO_DAYS, type DemoPlan } from './demo-plan.ts'
import { ClickMaker } from './make-clicks.ts'
import { makeColleagues } from './make-colleagues.ts'
import { CustomerMaker } from './make-customers.ts'
import { makeManagement } from './make-management.ts'
import { makeMoney } from './make-money.ts'
import { makeOffice } from './make-office.ts'
import { makePortal } from './make-portal.ts'
import { assignSpecialPlan, makeAffiliates, makeTerms } from './make-terms.ts'
import { TransactionMaker } from './make-transactions.ts'
import { Random } from './random.ts'

export interface DemoCounts {
  readonly brands: number
  readonly products: number
  readonly plans: number
  readonly affiliates: number
  readonly trackers: number
  readonly links: number
  readonly clicks: number
  readonly customers: number
  readonly transactions: number
}

/** Transactions are sent in when so many have gathered, or at the end. */
const ITEMS_PER_BATCH = 3_000
/** What is older than a week has been decided; the rest waits for whoever looks around. */
const DECIDED_AFTER_MS = 7 * DAY_MS
const REJECTED_EVERY = 25

/**
 * Fills a program with 90 days of clicks, customers and transactions, through the verbs that serve the real ones. The same seed on the
 * same day gives the same commissions.
 */
export async function makeDemo(context: AppContext, plan: DemoPlan, seed: number): Promise<DemoCounts> {
  const random = new Random(seed)
  const terms = await makeTerms(context, plan)
  const people = await makeAffiliates(context, plan, terms, random)
  await assignSpecialPlan(context, plan, terms)
  const clickMaker = await ClickMaker.open(context, plan, terms, random)
  const customerMaker = new CustomerMaker(context, plan, random)
  const transactionMaker = new TransactionMaker(plan, random)
  const counts = { clicks: 0, customers: 0, transactions: 0 }
  let items: TransactionItem[] = []
  for (let day = 0; day < DEMO_DAYS; day += 1) {
    const clicks = await clickMaker.makeDay(day)
    const customers = await customerMaker.makeDay(day, clicks)
    items.push(...transactionMaker.makeDay(day, customers))
    counts.clicks += clicks.length
    counts.customers += customers.length
    if (items.length < ITEMS_PER_BATCH && day < DEMO_DAYS - 1) continue
    counts.transactions += items.length
    await send(context, plan.program.id, items)
    items = []
  }
  await decidePending(context, plan)
  await matureCommissions(context, plan.program.id)
  await makeManagement(context, plan, terms)
  await makeMoney(context, plan)
  await makeOffice(context, plan)
  await makeColleagues(context, plan)
  await makePortal(context, plan)
  // Whoever looks at once, sees all of it.
  await catchUpReports(context, plan.program.id)
  return { brands: Object.keys(terms.brandIds).length, products: terms.products, plans: terms.plans, ...people, ...counts }
}

async function send(context: AppContext, programId: Uuid, items: readonly TransactionItem[]): Promise<void> {
  for (let start = 0; start < items.length; start += BATCH_ITEMS_MAX) {
    const submission = { items: items.slice(start, start + BATCH_ITEMS_MAX), integrationType: 'api' as const, createdBy: COMMAND_LINE_ACTOR }
    await context.db.inProgram(programId, (tx) => acceptTransactions(tx, programId, [submission], context.clock.now()))
  }
  await processQueue(context, programId)
}

const DECISIONS_PER_CALL = 2_000

async function decidePending(context: AppContext, { program, startMs }: DemoPlan): Promise<void> {
  const before = new Date(startMs + DEMO_DAYS * DAY_MS - DECIDED_AFTER_MS)
  // In the order of our own ids, which are the same each time.
  const pending = await context.db.inProgram(program.id, (tx) =>
    tx.sql<{ id: Uuid }>({
      text: `select id from transaction where program_id = $1 and status = 'pending' and occurred_at < $2 order by length(external_id), external_id`,
      values: [program.id, before],
    }),
  )
  const ids = pending.map(({ id }) => id)
  const rejected = ids.filter((_, i) => i % REJECTED_EVERY === 0)
  const approved = ids.filter((_, i) => i % REJECTED_EVERY !== 0)
  await decide(context, program.id, approved, null)
  await decide(context, program.id, rejected, 'Traded against the terms')
}

async function decide(context: AppContext, programId: Uuid, ids: readonly Uuid[], reason: string | null): Promise<void> {
  for (let start = 0; start < ids.length; start += DECISIONS_PER_CALL) {
    const decision: Decision = { programId, transactionIds: ids.slice(start, start + DECISIONS_PER_CALL), actor: COMMAND_LINE_ACTOR, reason }
    await context.db.inProgram(programId, (tx) => (reason === null ? approveTransactions : rejectTransactions)(tx, context.clock, decision))
  }
  await processQueue(context, programId)
}
