import { parseTransactions } from '../../domain/transactions/parse-transactions.ts'
import type { TransactionItem } from '../../domain/transactions/transaction-item.ts'
import { DAY_MS, type DemoPlan, shareOfDay } from './demo-plan.ts'
import type { DemoCustomer } from './make-customers.ts'
import { DEMO_PRODUCTS } from './make-terms.ts'
import type { Random } from './random.ts'

type Fields = Readonly<Record<string, unknown>>

interface Taken {
  readonly externalId: string
  readonly customer: DemoCustomer
  readonly field: 'saleAmount' | 'depositAmount'
  readonly amount: number
  readonly atMs: number
}

/** What can still be refunded or charged back. */
const REMEMBERED = 500
const PRICES = [9.9, 19.9, 49] as const

/** Writes the transactions of a day as an operator would send them, with everything that goes wrong in practice. */
export class TransactionMaker {
  readonly #plan: DemoPlan
  readonly #random: Random
  readonly #customers: DemoCustomer[] = []
  readonly #takeable: Taken[] = []
  #made = 0

  constructor(plan: DemoPlan, random: Random) {
    this.#plan = plan
    this.#random = random
  }

  makeDay(day: number, registered: readonly DemoCustomer[]): TransactionItem[] {
    this.#customers.push(...registered)
    if (this.#customers.length === 0) return []
    const fields: Fields[] = []
    for (const customer of registered) if (this.#random.chance(0.75)) fields.push(this.#first(customer))
    const wanted = shareOfDay(this.#plan.size.transactions, day)
    while (fields.length < wanted) fields.push(...this.#next(day))
    // As they happen; a client that was not sure sends one twice in a row.
    return parseTransactions(fields, (index) => String(index)).items.sort((a, b) => a.occurredAt - b.occurredAt)
  }

  /** The first thing after the registration: money in. */
  #first(customer: DemoCustomer): Fields {
    const atMs = customer.registeredAtMs + this.#random.integer(60_000, 600_000)
    if (customer.brand === 'brew-and-bean') return this.#sale(customer, atMs)
    return this.#deposit(customer, atMs)
  }

  #next(day: number): Fields[] {
    const random = this.#random
    const dice = random.fraction()
    if (dice < 0.012) return this.#takenBack(day)
    if (dice < 0.02) return [this.#broken(day)]
    const customer = this.#customers[random.integer(0, this.#customers.length - 1)]
    if (customer === undefined) return []
    const one = this.#ordinary(customer, this.#timeOf(day, customer.registeredAtMs))
    // Sent twice by a client that was not sure: no effect the second time.
    return dice > 0.995 ? [one, one] : [one]
  }

  #ordinary(customer: DemoCustomer, atMs: number): Fields {
    const random = this.#random
    if (customer.brand === 'brew-and-bean') return this.#sale(customer, atMs)
    if (random.chance(0.25)) return this.#deposit(customer, atMs)
    if (random.chance(0.08)) return { ...this.#common(customer, atMs), type: 'withdrawal', withdrawalAmount: random.amount(20, 400) }
    if (customer.brand === 'coral-trade') return { ...this.#common(customer, atMs), type: 'revenue', grossRevenue: random.amount(-20, 180) }
    const wageredAmount = random.amount(5, 900)
    // The house wins a little more often than it loses.
    const grossRevenue = Math.round(wageredAmount * (random.fraction() * 1.2 - 0.5) * 100) / 100
    const manual = random.chance(0.004) ? { fixedCommission: 5 } : {}
    return { ...this.#common(customer, atMs), type: 'revenue', wageredAmount, grossRevenue, ...(random.chance(0.1) ? { bonusAmount: random.amount(5, 50) } : {}), ...manual }
  }

  #deposit(customer: DemoCustomer, atMs: number): Fields {
    const depositAmount = this.#random.amount(10, 500)
    const common = this.#common(customer, atMs)
    this.#remember({ externalId: common.externalId, customer, field: 'depositAmount', amount: depositAmount, atMs })
    return { ...common, type: 'deposit', depositAmount, ...(customer.country === 'GB' && this.#random.chance(0.3) ? { currency: 'GBP' } : {}) }
  }

  #sale(customer: DemoCustomer, atMs: number): Fields {
    const saleAmount = this.#random.pick(PRICES)
    const common = this.#common(customer, atMs)
    this.#remember({ externalId: common.externalId, customer, field: 'saleAmount', amount: saleAmount, atMs })
    return { ...common, type: 'sale', saleAmount }
  }

  /** A refund of a sale, in full or in part; or a chargeback of a deposit. */
  #takenBack(day: number): Fields[] {
    const [taken] = this.#takeable.splice(this.#random.integer(0, Math.max(0, this.#takeable.length - 1)), 1)
    if (taken === undefined) return []
    const { customer, field, amount } = taken
    const isPart = field === 'saleAmount' && this.#random.chance(0.4)
    const returned = isPart ? Math.round(amount * 50) / 100 : amount
    const type = field === 'saleAmount' ? 'refund' : 'chargeback'
    return [{ ...this.#common(customer, this.#timeOf(day, taken.atMs)), type, relatedExternalId: taken.externalId, [field]: returned, externalProductId: undefined }]
  }

  /** What cannot be processed, or not yet. */
  #broken(day: number): Fields {
    const random = this.#random
    const customer = this.#customers[random.integer(0, this.#customers.length - 1)]
    const atMs = this.#timeOf(day, 0)
    const base = { externalId: this.#nextId(), type: 'deposit', transactionDate: new Date(atMs).toISOString(), depositAmount: random.amount(10, 100) }
    if (random.chance(0.4)) return { ...base, externalBrandId: 'closed-brand', externalCustomerId: 'nobody' }
    if (random.chance(0.5)) return { ...base, externalBrandId: customer?.brand, externalCustomerId: customer?.externalId, currency: 'JPY' }
    return { ...base, externalBrandId: 'lucky-harbor', externalCustomerId: `not-registered-${this.#made}` }
  }

  #common(customer: DemoCustomer, atMs: number): { readonly externalId: string } & Fields {
    return {
      externalId: this.#nextId(), transactionDate: new Date(atMs).toISOString(), externalBrandId: customer.brand, externalCustomerId: customer.externalId,
      externalProductId: this.#random.pick(DEMO_PRODUCTS[customer.brand]), country_code: customer.country,
    }
  }

  #nextId(): string {
    this.#made += 1
    return `demo-${this.#made}`
  }

  #remember(taken: Taken): void {
    this.#takeable.push(taken)
    if (this.#takeable.length > REMEMBERED) this.#takeable.shift()
  }

  /** A moment of the day, never before another moment. */
  #timeOf(day: number, notBeforeMs: number): number {
    const dayStartMs = this.#plan.startMs + day * DAY_MS
    const earliestMs = Math.max(dayStartMs, notBeforeMs + 1)
    return this.#random.integer(earliestMs, Math.max(earliestMs, dayStartMs + DAY_MS - 1))
  }
}
