import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { Database, WORKER_LIMITS } from '../../src/db/database.ts'
import type { SetUpResult } from '../../src/domain/operators/set-up.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import type { ProcessingDependencies } from '../../src/domain/transactions/process-transactions.ts'
import { createTestApi, type TestAnswer, type TestApi } from '../operator-api/support/test-api.ts'
import { brokenLaw } from '../simulation/laws.ts'

export const NOW = '2026-11-15T12:00:00.000Z'
const BEFORE = '2026-11-01T00:00:00.000Z'

/** Two servers and two workers on one database: what one process could serialise by itself, two cannot. */
export class Installation {
  readonly first: TestApi
  readonly second: TestApi
  /** What the two workers work with: connections of their own, as a process of the worker role has. */
  readonly workers: readonly ProcessingDependencies[]
  #turn = 0

  private constructor(first: TestApi, second: TestApi) {
    this.first = first
    this.second = second
    // A busy machine may take its time to open a connection.
    const limits = { ...WORKER_LIMITS, connectTimeoutMs: 30_000 }
    this.workers = [first, second].map(({ context }) => ({ ...context, db: new Database(context.database.appUrl, limits, () => undefined) }))
  }

  static async open(): Promise<Installation> {
    const first = await createTestApi({ now: NOW })
    return new Installation(first, await createTestApi({ now: NOW, database: first.context.database }))
  }

  /** The server whose turn it is. */
  get api(): TestApi {
    this.#turn += 1
    return this.#turn % 2 === 0 ? this.first : this.second
  }

  advanceMs(milliseconds: number): void {
    for (const { context } of [this.first, this.second]) context.clock.advanceMs(milliseconds)
  }

  async close(): Promise<void> {
    for (const { db } of this.workers) await db.close()
    await this.second.close()
    await this.first.close()
  }
}

export interface Settings {
  readonly currency?: string
  readonly test?: boolean
  readonly autoApprove?: boolean
  readonly approvalStage?: 'transaction' | 'commission'
  readonly deductions?: readonly object[]
  readonly components?: readonly object[]
  readonly holdDays?: number
}

export interface Item extends Readonly<Record<string, unknown>> {
  readonly externalId?: string
}

/** A program with one brand, one affiliate and its customer `c-1`, driven over both servers at once. */
export class RaceProgram {
  readonly installation: Installation
  readonly key: string
  readonly programId: string
  brandId = ''
  affiliateId = ''

  private constructor(installation: Installation, { apiKey, programId }: SetUpResult) {
    this.installation = installation
    this.key = apiKey
    this.programId = programId
  }

  static async make(installation: Installation, settings: Settings = {}): Promise<RaceProgram> {
    const { currency = 'EUR', test = false } = settings
    const program = new RaceProgram(installation, await installation.first.addProgram(`Race${randomUUID().slice(0, 8)}`, test, currency))
    await program.#furnish(settings)
    return program
  }

