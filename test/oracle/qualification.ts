import { addDays } from './calendar.ts'
import { type Case, componentIn, type Known } from './events.ts'
import { Fraction, sum } from './fraction.ts'
import type { Customer, RequirementsJson } from './model.ts'

/** An event of a customer with its refunds taken off. */
interface Folded {
  readonly known: Known
  readonly deposit: Fraction
  readonly net: Fraction
  readonly isDeposit: boolean
}

/** A customer's events up to one of them, and what was lost without saying of which. */
export interface Standing {
  readonly customer: Customer
  readonly events: readonly Folded[]
  readonly losses: readonly Known[]
}

export interface Reached {
  readonly customer: Customer
  /** From 1. */
  readonly level: number
  readonly by: Known
  /** In major units. */
  readonly cumulative: Fraction
}

/** What CPA sees of each customer: no excluded events, refunds at the place of what they take back from. */
export function standingsOf({ events, customers }: Pick<Case, 'events' | 'customers'>): Standing[] {
  return [...customers.values()].map((customer) => {
    const own = events.filter((known) => known.customer === customer && !known.cpaExcluded)
    const folded = own.filter(({ isTakenBack }) => !isTakenBack).map((known) => fold(known, own.filter(({ original }) => original === known)))
    return { customer, events: folded, losses: own.filter(({ isTakenBack, original }) => isTakenBack && original === null) }
  })
}

function fold(known: Known, refunds: readonly Known[]): Folded {
  const deposit = sum([known.deposit, ...refunds.map((refund) => refund.deposit)])
  return { known, deposit, net: sum([known.net, ...refunds.map((refund) => refund.net)]), isDeposit: known.deposit.isPositive && deposit.isPositive }
}

/** The levels that a customer reaches under a component, each by the event after which everything holds. */
export function levelsReached(standing: Standing, key: string): Reached[] {
  const reached: Reached[] = []
  standing.events.forEach(({ known }, index) => {
    const levels = componentIn(known.version, key, 'cpa')?.levels ?? []
    const soFar = { ...standing, events: standing.events.slice(0, index + 1) }
    for (let level = reached.length + 1; level <= levels.length; level += 1) {
      const implied = levels.slice(0, level).map(({ requirements }) => requirements ?? {})
      if (!holds(soFar, implied, known.at)) break
      reached.push({ customer: standing.customer, level, by: known, cumulative: Fraction.decimal(levels[level - 1]?.amount ?? 0) })
    }
  })
  return reached
}

/** Whether everything that a level and those below it ask for holds; of windows only the highest counts. */
export function holds(standing: Standing, implied: readonly RequirementsJson[], at: number): boolean {
  const window = implied.findLast(({ withinDays }) => withinDays !== undefined)
  return implied.every((requirements) => isMet(standing, requirements)) && (window === undefined || isInWindow(standing, window, at))
}

function isMet({ customer, events, losses }: Standing, requirements: RequirementsJson): boolean {
  const lost = (of: (known: Known) => Fraction) => sum(losses.map(of))
  const deposits = sum(events.map(({ deposit }) => deposit)).plus(lost(({ deposit }) => deposit))
  const withdrawals = sum(events.map(({ known }) => known.withdrawal)).plus(lost(({ withdrawal }) => withdrawal))
  const wagers = sum(events.map(({ known }) => known.wager)).plus(lost(({ wager }) => wager))
  const net = sum(events.map((event) => event.net)).plus(lost((known) => known.net))
  const reaches = (have: Fraction, need: number | undefined) => need === undefined || have.isAtLeast(Fraction.decimal(need))
  const { minDepositSingle, minDeposits, countries, verified } = requirements
  return (
    reaches(deposits, requirements.minDepositTotal) &&
    reaches(deposits.minus(withdrawals), requirements.minNetDeposit) &&
    reaches(wagers, requirements.minWager) &&
    reaches(net, requirements.minNetRevenue) &&
    (minDepositSingle === undefined || minDepositSingle === 0 || events.some(({ deposit }) => deposit.isAtLeast(Fraction.decimal(minDepositSingle)))) &&
    (minDeposits === undefined || events.filter(({ isDeposit }) => isDeposit).length >= minDeposits) &&
    (countries === undefined || countries.some((country) => country === customer.country)) &&
    (verified === undefined || customer.isVerified)
  )
}

function isInWindow({ customer, events }: Standing, { withinDays, withinFrom }: RequirementsJson, at: number): boolean {
  const firstDeposit = events.find(({ isDeposit }) => isDeposit)
  const origins = { registration: customer.registeredAt, click: customer.clickedAt, first_deposit: firstDeposit?.known.at ?? null }
  const opens = origins[withinFrom ?? 'registration']
  return opens !== null && at <= addDays(opens, withinDays ?? 0)
}
