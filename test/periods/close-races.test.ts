import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { reckonAffiliates } from '../../src/domain/commissions/reckoning/reckon-affiliates.ts'
import { matureCommissions } from '../../src/domain/ledger/mature-commissions.ts'
import { advanceClosing } from '../../src/domain/periods/advance-closing.ts'
import { processTransactions } from '../../src/domain/transactions/process-transactions.ts'
import { retryWaitingTransactions } from '../../src/domain/transactions/retry-waiting-transactions.ts'
import type { TestAnswer } from '../operator-api/support/test-api.ts'
import { Installation, RaceProgram, sale, tally } from '../races/race-fixture.ts'
import { pick, random, type Random, shuffle } from '../simulation/random.ts'
import { dose, SEED } from '../support/dose.ts'
import { ClosingDesk } from './closing-desk.ts'
import { brokenStatements } from './statement-laws.ts'

describe('between the request to close and the cut', () => {
  let desk: ClosingDesk
  afterEach(() => desk.api.close())

  test('what is older than the first period stands in it, and the period is listed once', async () => {
    desk = await ClosingDesk.open('2026-10-09T12:00:00Z')
    const anna = await desk.affiliate('anna')
    await desk.sale('anna', 100, '2026-10-06T10:00:00Z')
    await desk.clock('2026-11-02T12:00:00Z')
    await desk.api.post('/period/2026-10/close')
    expect((await desk.api.get('/period')).body.items.map(({ id, status }: { id: string; status: string }) => `${id} ${status}`)).toEqual(['2026-11 open', '2026-10 calculating'])
    await desk.sale('anna', 50, '2026-08-20T10:00:00Z')
    await desk.api.post('/period/2026-10/seal')
    expect(await desk.statement(anna, '2026-10')).toMatchObject({ closing: { total: 15 }, lineCount: 2 })
    expect((await desk.api.get('/commission?limit=1')).body.items).toMatchObject([{ amount: 5, period: '2026-10', relatesToPeriod: '2026-08' }])
    expect(await desk.offenders()).toEqual([])
  })
})

describe('while statements are written', () => {
  let desk: ClosingDesk
  afterEach(() => desk.api.close())

  test('a step beside the one that holds the period writes those that nobody has', async () => {
    desk = await ClosingDesk.open('2026-10-09T12:00:00Z')
    const { context, program: { programId } } = desk.api
    const [anna, bruno] = [await desk.affiliate('anna'), await desk.affiliate('bruno')]
    await desk.sale('anna', 100, '2026-10-06T10:00:00Z')
    await desk.sale('bruno', 200, '2026-10-06T10:00:00Z')
    await desk.clock('2026-11-02T12:00:00Z')
    await desk.api.post('/period/2026-10/close')
    const drafts = () => desk.rows('select affiliate_id from statement_draft where program_id = $1 and statement_id is not null')
    while ((await drafts()).length === 0) await advanceClosing(context, programId)
    await context.db.inProgram(programId, async (tx) => {
      await tx.sql({ text: 'select from period where program_id = $1 for no key update', values: [programId] })
      await tx.sql({ text: 'select from statement_draft where program_id = $1 and affiliate_id = $2 for update', values: [programId, anna] })
      expect(await advanceClosing(context, programId)).toBe(true)
      expect(await advanceClosing(context, programId)).toBe(false)
    })
    expect(await desk.rows('select affiliate_id from statement where program_id = $1')).toEqual([{ affiliate_id: bruno }])
    await desk.advance()
    expect((await desk.api.get('/period/2026-10')).body).toMatchObject({ status: 'review' })
    expect(await desk.statement(anna, '2026-10')).toMatchObject({ closing: { total: 10 } })
    expect(await desk.offenders()).toEqual([])
  })
})

const HISTORY = dose({ small: 80, short: 3_000, long: 20_000 })
const ROUNDS = dose({ small: 1, short: 3, long: 50 })
const AFFILIATES = dose({ small: 4, short: 260, long: 600 })
/** Of traffic behind the seal. */
const AFTER_MS = dose({ small: 100, short: 2_000, long: 5_000 })
const PLAN = [{ type: 'percent_of_sale', rate: '10' }, { type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'net_revenue', window: 'period', application: 'whole', bands: [{ from: 0, rate: '20' }, { from: 500, rate: '30' }] } }]
const DAY_MS = 86_400_000
const TOLD = ['sale', 'sale', 'refund', 'adjust'] as const
const DECIDED = ['approve', 'approve', 'reject'] as const