  async #furnish({ components, holdDays = 0, autoApprove, approvalStage, deductions }: Settings): Promise<void> {
    const brand = { autoApprove, approvalStage, deductions }
    const [listed] = (await this.get('/brand')).body.items
    this.brandId = listed.id
    await this.must('PATCH', `/brand/${listed.id}`, JSON.parse(JSON.stringify({ name: 'Race', ...brand })))
    this.affiliateId = (await this.must('POST', '/affiliate', { name: 'Racer', referralCode: `R${this.programId.slice(-8).toUpperCase()}` })).body.id
    if (components !== undefined) {
      const plan = await this.must('POST', '/commission-plan', { name: 'Race', version: { effectiveFrom: '2026-01-01T00:00:00Z', holdDays, components } })
      await this.must('POST', `/commission-plan/${plan.body.id}/assignment`, { affiliateId: this.affiliateId, effectiveFrom: '2026-01-01T00:00:00Z' })
    }
    await this.register('c-1')
  }

  /** Registers a customer of the affiliate. */
  register(externalId: string): Promise<TestAnswer> {
    return this.must('POST', '/customer', { externalId, externalBrandId: 'default', registrationDate: BEFORE, referralCode: `R${this.programId.slice(-8).toUpperCase()}` })
  }

  call(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<TestAnswer> {
    return this.installation.api.call(method, path, { key: this.key, headers, ...(body === undefined ? {} : { body }) })
  }

  get(path: string): Promise<TestAnswer> {
    return this.call('GET', path)
  }

  post(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<TestAnswer> {
    return this.call('POST', path, body, headers)
  }

  async must(method: string, path: string, body: unknown): Promise<TestAnswer> {
    const answer = await this.call(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer
  }

  /** Sends items in one call; answers the batch id. Nothing is processed yet. */
  async accept(...items: readonly Item[]): Promise<string> {
    const answer = await this.post('/transaction/bulk', items)
    expect(answer.status, answer.text).toBe(202)
    return answer.body.batchId
  }

  /** Sends items in one call and lets the workers finish; answers the state of the batch. */
  async send(...items: readonly Item[]) {
    const batchId = await this.accept(...items)
    await this.work()
    return this.batch(batchId)
  }

  async batch(batchId: string) {
    return (await this.get(`/transaction/batch/${batchId}`)).body
  }

  /** Both workers, at the same time, until there is nothing left that is due. */
  async work(): Promise<void> {
    for (;;) {
      await Promise.all(this.installation.workers.map((worker) => catchUp(worker, this.programId)))
      const [left] = await this.rows<{ batches: bigint }>('select count(*) as batches from transaction_batch where program_id = $1 and processed_at is null')
      if (left?.batches !== 0n) continue
      // Alone, for what one of them left to the other.
      for (const worker of this.installation.workers.slice(0, 1)) await catchUp(worker, this.programId)
      return
    }
  }

  /** Rows of this program; $1 is its id. */
  rows<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
    return this.installation.first.context.db.inProgram(this.programId, (tx) => tx.sql<Row>({ text, values: [this.programId, ...values] }))
  }

  async failures(state = 'failed') {
    return (await this.get(`/transaction/failure?state=${state}&limit=500`)).body.items
  }

  /** `externalId → net commission in cents`, of every transaction. */
  async earned(): Promise<Record<string, bigint>> {
    const rows = await this.rows<{ external_id: string; minor: bigint }>(
      `select t.external_id, coalesce(sum(c.amount_minor) filter (where not exists (
                select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected')), 0) as minor
         from transaction t left join commission c on c.program_id = $1 and c.transaction_id = t.id where t.program_id = $1 group by t.id, t.external_id`,
    )
    expect(new Set(rows.map((row) => row.external_id)).size, 'a transaction is there twice').toBe(rows.length)
    return Object.fromEntries(rows.map((row) => [row.external_id, row.minor]))
  }

  /** The affiliate's balances. */
  async balances(): Promise<{ pending: number; payable: number }> {
    const { items } = (await this.get(`/ledger/account?affiliateId=${this.affiliateId}`)).body
    const of = (kind: string) => items.find((account: { kind: string }) => account.kind === kind)?.balance ?? 0
    return { pending: of('affiliate_pending'), payable: of('affiliate_payable') }
  }

  /** What the affiliate is owed, pending or payable. */
  async owed(): Promise<number> {
    const { pending, payable } = await this.balances()
    return pending + payable
  }

  /** Every law of the books, by two independent checkers. */
  async expectLaws(): Promise<void> {
    const { context } = this.installation.first
    expect(await brokenLaw({ context, programId: this.programId })).toBeNull()
    const { laws } = await verifyBooks(context.db, this.programId)
    expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
  }
}

/** A sale of 100 by the customer `c-1`. */
export function sale(externalId: string, fields: Readonly<Record<string, unknown>> = {}): Item {
  return { externalId, type: 'sale', externalCustomerId: 'c-1', transactionDate: '2026-11-10T10:00:00.000Z', saleAmount: 100, ...fields }
}

/** How often each value is there. */
export function tally(values: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
