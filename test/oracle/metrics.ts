import { addDays, monthEnd } from './calendar.ts'
import { type Case, compareEvents, keyed, type Known } from './events.ts'
import { Fraction, sum } from './fraction.ts'
import type { Metric, WindowJson } from './model.ts'
import { levelsReached, standingsOf } from './qualification.ts'

/** Events that made their customer something, by what they made it. */
export interface Milestones {
  readonly firstDeposits: ReadonlySet<Known>
  readonly qualifying: ReadonlySet<Known>
}

export function milestonesOf(input: Case): Milestones {
  const firstDeposits = new Set<Known>()
  for (const customer of input.customers.values()) {
    const first = input.events.find((known) => known.customer === customer && !known.isTakenBack && known.deposit.isPositive)
    if (first !== undefined) firstDeposits.add(first)
  }
  return { firstDeposits, qualifying: new Set(qualifications(input).values()) }
}

/** By customer, what qualified it for the plan's CPA: the event that reached the first level, or one that brought a CPA of its own. */
export function qualifications(input: Case): Map<string, Known> {
  const qualified = new Map<string, Known>()
  for (const standing of standingsOf(input)) {
    const { customer } = standing
    const own = input.events.filter((known) => known.customer === customer && !known.cpaExcluded)
    const supplied = own.find(({ suppliedCpa }) => suppliedCpa > 0n)
    const reached = levelsReached(standing, 'cpa').find(({ level }) => level === 1)?.by
    const first = [supplied, reached].filter((known) => known !== undefined).sort((a, b) => compareEvents(a.event, b.event))[0]
    if (first !== undefined) qualified.set(customer.id, first)
  }
  return qualified
}

/** What events add up to under a metric: an amount, or a count. */
export function measure(metric: Metric, events: readonly Known[], milestones: Milestones): Fraction {
  const counted = (test: (known: Known) => boolean) => Fraction.of(events.filter(test).length)
  switch (metric) {
    case 'net_revenue': return sum(events.map(({ net }) => net))
    case 'gross_revenue': return sum(events.map(({ gross }) => gross))
    case 'deposits': return sum(events.map(({ deposit }) => deposit))
    case 'sales': return sum(events.map(({ sale }) => sale))
    case 'sale_count': return counted(({ sale, isTakenBack }) => sale.isPositive && !isTakenBack)
    case 'ftd_count': return counted((known) => milestones.firstDeposits.has(known))
    case 'qualified_count': return counted((known) => milestones.qualifying.has(known))
    case 'active_customers': return Fraction.of(new Set(events.flatMap(({ customer, isTakenBack }) => (isTakenBack ? [] : (customer?.id ?? [])))).size)
  }
}

/** The events of the window that ends with a period. */
export function inWindow(input: Case, window: WindowJson, period: string, events: readonly Known[]): Known[] {
  if (window === 'period') return events.filter((known) => known.period === period)
  const upTo = events.filter((known) => known.period <= period)
  if (window === 'lifetime') return upTo
  const opens = addDays(monthEnd(period, input.program.timeZone), -window.days)
  return upTo.filter(({ countsAt }) => countsAt >= opens)
}

/** A customer's version of the world has a component of a key. */
export function hasComponent(known: Known, key: string): boolean {
  return keyed(known.version).has(key)
}