describe('with two servers, four workers and live traffic', () => {
  let installation: Installation
  beforeAll(async () => {
    installation = await Installation.open()
  })
  afterAll(() => installation.close())

  test(`a month is closed once and sealed once; everything stands in one place, and no hash changes (seed ${SEED})`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const seed = `seed ${SEED} round ${round}`
      const traffic = await Traffic.open(installation, random(SEED + round))
      const { program } = traffic
      traffic.start()
      const asked = await Promise.all(Array.from({ length: 50 }, () => insist(() => program.post('/period/2026-10/close'))))
      expect(tally(asked.map(({ status }) => status)), seed).toEqual({ 202: 50 })
      while ((await program.get('/period/2026-10')).body.status === 'calculating') await delay(20)
      const sealed = await Promise.all(Array.from({ length: 20 }, () => insist(() => program.post('/period/2026-10/seal'))))
      expect(tally(sealed.map(({ status }) => status)), seed).toEqual({ 200: 20 })
      expect(new Set(sealed.map(({ text }) => text)).size, seed).toBe(1)
      const before = await hashes(program)
      await delay(AFTER_MS)
      await traffic.stop()
      expect(await hashes(program), seed).toEqual(before)
      expect(await program.rows(`select action, count(*)::int as times from audit_entry where program_id = $1 and action like 'period.%' group by action order by action`), seed).toEqual([
        { action: 'period.close_requested', times: 1 }, { action: 'period.sealed', times: 1 },
      ])
      await traffic.closeNext()
      expect(await brokenStatements(installation.first.context.db, program.programId), seed).toEqual([])
      await program.expectLaws()
    }
  })
})

/** A busy machine may keep somebody waiting for the book until it is told to come back; nothing was stored then. */
async function insist(call: () => Promise<TestAnswer>): Promise<TestAnswer> {
  for (;;) {
    const answer = await call()
    if (answer.status !== 503) return answer
  }
}

function isLockTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '55P03'
}

/** Of all statements and seals. */
function hashes(program: RaceProgram): Promise<object[]> {
  return program.rows(
    `select s.period_name, s.affiliate_id, encode(s.hash, 'hex') as hash, encode(sha256(convert_to(s.document, 'UTF8')), 'hex') as document, count(l.*)::int as lines
       from statement s left join statement_line l on l.program_id = $1 and l.period_name = s.period_name and l.affiliate_id = s.affiliate_id
      where s.program_id = $1 and s.period_name = '2026-10' group by s.period_name, s.affiliate_id, s.hash, s.document
      union all select period_name, null, encode(hash, 'hex'), document, 0 from period_seal where program_id = $1 and period_name = '2026-10' order by 1, 2`,
  )
}

/** What goes on in a program while it closes a month: everything that moves money. */
class Traffic {
  readonly program: RaceProgram
  /** What was done. */
  readonly #done = new Set<string>()
  readonly #next: Random
  readonly #affiliates: readonly string[]
  readonly #stopped = new AbortController()
  #running: Promise<unknown> = Promise.resolve()
  #sent = 0

  private constructor(program: RaceProgram, affiliates: readonly string[], next: Random) {
    this.program = program
    this.#affiliates = affiliates
    this.#next = next
  }

