import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { advanceClosing } from '../../src/domain/periods/advance-closing.ts'
import { closePeriod } from '../../src/domain/periods/close-period.ts'
import { sealPeriod } from '../../src/domain/periods/seal-period.ts'
import type { StatementDocument } from '../../src/domain/statements/statement-document.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { KillableInstallation } from '../reliability/installation.ts'
import { random } from '../simulation/random.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { copyTestDatabase, createTestDatabase, type TestDatabase } from '../support/database.ts'
import { dose, SEED } from '../support/dose.ts'
import { Died, type FaultPlace, FaultyDatabase } from './faulty-database.ts'
import { DeedsDesk, randomDeeds } from './random-deeds.ts'
import { brokenStatements } from './statement-laws.ts'

const MONTHS = ['2026-10', '2026-11']
const PLACES = dose<readonly FaultPlace[]>({ small: ['before a statement'], short: ['before a statement', 'after a statement'], long: ['before a statement', 'after a statement'] })
/** More than one step writes, in the larger doses. */
const ADJUSTED = dose({ small: 2, short: 620, long: 1_100 })
const HISTORIES = dose({ small: 1, short: 2, long: 10 })

interface Closing {
  readonly context: TestContext
  readonly programId: Uuid
  readonly db: FaultyDatabase
}

/** Books of two months that are over, with taxes, in a database that nobody uses any more. */
async function books(seed: number): Promise<{ database: TestDatabase; programId: Uuid; now: string }> {
  const database = await createTestDatabase()
  const { desk, ...history } = await openDeeds(database)
  const now = new Date(Date.UTC(2026, 11, 20)).toISOString()
  // Before anything else, so that both months have something, whatever is drawn.
  for (let i = 0; i < ADJUSTED; i += 1) {
    const { body } = await desk.api.post('/affiliate', { name: `adjusted ${i}` })
    await desk.api.post('/adjustment', { affiliateId: body.id, amount: i + 0.5, reason: 'agreed' })
  }
  for (const deed of randomDeeds(random(seed), dose({ small: 14, short: 100, long: 100 }), { days: 40, lateDays: 1 })) {
    // What would happen after the two months happens in them.
    if (deed.kind !== 'close' && !(deed.kind === 'clock' && deed.now > now)) await history.do(deed)
  }
  await desk.api.post('/legal-entity', { name: 'Acme Ltd', address: 'Valletta', country: 'MT', taxId: 'MT11679112', prefix: 'ACME' })
  for (const affiliateId of [...history.affiliates.values()].slice(0, 2)) {
    const taxed = await desk.api.post('/tax-profile', { affiliateId, legalName: 'Anna Borg', address: 'Sliema', country: 'DE', taxId: 'DE136695976', vatRate: '19', withholdingRate: '15', invoicing: 'self_billed' })
    if (taxed.status !== 201) throw new Error(taxed.text)
  }
  await desk.clock(now)
  await desk.work()
  const { programId } = desk.api.program
  await desk.api.close()
  return { database, programId, now }
}

async function openDeeds(database: TestDatabase) {
  const history = await DeedsDesk.open(undefined, undefined, { database })
  return { desk: history.desk, affiliates: history.affiliates, do: history.do.bind(history) }
}

async function onCopy<T>(of: Awaited<ReturnType<typeof books>>, work: (closing: Closing) => Promise<T>): Promise<T> {
  const database = await copyTestDatabase(of.database)
  const context = await createTestContext({ database, now: of.now })
  const db = new FaultyDatabase(database.appUrl)
  try {
    return await work({ context, programId: of.programId, db })
  } finally {
    await db.close()
    await context.close()
    await database.drop()
  }
}

