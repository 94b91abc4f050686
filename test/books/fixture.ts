import { readTerms } from '../../src/domain/commissions/commission-terms.ts'
import { needsOf } from '../../src/domain/commissions/reckoning/mark-affiliates.ts'
import { reckonAffiliates } from '../../src/domain/commissions/reckoning/reckon-affiliates.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { matureCommissions } from '../../src/domain/ledger/mature-commissions.ts'
import { minorFromNumberExact, minorToText } from '../../src/domain/money/amounts.ts'
import { acceptTransactions } from '../../src/domain/transactions/accept-transactions.ts'
import { approveTransactions, rejectTransactions } from '../../src/domain/transactions/decide-transactions.ts'
import { processTransactions } from '../../src/domain/transactions/process-transactions.ts'
import { readBatch } from '../../src/domain/transactions/read-batch.ts'
import { retryWaitingTransactions } from '../../src/domain/transactions/retry-waiting-transactions.ts'
import { parseTransactions } from '../../src/domain/transactions/parse-transactions.ts'
import { PayoutDesk } from '../payouts/payout-desk.ts'
import { createTestContext, type TestContext } from '../support/context.ts'

export const NOW = '2026-11-15T12:00:00.000Z'
const LONG_AGO = new Date('2020-01-01T00:00:00.000Z')

export interface Line {
  readonly affiliateId: Uuid
  readonly externalId: string | null
  readonly component: string
  readonly kind: string
  readonly amount: string
  readonly reason: string | null
  readonly period: string
  readonly level: number | null
  readonly initialStatus: string
}

/** A program with one brand, one affiliate and its plan, driven through the real verbs with items as a client sends them. */
export class Books {
  readonly context: TestContext
  readonly programId: Uuid
  readonly currency: string
  readonly brandId: Uuid = newId()
  readonly organicId: Uuid = newId()
  #affiliates = 0

  private constructor(context: TestContext, programId: Uuid, currency: string) {
    this.context = context
    this.programId = programId
    this.currency = currency
  }

  /** A program in a context; several may live in one database. */
  static async open(context: TestContext, settings: { currency?: string; deductions?: unknown[]; autoApprove?: boolean; approvalStage?: string; allowAnonymous?: boolean } = {}): Promise<Books> {
    const books = new Books(context, newId(), settings.currency ?? 'EUR')
    await books.#createProgram()
    await books.#createBrand(settings)
    return books
  }

