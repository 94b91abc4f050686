import type { Period } from '../../../time/periods.ts'
import type { TierMetric, TierWindow } from '../../rules/plan-terms.ts'
import type { History, HistoryTransaction } from '../component.ts'
import { type Milestones, metricAmount } from './metric-amount.ts'
import { MetricWindows } from './metric-windows.ts'
import { periodFinder } from './period-finder.ts'

export interface MeasuredHistory {
  readonly history: Pick<History, 'transactions'>
  readonly metric: TierMetric
  readonly window: TierWindow
  /** The program's; IANA name. */
  readonly timeZone: string
  readonly milestones: Milestones
  /** Which transactions count; all when left out. */
  readonly counts?: (transaction: HistoryTransaction) => boolean
}

/** The window that ends with a period; with `lifetime`, all time up to the period's end. */
export interface MeasuredWindow {
  readonly period: Period
  /** Millionths, or a count. */
  readonly value: bigint
  /**
   * The transaction, in canonical order, that first brought the window to a value of more than 0. Null when the whole window does not
   * come to it: what was reached and fell back was not reached.
   */
  reachedBy(threshold: bigint): HistoryTransaction | null
}

/** A metric of an affiliate's history in each window, ascending by period; windows in whose last period nothing happened are left out. */
export function metricOver({ history, metric, window, timeZone, milestones, counts }: MeasuredHistory): MeasuredWindow[] {
  const windows = new MetricWindows({ metric, window, timeZone, keepsSteps: true })
  const periodAt = periodFinder(timeZone)
  for (const transaction of history.transactions) {
    if (counts?.(transaction) === false) continue
    windows.add(periodAt(transaction.effectiveAt.getTime()), transaction, metricAmount(metric, transaction, milestones))
  }
  const periods = [...windows.periods()].sort()
  const values = windows.valuesOf(periods)
  return periods.map((period, index) => {
    const value = values[index] ?? 0n
    return { period, value, reachedBy: (threshold) => (value < threshold ? null : firstReaching(windows, period, threshold)) }
  })
}

function firstReaching(windows: MetricWindows, period: Period, threshold: bigint): HistoryTransaction | null {
  let sum = 0n
  for (const { transaction, amount } of windows.stepsOf(period)) {
    sum += amount
    if (sum >= threshold) return transaction
  }
  return null
}
