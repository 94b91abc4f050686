import type { Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { advanceClosing } from '../../src/domain/periods/advance-closing.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import type { PeriodKind } from '../../src/domain/time/statement-periods.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import type { TestDatabase } from '../support/database.ts'
import { brokenStatements } from './statement-laws.ts'

/** A test program on its own clock, from Malta, with a brand and what finance does at the end of a month. */
export class ClosingDesk {
  readonly api: TestApi
  readonly brandId: Uuid
  #sent = 0

  private constructor(api: TestApi, brandId: Uuid) {
    this.api = api
    this.brandId = brandId
  }

  static async open(now: string, components: readonly object[] = [{ type: 'percent_of_sale', rate: '10' }], holdDays = 0, options: { database?: TestDatabase } = {}): Promise<ClosingDesk> {
    const api = await createTestApi({ now, isTestProgram: true, ...options })
    await api.post('/program/test-clock', { now })
    const brand = await api.post('/brand', { name: 'Shop', externalId: 'shop', landingPageUrl: 'https://shop.example' })
    const plan = await api.post('/commission-plan', { name: 'Ours', currency: 'EUR', version: { effectiveFrom: '2020-01-01T00:00:00Z', holdDays, components } })
    if (plan.status !== 201) throw new Error(plan.text)
    await api.post(`/commission-plan/${plan.body.id}/assignment`, { brandId: brand.body.id, effectiveFrom: '2020-01-01T00:00:00Z' })
    return new ClosingDesk(api, brand.body.id)
  }

  /** An affiliate with one customer; both have the name. */
  async affiliate(name: string, registrationDate = '2026-01-01T00:00:00Z'): Promise<Uuid> {
    const { body } = await this.api.post('/affiliate', { name, referralCode: name.toUpperCase() })
    const customer = await this.api.post('/customer', { externalBrandId: 'shop', externalId: name, registrationDate, referralCode: name.toUpperCase() })
    if (customer.status >= 300) throw new Error(customer.text)
    return body.id
  }

  /** A sale of the affiliate's customer, or whatever `rest` makes of it; answers its external id. */
  async sale(customer: string, saleAmount: number, occurredAt: string, rest: object = {}): Promise<string> {
    this.#sent += 1
    const externalId = `T${this.#sent}`
    const item = { externalBrandId: 'shop', externalCustomerId: customer, externalId, type: 'sale', saleAmount, transactionDate: occurredAt, ...rest }
    const { status, text } = await this.api.post('/transaction', item)
    if (status >= 300) throw new Error(text)
    await this.work()
    return externalId
  }

  /** Does what workers would. */
  work(): Promise<void> {
    return catchUp(this.api.context, this.api.program.programId)
  }

  clock(now: string) {
    return this.api.post('/program/test-clock', { now })
  }

  /** Steps of closing until it stops of itself. */
  async advance(): Promise<void> {
    while (await advanceClosing(this.api.context, this.api.program.programId));
  }

  /** Closes and seals a period. */
  async close(name: string): Promise<void> {
    const closing = await this.api.post(`/period/${name}/close`)
    if (closing.status !== 202) throw new Error(closing.text)
    await this.work()
    const sealed = await this.api.post(`/period/${name}/seal`)
    if (sealed.status !== 200) throw new Error(sealed.text)
  }

  /** Closes and seals all that have ended, in their order; answers their names. */
  async closeEnded(): Promise<string[]> {
    const { items } = (await this.api.get('/period?limit=500')).body
    const { now } = (await this.api.get('/program')).body
    const ended = items.filter(({ status, until }: { status: string; until: string }) => status === 'open' && until <= now).reverse()
    for (const { id } of ended) await this.close(id)
    return ended.map(({ id }: { id: string }) => id)
  }

  async patchKind(periodKind: PeriodKind): Promise<void> {
    const { status, text } = await this.api.patch('/program', { periodKind })
    if (status !== 200) throw new Error(text)
  }

  /** The statement of an affiliate for a period. */
  async statement(affiliateId: Uuid, period: string) {
    return (await this.api.get(`/statement?affiliateId=${affiliateId}&period=${period}`)).body.items[0]
  }

  /** What does not hold of the books, and of the statements. */
  async offenders(): Promise<string[]> {
    const { laws } = await verifyBooks(this.api.context.db, this.api.program.programId)
    return [...laws.flatMap(({ law, offender }) => (offender === null ? [] : [`${law}: ${offender}`])), ...(await brokenStatements(this.api.context.db, this.api.program.programId))]
  }

  /** Rows of the program; $1 is its id. */
  rows<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
    return this.api.context.db.inProgram(this.api.program.programId, (tx) => tx.sql<Row>({ text, values: [this.api.program.programId, ...values] }))
  }
}