  async #createProgram(): Promise<void> {
    const operatorId = newId()
    await this.context.db.shared(async (tx) => {
      await tx.sql({ text: 'insert into operator (id, name, created_at, updated_at) values ($1, $2, $3, $3)', values: [operatorId, `Operator ${operatorId}`, LONG_AGO] })
      await tx.sql({
        text: `insert into program (id, operator_id, name, currency, time_zone, created_at, updated_at) values ($1, $2, 'Program', $3, 'Europe/Malta', $4, $4)`,
        values: [this.programId, operatorId, this.currency, LONG_AGO],
      })
    })
    await this.context.db.inProgram(this.programId, async (tx) => {
      await tx.sql({ text: `insert into program_book (program_id, seal, matured_until) values ($1, decode(repeat('00', 32), 'hex'), $2)`, values: [this.programId, LONG_AGO] })
      await tx.sql({
        text: `insert into affiliate (program_id, number, id, name, currency, is_organic, created_at, updated_at) values ($1, (select count(*) from affiliate where program_id = $1), $2, 'Organic Tracking', $3, true, $4, $4)`,
        values: [this.programId, this.organicId, this.currency, LONG_AGO],
      })
      await tx.sql({
        text: `insert into tracker (program_id, id, affiliate_id, name, created_at, updated_at) values ($1, $2, $2, 'Organic', $3, $3)`,
        values: [this.programId, this.organicId, LONG_AGO],
      })
    })
  }

  async #createBrand(settings: { deductions?: unknown[]; autoApprove?: boolean; approvalStage?: string; allowAnonymous?: boolean }): Promise<void> {
    const setId = settings.deductions === undefined ? null : newId()
    await this.context.db.inProgram(this.programId, async (tx) => {
      if (setId !== null) {
        await tx.sql({ text: 'insert into deduction_set (program_id, id, deductions, created_at) values ($1, $2, $3, $4)', values: [this.programId, setId, JSON.stringify(settings.deductions), LONG_AGO] })
      }
      await tx.sql({
        text: `insert into brand (program_id, id, name, external_id, landing_page_url, auto_approve, approval_stage, allow_anonymous_transactions,
                                  deduction_set_id, created_at, updated_at)
               values ($1, $2, 'Bettest', 'bettest', 'https://bettest.example', $3, $4, $5, $6, $7, $7)`,
        values: [this.programId, this.brandId, settings.autoApprove ?? true, settings.approvalStage ?? 'transaction', settings.allowAnonymous ?? false, setId, LONG_AGO],
      })
    })
  }

  /** Adds an affiliate with a tracker; the tracker has the affiliate's id. */
  async affiliate(status = 'active'): Promise<Uuid> {
    const id = newId()
    this.#affiliates += 1
    await this.context.db.inProgram(this.programId, async (tx) => {
      await tx.sql({
        text: `insert into affiliate (program_id, number, id, name, currency, status, created_at, updated_at) values ($1, (select count(*) from affiliate where program_id = $1), $2, $3, $4, $5, $6, $6)`,
        values: [this.programId, id, `affiliate ${this.#affiliates}`, this.currency, status, LONG_AGO],
      })
      await tx.sql({ text: `insert into tracker (program_id, id, affiliate_id, name, created_at, updated_at) values ($1, $2, $2, 'main', $3, $3)`, values: [this.programId, id, LONG_AGO] })
    })
    return id
  }

  /** Makes a plan the program's default. */
  async defaultPlan(components: unknown[], holdDays = 0, version: { from?: string; appliesTo?: string } = {}): Promise<Uuid> {
    const planId = await this.plan(components, holdDays, version)
    await this.context.db.shared((tx) => tx.sql({ text: 'update program set default_plan_id = $2 where id = $1', values: [this.programId, planId] }))
    return planId
  }

  async plan(components: unknown[], holdDays = 0, version: { from?: string; appliesTo?: string } = {}): Promise<Uuid> {
    const planId = newId()
    await this.context.db.inProgram(this.programId, (tx) =>
      tx.sql({ text: `insert into commission_plan (program_id, id, name, currency, created_at, updated_at) values ($1, $2, 'Plan', $3, $4, $4)`, values: [this.programId, planId, this.currency, LONG_AGO] }),
    )
    await this.planVersion(planId, 1, components, holdDays, version)
    return planId
  }

  async planVersion(planId: Uuid, number: number, components: unknown[], holdDays = 0, version: { from?: string; appliesTo?: string } = {}): Promise<void> {
    await this.context.db.inProgram(this.programId, (tx) =>
      tx.sql({
        text: `insert into commission_plan_version (program_id, id, plan_id, version, effective_from, applies_to, hold_days, components, needs, created_by, created_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'test', $10)`,
        values: [this.programId, newId(), planId, number, version.from ?? LONG_AGO, version.appliesTo ?? 'new_customers', holdDays, JSON.stringify(components), needsOf(readTerms(components, this.currency, 'components')), LONG_AGO],
      }),
    )
  }

  /** Registers a customer for an affiliate (null = organic). */
  async customer(externalId: string, affiliateId: Uuid | null, facts: { registeredAt?: string; country?: string; revShareExcluded?: boolean; cpaExcluded?: boolean } = {}): Promise<Uuid> {
    const id = newId()
    const owner = affiliateId ?? this.organicId
    const registeredAt = facts.registeredAt ?? '2026-11-01T00:00:00.000Z'
    await this.context.db.inProgram(this.programId, async (tx) => {
      await tx.sql({
        text: `insert into customer (program_id, id, brand_id, external_id, registered_at, country_code, rev_share_excluded, cpa_excluded, created_by, created_at, updated_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, 'test', $5, $5)`,
        values: [this.programId, id, this.brandId, externalId, registeredAt, facts.country ?? null, facts.revShareExcluded ?? false, facts.cpaExcluded ?? false],
      })
      await tx.sql({
        text: `insert into attribution (program_id, customer_id, affiliate_id, tracker_id, brand_id, carrier, touched_at, frozen, recorded_at)
               values ($1, $2, $3, $3, $4, $5, $6, '{"affiliateName":"a","trackerName":"t","brandName":"Bettest","productName":null}', $6)`,
        values: [this.programId, id, owner, this.brandId, affiliateId === null ? 'organic' : 'click_key', registeredAt],
      })
    })
    return id
  }

  /** Takes items in as a client sends them; answers the batch id. Nothing is processed yet. */
  async accept(items: readonly Record<string, unknown>[]): Promise<Uuid> {
    const parsed = parseTransactions(items, (index) => `items.${index}`)
    const [batchId] = await this.context.db.inProgram(this.programId, (tx) =>
      acceptTransactions(tx, this.programId, [{ items: parsed.items, integrationType: 'api', createdBy: 'key:test' }], this.context.clock.now()),
    )
    if (batchId === undefined) throw new Error('no batch')
    return batchId
  }

  /** Processes everything there is to process, waiting items that are due included. */
  async process(): Promise<void> {
    for (;;) {
      const fresh = await processTransactions(this.context, this.programId)
      const waiting = await retryWaitingTransactions(this.context, this.programId)
      if (fresh.processed + waiting.processed === 0) return
    }
  }

  /** Accepts and processes; answers the state of the batch. */
  async send(...items: Record<string, unknown>[]) {
    const batchId = await this.accept(items)
    await this.process()
    return this.batch(batchId)
  }

  batch(batchId: Uuid) {
    return this.context.db.inProgram(this.programId, (tx) => readBatch(tx, this.programId, batchId))
  }

  /** Reckons everybody who is marked or due. */
  async reckon(): Promise<void> {
    while (await reckonAffiliates(this.context, this.programId));
  }

  /** `award amount` of every line of an award, with its reason if it has one, in the order they were made. */
  async awards(): Promise<string[]> {
    const rows = await this.context.db.inProgram(this.programId, (tx) =>
      tx.sql<{ component: string; key: string; amount: bigint; reason: string | null }>({
        text: `select component, award_key as key, amount_minor as amount, reason from commission where program_id = $1 and award_key is not null order by id`,
        values: [this.programId],
      }),
    )
    return rows.map(({ component, key, amount, reason }) => `${component} ${key} ${minorToText(amount, this.currency)}${reason === null ? '' : ` ${reason}`}`)
  }

  mature(): Promise<number> {
    return matureCommissions(this.context, this.programId)
  }

  async approve(...externalIds: string[]): Promise<void> {
    const transactionIds = await this.idsOf(externalIds)
    await this.context.db.inProgram(this.programId, (tx) => approveTransactions(tx, this.context.clock, { programId: this.programId, transactionIds, actor: 'user:test', reason: null }))
    await this.process()
  }

  async reject(...externalIds: string[]): Promise<void> {
    const transactionIds = await this.idsOf(externalIds)
    await this.context.db.inProgram(this.programId, (tx) => rejectTransactions(tx, this.context.clock, { programId: this.programId, transactionIds, actor: 'user:test', reason: 'test' }))
    await this.process()
  }

  /** Pays the affiliates of the transactions whatever they can be paid, in a real run. */
  async pay(...externalIds: string[]): Promise<void> {
    const rows = await this.context.db.inProgram(this.programId, async (tx) =>
      tx.sql<{ id: Uuid }>({ text: 'select distinct affiliate_id as id from transaction where program_id = $1 and id = any($2)', values: [this.programId, await this.idsOf(externalIds)] }),
    )
    await new PayoutDesk(this.context, this.programId, this.currency).payOut(rows.map(({ id }) => id).filter((id) => id !== this.organicId))
  }

  async idsOf(externalIds: readonly string[]): Promise<Uuid[]> {
    const rows = await this.context.db.inProgram(this.programId, (tx) =>
      tx.sql<{ transaction_id: Uuid }>({ text: 'select transaction_id from transaction_key where program_id = $1 and external_id = any($2)', values: [this.programId, [...externalIds]] }),
    )
    return rows.map((row) => row.transaction_id)
  }

  /** The commission lines in the order they were made. */
  async lines(): Promise<Line[]> {
    const rows = await this.context.db.inProgram(this.programId, (tx) =>
      tx.sql<{ affiliate_id: Uuid; external_id: string | null; component: string; kind: string; amount_minor: bigint; reason: string | null; period: string; level: number | null; initial_status: string }>({
        text: `select c.affiliate_id, t.external_id, c.component, c.kind, c.amount_minor, c.reason, c.period, c.level, c.initial_status
                 from commission c join transaction t on t.program_id = c.program_id and t.id = c.transaction_id
                where c.program_id = $1 order by c.id`,
        values: [this.programId],
      }),
    )
    return rows.map((row) => ({
      affiliateId: row.affiliate_id, externalId: row.external_id, component: row.component, kind: row.kind,
      amount: minorToText(row.amount_minor, this.currency), reason: row.reason, period: row.period, level: row.level, initialStatus: row.initial_status,
    }))
  }

  /** `externalId amount` of every line that is not zero, in the order they were made. */
  async earned(): Promise<string[]> {
    return (await this.lines()).filter(({ kind }) => kind !== 'zero').map(({ externalId, amount }) => `${externalId} ${amount}`)
  }

  /** An affiliate's balances in major units, as text. */
  async balance(affiliateId: Uuid): Promise<{ pending: string; payable: string }> {
    const rows = await this.context.db.inProgram(this.programId, (tx) =>
      tx.sql<{ kind: string; balance: bigint }>({ text: `select kind, credits - debits as balance from ledger_account where program_id = $1 and owner_id = $2`, values: [this.programId, affiliateId] }),
    )
    const of = (kind: string) => minorToText(rows.find((row) => row.kind === kind)?.balance ?? 0n, this.currency)
    return { pending: of('affiliate_pending'), payable: of('affiliate_payable') }
  }

  /** Its balances as if nothing had been paid: what was goes back to payable. */
  async unpaid(affiliateId: Uuid): Promise<{ pending: string; payable: string }> {
    const { pending, payable } = await this.balance(affiliateId)
    const [row] = await this.context.db.inProgram(this.programId, (tx) =>
      tx.sql<{ paid: bigint }>({ text: `select coalesce(sum(amount_minor), 0) as paid from payout where program_id = $1 and affiliate_id = $2 and status = 'settled'`, values: [this.programId, affiliateId] }),
    )
    return { pending, payable: minorToText((minorFromNumberExact(Number(payable), this.currency) ?? 0n) + (row?.paid ?? 0n), this.currency) }
  }

  /** Pending, payable and what was paid together, in minor units. */
  async total(affiliateId: Uuid): Promise<bigint> {
    const [row] = await this.context.db.inProgram(this.programId, (tx) =>
      tx.sql<{ balance: bigint }>({ text: `select coalesce(sum(credits - debits), 0) + (select coalesce(sum(amount_minor), 0) from payout where program_id = $1 and affiliate_id = $2 and status = 'settled') as balance
                 from ledger_account where program_id = $1 and owner_id = $2`, values: [this.programId, affiliateId] }),
    )
    return row?.balance ?? 0n
  }
}

export function openContext(): Promise<TestContext> {
  return createTestContext({ now: NOW })
}