/** Does one transaction, dying at each of its places first; the last death is behind its commit. Answers how often it died. */
async function dieEverywhere(db: FaultyDatabase, work: () => Promise<unknown>): Promise<number> {
  let deaths = 0
  const dies = async (place: FaultPlace, at?: number) => {
    db.dieAt(place, at)
    await expect(work(), `${place} ${at ?? ''}`).rejects.toThrow(Died)
    deaths += 1
  }
  await dies('before the commit')
  const { statements } = db
  for (const place of PLACES) for (let at = 0; at < statements; at += 1) await dies(place, at)
  await dies('after the commit')
  return deaths
}

const author = (programId: Uuid) => ({ programId, actor: 'user:finance' })

async function closeUndisturbed({ context, programId }: Closing): Promise<void> {
  for (const name of MONTHS) {
    await context.db.inProgram(programId, (tx) => closePeriod(tx, context.clock, author(programId), name))
    await catchUp(context, programId)
    await context.db.inProgram(programId, (tx) => sealPeriod(tx, context, author(programId), name))
  }
}

async function closeDyingEverywhere({ context, programId, db }: Closing): Promise<number> {
  let deaths = 0
  for (const name of MONTHS) {
    deaths += await dieEverywhere(db, () => db.inProgram(programId, (tx) => closePeriod(tx, context.clock, author(programId), name)))
    for (let steps = 0; (await statusOf(context, programId, name)) !== 'review'; steps += 1) {
      if (steps > 50) throw new Error('it does not come to an end')
      deaths += await dieEverywhere(db, () => advanceClosing({ db, clock: context.clock }, programId))
    }
    deaths += await dieEverywhere(db, () => db.inProgram(programId, (tx) => sealPeriod(tx, context, author(programId), name)))
  }
  return deaths
}

async function statusOf({ db }: TestContext, programId: Uuid, name: string): Promise<string | undefined> {
  const [row] = await db.inProgram(programId, (tx) => tx.sql<{ status: string }>({ text: 'select status from period where program_id = $1 and name = $2', values: [programId, name] }))
  return row?.status
}

/** All that closing leaves, but for the ids that it makes and what is hashed with them. */
async function outcome({ context: { db }, programId }: Closing): Promise<object> {
  return db.inProgram(programId, async (tx) => {
    const rows = (text: string) => tx.sql({ text, values: [programId] })
    const statements = await tx.sql<{ document: string }>({ text: 'select document from statement where program_id = $1 order by period_name, affiliate_id', values: [programId] })
    return {
      statements: statements.map(({ document }) => {
        const { id: _id, previous, lines, ...rest } = JSON.parse(document) as StatementDocument
        return { ...rest, isFirst: previous === null, lines: lines.count }
      }),
      lines: await rows(
        `select l.period_name, l.affiliate_id, t.kind, t.amount_minor, t.occurred_at, t.recorded_at, t.sequence, t.statement_period, case when t.cause_type <> 'statement' then t.id end as id
           from statement_line l join ledger_transfer t on t.program_id = $1 and t.id = l.transfer_id where l.program_id = $1 order by 1, 2, 3, 4, t.id`,
      ),
      accounts: await rows('select kind, owner_id, debits, credits from ledger_account where program_id = $1 order by 1, 2'),
      book: await rows('select sequence, open_from, matured_until from program_book where program_id = $1'),
      periods: await rows('select name, status, cut_sequence, cut_at, requested_by, calculated_at, sealed_at from period where program_id = $1 order by name'),
      seals: await rows(`select period_name, (document::jsonb)->'totals' as totals, (document::jsonb)->'statements'->'count' as statements from period_seal where program_id = $1 order by 1`),
      invoices: await rows('select number, affiliate_id, net_minor, vat_minor, withheld_minor from invoice where program_id = $1 order by number'),
      told: await rows(`select kind, case when subject_type = 'period' then subject_id end as period, affiliate_id from outbox_event where program_id = $1 order by id`),
      audited: await rows(`select action, details->'period' as period from audit_entry where program_id = $1 and action like 'period.%' order by recorded_at, action, period`),
    }
  })
}

