import type { Uuid } from '../../../ids.ts'
import { addDays, type Period, periodEndExclusive, periodOf, periodStart } from '../../../time/periods.ts'
import type { TierMetric, TierWindow } from '../../rules/plan-terms.ts'
import type { HistoryTransaction } from '../component.ts'

/** What has been counted in one period. */
interface Cell {
  sum: bigint
  /** Null: the metric does not count customers. */
  readonly customers: Set<Uuid> | null
  /** In the order in which they were counted, with what they added; null where no window cuts periods and nobody asks who reached what. */
  readonly steps: MetricStep[] | null
}

const NO_CUSTOMERS: ReadonlySet<Uuid> = new Set()
const NO_STEPS: readonly MetricStep[] = []

export interface MetricStep {
  readonly transaction: HistoryTransaction
  readonly amount: bigint
}

export interface MetricRules {
  readonly metric: TierMetric
  readonly window: TierWindow
  /** The program's; IANA name. */
  readonly timeZone: string
  /** Whether `stepsOf` will be asked. */
  readonly keepsSteps: boolean
}

/** A metric, counted in canonical order, and what it comes to in the window that ends with a period. */
export class MetricWindows {
  readonly #rules: MetricRules
  readonly #isDistinct: boolean
  readonly #keepsSteps: boolean
  readonly #cells = new Map<Period, Cell>()
  /** The one used last: transactions mostly stay in a period. */
  #last: { readonly period: Period; readonly cell: Cell } | null = null

  constructor(rules: MetricRules) {
    this.#rules = rules
    this.#isDistinct = rules.metric === 'active_customers'
    this.#keepsSteps = rules.keepsSteps || typeof rules.window === 'object'
  }

  /** Counts what a transaction adds in the period that it belongs to. */
  add(period: Period, transaction: HistoryTransaction, amount: bigint): void {
    if (amount === 0n) return
    const cell = this.#cellOf(period)
    cell.sum += amount
    if (transaction.customerId !== null) cell.customers?.add(transaction.customerId)
    cell.steps?.push({ transaction, amount })
  }

  /** The periods in which anything was counted. */
  periods(): Iterable<Period> {
    return this.#cells.keys()
  }

  /** What the windows that end with these periods come to; the periods are ascending. */
  valuesOf(periods: readonly Period[]): bigint[] {
    const { window } = this.#rules
    if (window === 'period') return periods.map((period) => this.#valueOfPeriod(period))
    if (window === 'lifetime') return this.#lifetimeValues(periods)
    return periods.map((period) => this.#valueOfDays(period, window.days))
  }

  /** The steps of the window that ends with a period, in the order in which they were counted period by period. A customer that counts once is there once. */
  *stepsOf(period: Period): Generator<MetricStep> {
    const { window, timeZone } = this.#rules
    const from = typeof window === 'object' ? this.#startOf(period, window.days) : Number.NEGATIVE_INFINITY
    const first = window === 'period' ? period : typeof window === 'object' ? periodOf(new Date(from), timeZone) : ''
    const cells = [...this.#cells].filter(([name]) => name >= first && name <= period).sort(([a], [b]) => (a < b ? -1 : 1))
    const seen = new Set<Uuid | null>()
    for (const [, { steps }] of cells) {
      for (const step of steps ?? NO_STEPS) {
        const { effectiveAt, customerId } = step.transaction
        if (effectiveAt.getTime() < from || (this.#isDistinct && seen.has(customerId))) continue
        seen.add(customerId)
        yield step
      }
    }
  }

  #cellOf(period: Period): Cell {
    if (this.#last?.period === period) return this.#last.cell
    let cell = this.#cells.get(period)
    if (cell === undefined) this.#cells.set(period, (cell = { sum: 0n, customers: this.#isDistinct ? new Set() : null, steps: this.#keepsSteps ? [] : null }))
    this.#last = { period, cell }
    return cell
  }

  #valueOfPeriod(period: Period): bigint {
    const cell = this.#cells.get(period)
    if (cell === undefined) return 0n
    return cell.customers === null ? cell.sum : BigInt(cell.customers.size)
  }

  #lifetimeValues(periods: readonly Period[]): bigint[] {
    const cells = [...this.#cells].sort(([a], [b]) => (a < b ? -1 : 1))
    const customers = new Set<Uuid>()
    let [next, sum] = [0, 0n]
    return periods.map((period) => {
      for (let entry = cells[next]; entry !== undefined && entry[0] <= period; entry = cells[++next]) {
        sum += entry[1].sum
        for (const customer of entry[1].customers ?? NO_CUSTOMERS) customers.add(customer)
      }
      return this.#isDistinct ? BigInt(customers.size) : sum
    })
  }

  /** Periods that lie in the window as a whole are taken as one; of the one that the window cuts, each step is looked at. */
  #valueOfDays(period: Period, days: number): bigint {
    const { timeZone } = this.#rules
    const from = this.#startOf(period, days)
    const first = periodOf(new Date(from), timeZone)
    const isCut = periodStart(first, timeZone).getTime() < from
    const customers = new Set<Uuid>()
    let sum = 0n
    for (const [name, cell] of this.#cells) {
      if (name < first || name > period) continue
      if (name === first && isCut) {
        for (const { transaction, amount } of cell.steps ?? NO_STEPS) {
          if (transaction.effectiveAt.getTime() < from) continue
          sum += amount
          if (transaction.customerId !== null) customers.add(transaction.customerId)
        }
      } else {
        sum += cell.sum
        for (const customer of cell.customers ?? NO_CUSTOMERS) customers.add(customer)
      }
    }
    return this.#isDistinct ? BigInt(customers.size) : sum
  }

  /** The first moment of the days of 24 hours that end with the period. */
  #startOf(period: Period, days: number): number {
    return addDays(periodEndExclusive(period, this.#rules.timeZone), -days).getTime()
  }
}
