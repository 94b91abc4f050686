import { type Period, periodEndExclusive, periodOf, periodStart } from '../../../time/periods.ts'
import { type Because, count, fact, instant, micros, minor } from '../../explanation.ts'
import { winningVersion } from '../../rules/plan-selection.ts'
import type { BonusComponent, TierMetric, TierWindow } from '../../rules/plan-terms.ts'
import type { Award, HistoryTransaction, ReckoningInput } from '../component.ts'
import { firstCpaLevels, qualifications } from '../cpa/qualified.ts'
import { firstDepositsOf, type Milestones, NO_MILESTONES } from '../metrics/metric-amount.ts'
import { type MeasuredWindow, metricOver } from '../metrics/metric-over.ts'
import { periodFinder } from '../metrics/period-finder.ts'
import { COUNT_METRICS } from '../read-metric.ts'

type BonusInput = ReckoningInput<BonusComponent>

/** A bonus of one period: the terms that were in force at its end, and what the window that ends with it came to. */
interface Measured {
  readonly period: Period
  readonly versionId: string
  readonly terms: BonusComponent
  readonly window: MeasuredWindow | undefined
}

/**
 * Bonuses by period: the amount in each whose window has reached the threshold, or in the first of them; for the periods that have ended and
 * have not reached it, one of zero (docs/commission-rules.md, "Bonus").
 */
export function reckonBonuses(input: BonusInput): Award[] {
  const windowOf = measure(input)
  const awards: Award[] = []
  let hasPaid = false
  for (const period of periodsOf(input)) {
    const end = periodEndExclusive(period, input.program.timeZone).getTime()
    const at = new Date(Math.min(end - 1, input.now.getTime()))
    const { versionId } = winningVersion(input.versions, at, at)
    const terms = input.termsOf(versionId)
    if (terms === undefined || (hasPaid && terms.repeats === 'once')) continue
    const measured = { period, versionId, terms, window: windowOf(terms, period) }
    const reachedBy = measured.window?.reachedBy(terms.threshold) ?? null
    if (reachedBy !== null) {
      hasPaid = true
      awards.push(paid(input, measured, reachedBy))
    } else if (end <= input.now.getTime()) awards.push(unpaid(input, measured, end))
  }
  return awards
}

/** Ascending: the periods that have something of the affiliate in them, and those that the plan was in force for. */
function periodsOf({ history, versions, program: { timeZone }, now }: BonusInput): Period[] {
  const [first] = versions
  if (first === undefined) return []
  const periods = new Set<Period>()
  const periodAt = periodFinder(timeZone)
  for (const { effectiveAt } of history.transactions) periods.add(periodAt(effectiveAt.getTime()))
  for (const { from, until } of history.coverage) {
    const last = Math.min(until?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime())
    for (let at = Math.max(from.getTime(), first.effectiveFrom.getTime()); at < last; ) {
      const period = periodOf(new Date(at), timeZone)
      periods.add(period)
      at = periodEndExclusive(period, timeZone).getTime()
    }
  }
  return [...periods].sort()
}

/** Looks up what a window came to. Versions mostly count the same, so each metric and window is counted once. */
function measure(input: BonusInput): (terms: BonusComponent, period: Period) => MeasuredWindow | undefined {
  const counted = new Map<string, ReadonlyMap<Period, MeasuredWindow>>()
  return ({ metric, window }, period) => {
    const name = `${metric} ${typeof window === 'object' ? window.days : window}`
    let windows = counted.get(name)
    if (windows === undefined) counted.set(name, (windows = new Map(windowsOf(input, metric, window).map((measured) => [measured.period, measured]))))
    return windows.get(period)
  }
}

function windowsOf({ history, versions, program: { timeZone } }: BonusInput, metric: TierMetric, window: TierWindow): MeasuredWindow[] {
  const milestones: Milestones = {
    firstDeposits: metric === 'ftd_count' ? firstDepositsOf(history) : NO_MILESTONES,
    qualifying: metric === 'qualified_count'
      ? new Set([...qualifications(history, firstCpaLevels(versions)).values()].flatMap(({ qualifiedBy }) => qualifiedBy?.transactionId ?? []))
      : NO_MILESTONES,
  }
  // Who has qualified has been decided without those who are excluded from CPA; all else is counted without those excluded from shares.
  const counts = ({ revShareExcluded }: HistoryTransaction) => metric === 'qualified_count' || !revShareExcluded
  return metricOver({ history, metric, window, timeZone, milestones, counts })
}

function paid(input: BonusInput, measured: Measured, reachedBy: HistoryTransaction): Award {
  const { currency, timeZone } = input.program
  const { period, versionId, terms } = measured
  // A window of days may have been full already when the period began.
  const earliest = periodStart(period, timeZone).getTime()
  return {
    key: period, versionId, occurredAt: new Date(Math.max(reachedBy.effectiveAt.getTime(), earliest)), period, brandId: null, customerId: null,
    transactionId: reachedBy.id, amountMinor: terms.amountMinor, reason: null,
    because: () => [minor('bonus', terms.amountMinor, currency, [...explainWindow(measured), explainReaching(reachedBy)])],
  }
}

function unpaid(input: BonusInput, measured: Measured, endMs: number): Award {
  const { period, versionId } = measured
  return {
    key: period, versionId, occurredAt: new Date(endMs - 1), period, brandId: null, customerId: null, transactionId: null,
    amountMinor: 0n, reason: 'threshold_not_reached', because: () => [minor('bonus', 0n, input.program.currency, explainWindow(measured))],
  }
}

function explainWindow({ period, terms: { metric, window, threshold }, window: measured }: Measured): Because[] {
  const value = (name: string, units: bigint) => (COUNT_METRICS.has(metric) ? count(name, units) : micros(name, units))
  return [
    fact('metric', metric), fact('period', period), typeof window === 'object' ? count('windowDays', window.days) : fact('window', window),
    value('metricValue', measured?.value ?? 0n), value('threshold', threshold),
  ]
}

function explainReaching({ id, externalId, occurredAt }: HistoryTransaction): Because {
  return fact('reachedBy', externalId ?? id, [fact('transactionId', id), instant('transactionDate', occurredAt)])
}
