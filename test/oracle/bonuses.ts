import { monthEnd, monthOf, monthsFrom, monthStart } from './calendar.ts'
import { type Case, componentIn, versionFor } from './events.ts'
import { firstOf } from './fees.ts'
import { Fraction } from './fraction.ts'
import { inWindow, measure, milestonesOf } from './metrics.ts'
import type { Pay } from './pay.ts'

/** The bonus of every period whose window has come to the threshold, or of the first one, at the terms of the period's end. */
export function bonuses(input: Case, key: string): Pay[] {
  const { program: { timeZone }, now } = input
  const milestones = milestonesOf(input)
  const pays: Pay[] = []
  const lookedAt = periodsOf(input)
  for (const period of lookedAt) {
    const at = Math.min(monthEnd(period, timeZone) - 1, now)
    const version = versionFor(input.program, input.versions, at, at)
    const component = componentIn(version, key, 'bonus')
    if (component === undefined || (pays.length > 0 && (component.repeats ?? 'once') === 'once')) continue
    const counted = input.events.filter(({ revShareExcluded }) => component.metric === 'qualified_count' || !revShareExcluded)
    const ofPeriod = counted.filter((known) => known.period === period && !measure(component.metric, [known], milestones).isZero)
    // A period in which nothing was counted reaches nothing, whatever its window still holds.
    if (ofPeriod.length === 0) continue
    const reached = measure(component.metric, inWindow(input, component.window ?? 'period', period, counted), milestones)
    if (reached.isBelow(Fraction.decimal(component.threshold))) continue
    pays.push({ versionId: version.id, at, period, brand: null, customer: null, amount: Fraction.decimal(component.amount).rounded(input.digits) })
  }
  return pays
}

/** Periods in which something happened or the plan was in force. */
function periodsOf({ program: { timeZone }, events, history, versions, now }: Case): string[] {
  const started = firstOf(versions).effectiveFrom
  const happened = new Set(events.map(({ period }) => period))
  const first = [...happened, monthOf(started, timeZone)].sort()[0] ?? ''
  return monthsFrom(first, monthOf(now, timeZone)).filter((period) => {
    const [opens, ends] = [Math.max(monthStart(period, timeZone), started), Math.min(monthEnd(period, timeZone), now)]
    return happened.has(period) || history.coverage.some(({ from, until }) => Math.max(from, opens) < Math.min(until ?? ends, ends))
  })
}
