import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database, WORKER_LIMITS } from '../../src/db/database.ts'
import { DomainError } from '../../src/domain/errors.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { minorToFixedText } from '../../src/domain/money/amounts.ts'
import { approvePayoutRun } from '../../src/domain/payouts/approve-payout-run.ts'
import { instructPayoutRun } from '../../src/domain/payouts/instruct-payout-run.ts'
import { createPayingAccount } from '../../src/domain/payouts/paying-accounts/create-paying-account.ts'
import { preparePayoutRun } from '../../src/domain/payouts/prepare-payout-run.ts'
import { prepareScheduledRun } from '../../src/domain/payouts/prepare-scheduled-run.ts'
import { sendPayout } from '../../src/domain/payouts/send-payout.ts'
import { Books, NOW } from '../books/fixture.ts'
import { Fault, faultyDatabase } from '../payouts/faulty-database.ts'
import { impatientSend, type Mood, MOODS, MoodyPayer } from '../payouts/moody-payer.ts'
import { PayoutDesk } from '../payouts/payout-desk.ts'
import { pick, random, type Random } from '../simulation/random.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { dose, DOSED_TIMEOUT_MS, SEED } from '../support/dose.ts'

const ROUNDS = dose({ small: 1, short: 50, long: 1_000 })
const PARALLEL = dose({ small: 16, short: 64, long: 64 })
/** Every so many write points one is tried. */
const STRIDE = dose({ small: 61, short: 1, long: 1 })
/** Of all statements in a round. */
const FAULTS = 0.02
const AFFILIATES = 3
const HOURS_UNTIL_KNOWN = 25

let context: TestContext
let db: Database
beforeAll(async () => {
  context = await createTestContext({ now: NOW })
  db = new Database(context.database.appUrl, { ...WORKER_LIMITS, connections: 8, connectTimeoutMs: 30_000, lockTimeoutMs: 60_000 }, () => undefined)
})
afterAll(async () => {
  await db.close()
  await context.close()
})

interface Opened {
  readonly books: Books
  readonly desk: PayoutDesk
  readonly payer: MoodyPayer
  readonly affiliates: readonly Uuid[]
}

/** Affiliates who are owed 10, 20, 30 …, and a payer. */
async function open(moodOf: () => Mood): Promise<Opened> {
  const books = await Books.open(context)
  await books.defaultPlan([{ type: 'percent_of_sale', rate: '10' }])
  const desk = new PayoutDesk(context, books.programId)
  const affiliates: Uuid[] = []
  for (let index = 0; index < AFFILIATES; index += 1) {
    const affiliateId = await books.affiliate()
    affiliates.push(affiliateId)
    await books.customer(`c${index}`, affiliateId)
    await desk.method(affiliateId)
  }
  await books.send(...affiliates.map((_, index) => ({
    externalId: `s${index}`, externalCustomerId: `c${index}`, externalBrandId: 'bettest', type: 'sale', saleAmount: 100 * (index + 1), transactionDate: '2026-11-03T10:00:00.000Z',
  })))
  await books.mature()
  const payer = await MoodyPayer.open(moodOf)
  const author = { programId: books.programId, actor: 'user:owner', now: context.clock.now() }
  await db.inProgram(books.programId, (tx) => createPayingAccount(tx, author, { secretBox: context.secretBox, isCallable: () => true }, { kind: 'webhook', name: 'Payer', details: { url: payer.url } }))
  await db.shared((tx) => tx.sql({ text: `update program set automatic_payout_runs_since = '2026-01-01' where id = $1`, values: [books.programId] }))
  return { books, desk, payer, affiliates }
}

type Worker = Pick<TestContext, 'clock' | 'secretBox'> & { readonly db: Database; readonly send: typeof impatientSend }

function worker(base: Database): Worker {
  return { db: base, clock: context.clock, secretBox: context.secretBox, send: impatientSend }
}

/** "Run payout", as a user does it: prepare, let another approve, send; and a worker's turn. Whatever goes wrong, somebody else goes on. */
async function runPayout({ books: { programId } }: Opened, { db: base, ...rest }: Worker, [maker, checker]: readonly [string, string]): Promise<void> {
  const run = await base.inProgram(programId, (tx) => preparePayoutRun(tx, rest.clock, { programId, actor: maker }, {}))
  if (run.status === 'draft') await sendRun(programId, { db: base, ...rest }, run.id, checker)
}

async function sendRun(programId: Uuid, { db: base, ...rest }: Worker, runId: Uuid, checker: string): Promise<void> {
  await base.inProgram(programId, (tx) => approvePayoutRun(tx, rest.clock, { programId, actor: checker }, runId))
  await base.inProgram(programId, (tx) => instructPayoutRun(tx, rest, { programId, actor: checker }, runId, { rail: 'webhook' }))
  while (await sendPayout({ db: base, ...rest }, programId));
}

/** Faults and refusals end a task; anything else is a failure of ours. */
async function surviving(task: Promise<unknown>): Promise<void> {
  await task.catch((error: unknown) => {
    if (!(error instanceof Fault) && !(error instanceof DomainError)) throw error
  })
}