  /** A program with a history of some weeks, half of it approved. */
  static async open(installation: Installation, next: Random): Promise<Traffic> {
    const program = await RaceProgram.make(installation, { autoApprove: false, approvalStage: 'commission', components: PLAN, holdDays: 7 })
    await program.must('PATCH', '/program', { adjustmentLimit: 1_000 })
    const plan = (await program.get('/commission-plan')).body.items.find(({ name }: { name: string }) => name === 'Race')
    const affiliates: string[] = []
    for (let i = 0; i < AFFILIATES; i += 1) {
      const referralCode = `${program.programId.slice(-8)}A${i}`.toUpperCase()
      const { body } = await program.must('POST', '/affiliate', { name: `affiliate ${i}`, referralCode })
      await program.must('POST', `/commission-plan/${plan.id}/assignment`, { affiliateId: body.id, effectiveFrom: '2026-01-01T00:00:00Z' })
      await program.must('POST', '/customer', { externalId: `of-${i}`, externalBrandId: 'default', registrationDate: '2026-09-01T00:00:00Z', referralCode })
      affiliates.push(body.id)
    }
    const traffic = new Traffic(program, affiliates, next)
    for (let sent = 0; sent < HISTORY; sent += 500) await program.accept(...Array.from({ length: Math.min(500, HISTORY - sent) }, () => traffic.#sale()))
    await program.work()
    const pending = await program.rows<{ id: string }>(`select id from transaction where program_id = $1 and status = 'pending'`)
    await program.must('POST', '/transaction/approval', { ids: shuffle(next, pending).slice(0, pending.length / 2).map(({ id }) => id) })
    await program.work()
    return traffic
  }

  start(): void {
    const { workers } = this.program.installation
    this.#running = Promise.all([...[0, 1].flatMap(() => workers.map((worker) => this.#every(() => this.#work(worker)))), this.#every(() => this.#tell()), this.#every(() => this.#decide())])
  }

  /** Once something of each kind was done. */
  async stop(): Promise<void> {
    while ([...TOLD, ...DECIDED].some((kind) => !this.#done.has(kind))) await delay(5)
    this.#stopped.abort()
    await this.#running
    await this.program.work()
  }

  async closeNext(): Promise<void> {
    this.program.installation.advanceMs(20 * DAY_MS)
    await this.program.must('POST', '/period/2026-11/close', {})
    await this.program.work()
    await this.program.must('POST', '/period/2026-11/seal', {})
    this.program.installation.advanceMs(-20 * DAY_MS)
  }

  async #every(work: () => Promise<unknown>): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      await work()
      await delay(2)
    }
  }

  /** One round of a worker. Like a real one it leaves what it waited for too long to its next round. */
  async #work(worker: Installation['workers'][number]): Promise<void> {
    const { programId } = this.program
    for (const task of [processTransactions, retryWaitingTransactions, reckonAffiliates, matureCommissions, advanceClosing]) {
      await task(worker, programId).catch((error: unknown) => {
        if (!isLockTimeout(error)) throw error
      })
    }
  }

  /** Sales of this month and late ones, refunds and adjustments. */
  async #tell(): Promise<void> {
    const kind = pick(this.#next, TOLD)
    if (kind === 'sale') await this.program.accept(...Array.from({ length: 5 }, () => this.#sale()))
    if (kind === 'refund') await this.program.accept(sale(this.#name(), { type: 'refund', saleAmount: 5, relatedExternalId: `race-${1 + Math.floor(this.#next() * this.#sent)}`, transactionDate: '2026-11-15T11:00:00.000Z' }))
    if (kind === 'adjust') await this.#adjust()
    this.#done.add(kind)
  }

  async #adjust(): Promise<void> {
    const body = { affiliateId: pick(this.#next, this.#affiliates), amount: Math.round(this.#amount() * 100 - 5_000) / 100 || 1, reason: 'agreed' }
    const { status, text } = await insist(() => this.program.post('/adjustment', body))
    if (status !== 201) throw new Error(text)
  }

  async #decide(): Promise<void> {
    const verb = pick(this.#next, DECIDED)
    const status = verb === 'approve' || this.#next() < 0.5 ? 'pending' : 'approved'
    const found = await this.program.rows<{ id: string }>(
      `select id from transaction t where program_id = $1 and status = $2 and related_transaction_id is null and not exists (
         select from transaction r where r.program_id = $1 and r.related_transaction_id = t.id) order by id limit 40`, status,
    )
    if (found.length === 0) return
    const ids = shuffle(this.#next, found).slice(0, 3).map(({ id }) => id)
    const { status: answered } = await this.program.post(`/transaction/${verb === 'approve' ? 'approval' : 'rejection'}`, { ids, ...(verb === 'reject' ? { reason: 'test' } : {}) })
    if (answered === 201) this.#done.add(verb)
  }

  #sale(): ReturnType<typeof sale> {
    const at = new Date(Date.parse('2026-11-15T11:00:00.000Z') - Math.floor(this.#next() * 45 * DAY_MS)).toISOString()
    const place = { externalCustomerId: `of-${Math.floor(this.#next() * AFFILIATES)}`, transactionDate: at }
    return this.#next() < 0.5 ? sale(this.#name(), { ...place, saleAmount: this.#amount() + 0.01 }) : sale(this.#name(), { ...place, type: 'revenue', saleAmount: undefined, grossRevenue: this.#amount() - 30 })
  }

  #name(): string {
    this.#sent += 1
    return `race-${this.#sent}`
  }

  #amount(): number {
    return Math.round(this.#next() * 10_000) / 100
  }
}