test(`closing dies at every statement of every step, before and after its commits, and leaves what an undisturbed closing does (seed ${SEED})`, async () => {
  for (let round = 0; round < HISTORIES; round += 1) {
    const seed = `seed ${SEED} history ${round}`
    const source = await books(SEED + round)
    const expected = await onCopy(source, async (closing) => {
      await closeUndisturbed(closing)
      return outcome(closing)
    })
    await onCopy(source, async (closing) => {
      const deaths = await closeDyingEverywhere(closing)
      expect(deaths, seed).toBeGreaterThan(100)
      expect(await outcome(closing), seed).toEqual(expected)
      expect(await brokenStatements(closing.context.db, closing.programId), seed).toEqual([])
      const { laws } = await verifyBooks(closing.context.db, closing.programId)
      expect(laws.filter(({ offender }) => offender !== null), seed).toEqual([])
    })
    await source.database.drop()
  }
})

const KILLED_MONTHS = dose({ small: 0, short: 2, long: 24 })
const AFFILIATES = 450
const LANES = 8
const SETTLE_MS = 120_000

// The small dose leaves processes alone: the faults above are what a killed one leaves behind.
test.runIf(KILLED_MONTHS > 0)(`kill -9 of the worker, again and again while it closes ${KILLED_MONTHS} months (seed ${SEED}): every statement once, every line once`, { timeout: KILLED_MONTHS * 120_000 + 600_000 }, async () => {
  const next = random(SEED)
  const installation = await KillableInstallation.open('api', 'worker')
  try {
    const months = await furnishMonths(installation)
    for (const month of months) {
      await installation.must('POST', `/period/${month}/close`, {})
      const status = async () => (await installation.must('GET', `/period/${month}`)).status
      for (let kills = 1; (await status()) !== 'review'; kills += 1) {
        await delay(next() * 200 * kills)
        await installation.killAndRestart('worker')
      }
      const lanes = await Promise.all(Array.from({ length: 5 }, () => installation.call('POST', `/period/${month}/seal`, {})))
      expect(lanes.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200])
    }
    expect(await brokenStatements(installation.db, installation.programId), `seed ${SEED}`).toEqual([])
    expect(await installation.brokenLaw(), `seed ${SEED}`).toBeNull()
    const [count] = await installation.rows<{ statements: bigint }>('select count(*) as statements from statement where program_id = $1')
    expect(count?.statements, `seed ${SEED}`).toBe(BigInt(months.length * AFFILIATES))
  } finally {
    await installation.close()
  }
})

/** Affiliates with two sales in each of the last months; answers the names of these. */
async function furnishMonths(installation: KillableInstallation): Promise<string[]> {
  await installation.must('POST', '/brand', { name: 'Reliable', externalId: 'reliable', landingPageUrl: 'https://brand.example' })
  const now = new Date()
  const months = Array.from({ length: KILLED_MONTHS }, (_, index) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - KILLED_MONTHS + index, 10, 12)))
  const lane = async (first: number) => {
    for (let i = first; i < AFFILIATES; i += LANES) {
      await installation.must('POST', '/affiliate', { name: `affiliate ${i}`, referralCode: `R${i}` })
      await installation.must('POST', '/customer', { externalId: `c-${i}`, externalBrandId: 'reliable', registrationDate: months[0]?.toISOString(), referralCode: `R${i}` })
    }
  }
  await Promise.all(Array.from({ length: LANES }, (_, first) => lane(first)))
  for (const month of months) {
    const sales = Array.from({ length: 2 * AFFILIATES }, (_, i) => ({
      externalId: `${month.toISOString()}-${i}`, type: 'sale', externalCustomerId: `c-${i % AFFILIATES}`, externalBrandId: 'reliable', transactionDate: month.toISOString(), saleAmount: 10 + i,
    }))
    await installation.must('POST', '/transaction/bulk', sales)
  }
  await installation.settled(SETTLE_MS)
  return months.map((month) => month.toISOString().slice(0, 7))
}