/** Everybody who was cut off comes back: runs go on where they stopped, the payer is asked, hour after hour. */
async function recover({ books: { programId } }: Opened, healthy: Worker): Promise<void> {
  const runs = await db.inProgram(programId, (tx) => tx.sql<{ id: Uuid; status: string }>({ text: `select id, status from payout_run where program_id = $1 and status in ('draft', 'approved')`, values: [programId] }))
  for (const { id, status } of runs) {
    if (status === 'draft') await surviving(sendRun(programId, healthy, id, 'user:late'))
    else await surviving(db.inProgram(programId, (tx) => instructPayoutRun(tx, healthy, { programId, actor: 'user:late' }, id, { rail: 'webhook' })))
  }
  for (let hour = 0; hour < HOURS_UNTIL_KNOWN; hour += 1) {
    while (await sendPayout(healthy, programId));
    context.clock.advanceMs(3_600_000)
  }
}

async function expectPaidOnce({ books, desk, payer, affiliates }: Opened, clue: string): Promise<void> {
  const payouts = await desk.payouts()
  const byPayout = Map.groupBy(payer.payments, ({ payoutId }) => payoutId)
  expect([...byPayout.values()].filter((payments) => payments.length > 1), clue).toEqual([])
  const keys = [...Map.groupBy(payer.told, ({ payoutId }) => payoutId).values()].map((told) => new Set(told.map(({ key }) => key)).size)
  expect(keys.filter((count) => count > 1), clue).toEqual([])
  // What the books say was paid is what the payer paid, to the cent; nothing is left that nobody knows of.
  expect(payouts.filter(({ status }) => status === 'instructed').map(({ instructionState, instructionDetail }) => `${instructionState} ${instructionDetail}`), clue).toEqual([])
  const settled = payouts.filter(({ status }) => status === 'settled').map(({ id, amountMinor }) => `${id} ${minorToFixedText(amountMinor, 'EUR')}`)
  expect(settled.sort(), clue).toEqual(payer.payments.map(({ payoutId, amount }) => `${payoutId} ${amount}`).sort())
  for (const [index, affiliateId] of affiliates.entries()) {
    const live = payouts.filter((payout) => payout.affiliateId === affiliateId && !['failed', 'returned', 'cancelled'].includes(payout.status))
    expect(live.reduce((sum, { amountMinor }) => sum + amountMinor, 0n), clue).toBeLessThanOrEqual(1_000n * BigInt(index + 1))
    expect(live.length, clue).toBeLessThanOrEqual(1)
  }
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.filter(({ offender }) => offender !== null), clue).toEqual([])
}

function chooser(next: Random): () => Mood {
  return () => pick(next, MOODS)
}

test(`${ROUNDS} rounds of ${PARALLEL} users and the schedule who run payouts at once, faults anywhere, and a payer in any mood: nobody is paid twice (seed ${SEED})`, { timeout: DOSED_TIMEOUT_MS * 6 }, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    context.clock.set(NOW)
    const next = random(SEED + round)
    const opened = await open(chooser(next))
    opened.payer.isDeaf = () => next() < 0.3
    const faulty = worker(faultyDatabase(db, () => next() < FAULTS))
    const { programId } = opened.books
    await Promise.all(Array.from({ length: PARALLEL }, (_, index) => {
      if (index % 8 === 7) return surviving(prepareScheduledRun(faulty, programId))
      if (index % 8 === 6) return surviving(sendPayout(faulty, programId))
      return surviving(runPayout(opened, faulty, index % 2 === 0 ? ['user:anna', 'user:berta'] : ['user:berta', 'user:anna']))
    }))
    opened.payer.isDeaf = () => false
    await recover(opened, worker(db))
    await expectPaidOnce(opened, `seed ${SEED} round ${round}`)
    await opened.payer.close()
  }
})

test(`a fault at each write point of a payout’s way, and a payer that has paid in silence: paid once (every ${STRIDE}th point, seed ${SEED})`, { timeout: DOSED_TIMEOUT_MS }, async () => {
  let isThrough = false
  for (let point = SEED % STRIDE; !isThrough; point += STRIDE) {
    context.clock.set(NOW)
    const opened = await open(() => (point % 2 === 0 ? 'never' : 'settled'))
    let reached = 0
    isThrough = true
    const faulty = worker(faultyDatabase(db, () => {
      reached += 1
      if (reached !== point + 1) return false
      isThrough = false
      return true
    }))
    await surviving(runPayout(opened, faulty, ['user:anna', 'user:berta']))
    await surviving(runPayout(opened, worker(db), ['user:berta', 'user:anna']))
    await recover(opened, worker(db))
    await expectPaidOnce(opened, `point ${point}`)
    expect(opened.payer.payments, `point ${point}`).toHaveLength(AFFILIATES)
    await opened.payer.close()
  }
})

/** The small dose takes the moods in turns. */
const MET = MOODS.filter((_, index) => dose({ small: (index + SEED) % 3 === 0, short: true, long: true }))

test.each(MET)('a payer that answers with %s: what it says and does is what the books say', async (mood) => {
  context.clock.set(NOW)
  const moods = [mood, mood, mood]
  const opened = await open(() => moods.shift() ?? 'accepted')
  await runPayout(opened, worker(db), ['user:anna', 'user:berta'])
  await recover(opened, worker(db))
  await expectPaidOnce(opened, mood)
  expect(opened.payer.payments).toHaveLength(mood === 'refused' ? 0 : AFFILIATES)
  await opened.payer.close()
})
