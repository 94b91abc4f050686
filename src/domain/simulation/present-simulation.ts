import { exactNumber, minorToText } from '../money/amounts.ts'
import { ratePpmToText } from '../money/rates.ts'
import type { Simulation } from './simulation.ts'

/**
 * A simulation as JSON text, for its stored answer and for the command line: amounts are exact numbers in major units, rates percent as text.
 */
export function presentSimulation(simulation: Simulation): string {
  const amount = (minor: bigint) => exactNumber(minorToText(minor, simulation.currency))
  const both = ({ before, after }: { readonly before: bigint; readonly after: bigint }) => ({ before: amount(before), after: amount(after), difference: amount(after - before) })
  const { carryover, worstMonth } = simulation
  return JSON.stringify({
    from: simulation.from,
    to: simulation.to,
    currency: simulation.currency,
    ...both(simulation),
    winners: simulation.winners,
    losers: simulation.losers,
    unchanged: simulation.unchanged,
    tierCrossings: simulation.tierCrossings,
    carryover: { negativeMonths: carryover.negativeMonths, exposure: amount(carryover.exposure), closings: amount(carryover.closings) },
    worstMonth: worstMonth === null ? null : { period: worstMonth.period, ...both(worstMonth) },
    affiliates: simulation.affiliates.map((affiliate) => ({
      affiliateId: affiliate.affiliateId,
      name: affiliate.name,
      ...both(affiliate),
      months: affiliate.months.map((month) => ({ period: month.period, ...both(month), closings: amount(month.closings) })),
      tiers: affiliate.tiers.map(({ ratePpm, ...tier }) => ({ ...tier, rate: ratePpmToText(ratePpm) })),
    })),
  })
}
