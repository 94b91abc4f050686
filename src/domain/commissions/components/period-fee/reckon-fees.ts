import { divideHalfAwayFromZero } from '../../../money/amounts.ts'
import { windowKeys } from '../../../time/calendar-windows.ts'
import { type Period, periodEndExclusive, periodOf, periodStart } from '../../../time/periods.ts'
import { type Because, count, fact, minor } from '../../explanation.ts'
import { reachOf, winningVersion } from '../../rules/plan-selection.ts'
import type { PeriodFeeComponent, PlanVersionTerms } from '../../rules/plan-terms.ts'
import type { Award, ReckoningInput } from '../component.ts'

/** Time in which one version was in force, half-open, in milliseconds. */
interface Stretch {
  readonly version: PlanVersionTerms
  readonly from: number
  readonly until: number
}

/** Days of a period that were one version's. */
interface Part {
  readonly version: PlanVersionTerms
  readonly terms: PeriodFeeComponent
  readonly days: number
}

const DAY_MS = 86_400_000

/**
 * A fee for each period that has ended and in which the plan was in force for the affiliate's new customers, paid at the period's last
 * moment. A day is the program's, and counts for what was in force at its end (docs/commission-rules.md, "Period fee").
 */
export function reckonFees(input: ReckoningInput<PeriodFeeComponent>): Award[] {
  const parts = new Map<Period, Part[]>()
  const dayAt = windowKeys('day', input.program.timeZone)
  for (const stretch of stretchesOf(input)) addParts(parts, input, stretch, dayAt)
  return [...parts].map(([period, list]) => awardOf(period, list, input, dayAt)).filter((award) => award !== null)
}

/** The plan's coverage, cut where another version comes into force. */
function stretchesOf({ versions, history, now }: ReckoningInput): Stretch[] {
  const [first] = versions
  if (first === undefined) return []
  const changes = versions.flatMap((version) => [version.effectiveFrom.getTime(), reachOf(version).getTime()]).sort((a, b) => a - b)
  return history.coverage.flatMap(({ from, until }) => {
    // A plan is in force from its first version on, also where it was given to the affiliate before.
    const start = Math.max(from.getTime(), first.effectiveFrom.getTime())
    const end = Math.min(until?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime())
    const cuts = [...new Set([start, ...changes.filter((at) => at > start && at < end), end])]
    return cuts.slice(0, -1).flatMap((at, index) => {
      const next = cuts[index + 1] ?? end
      return at < next ? [{ version: winningVersion(versions, new Date(at), new Date(at)), from: at, until: next }] : []
    })
  })
}

function addParts(parts: Map<Period, Part[]>, input: ReckoningInput<PeriodFeeComponent>, { version, from, until }: Stretch, dayAt: (instantMs: number) => string): void {
  const terms = input.termsOf(version.versionId)
  if (terms === undefined) return
  const { timeZone } = input.program
  for (let at = from; at < until; ) {
    const period = periodOf(new Date(at), timeZone)
    const end = periodEndExclusive(period, timeZone).getTime()
    if (end > input.now.getTime()) return
    const days = daysBetween(dayAt(at), dayAt(Math.min(end, until)))
    if (days > 0) parts.set(period, [...(parts.get(period) ?? []), { version, terms, days }])
    at = end
  }
}

/** From the first of two days to the other, both `2026-11-21`: also the number of days that ended after an instant of the one and until one of the other. */
function daysBetween(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / DAY_MS
}

function awardOf(period: Period, parts: readonly Part[], { program: { currency, timeZone } }: ReckoningInput, dayAt: (instantMs: number) => string): Award | null {
  const last = parts.at(-1)
  if (last === undefined) return null
  const end = periodEndExclusive(period, timeZone)
  const daysOfPeriod = daysBetween(dayAt(periodStart(period, timeZone).getTime()), dayAt(end.getTime()))
  const amountMinor = last.terms.isProrated ? prorated(parts, daysOfPeriod) : last.terms.amountMinor
  return {
    key: period, versionId: last.version.versionId, occurredAt: new Date(end.getTime() - 1), period, brandId: null, customerId: null, transactionId: null,
    amountMinor, reason: amountMinor === 0n ? 'rounded_to_zero' : null,
    because: () => [fact('period', period), count('daysOfPeriod', daysOfPeriod), ...(last.terms.isProrated ? parts : [last]).map((part) => explainPart(part, currency))],
  }
}

/** Each version's amount by its days, rounded once over all of them. */
function prorated(parts: readonly Part[], daysOfPeriod: number): bigint {
  const amountDays = parts.reduce((sum, { terms, days }) => sum + terms.amountMinor * BigInt(days), 0n)
  return divideHalfAwayFromZero(amountDays, BigInt(daysOfPeriod))
}

function explainPart({ version, terms, days }: Part, currency: string): Because {
  return minor('amountPerPeriod', terms.amountMinor, currency, [count('coveredDays', days), fact('proration', terms.isProrated), count('version', version.version)])
}
