import { addMonths } from './calendar.ts'
import { type Case, componentIn, micros, versionFor } from './events.ts'
import { firstOf, isCovered } from './fees.ts'
import { Fraction, sum } from './fraction.ts'
import type { Recruit, RecruitPeriod, SubAffiliateJson } from './model.ts'
import type { Pay } from './pay.ts'

/** What one part of a recruit's period is worth, and whether a negative one takes away. */
interface Part {
  readonly recruit: string
  readonly period: string
  readonly share: Fraction
  readonly propagates: boolean
  readonly lastAt: number
  readonly versionId: string
}

/** A share of what recruits earned, added up over all of them and rounded once for a period. */
export function recruits(input: Case, key: string): Pay[] {
  const parts = input.history.recruits.flatMap((recruit) => recruit.periods.flatMap((earned) => partOf(input, key, recruit, earned)))
  return [...new Set(parts.map(({ period }) => period))].map((period) => {
    const ofPeriod = parts.filter((part) => part.period === period)
    const shares = [...new Set(ofPeriod.map(({ recruit }) => recruit))].map((recruit) => {
      const own = ofPeriod.filter((part) => part.recruit === recruit)
      const share = sum(own.map((part) => part.share))
      return share.isNegative && !own.every(({ propagates }) => propagates) ? Fraction.ZERO : share
    })
    const last = ofPeriod.reduce((latest, part) => (part.lastAt > latest.lastAt ? part : latest))
    return { versionId: last.versionId, at: last.lastAt, period, brand: null, customer: null, amount: sum(shares).rounded(input.digits) }
  })
}

function partOf(input: Case, key: string, recruit: Recruit, earned: RecruitPeriod): Part[] {
  if (earned.from < firstOf(input.versions).effectiveFrom || !isCovered(input, earned.from)) return []
  const version = versionFor(input.program, input.versions, recruit.joinedAt, earned.from)
  const component = componentIn(version, key, 'sub_affiliate')
  const level = component?.levels[recruit.level - 1]
  if (component === undefined || level === undefined) return []
  const isOver = component.months !== undefined && earned.from >= addMonths(recruit.joinedAt, component.months)
  const base = baseOf(input, component, earned)
  const share = component.base === 'qualified_customer' ? base.times(Fraction.decimal(level.amount ?? 0)) : base.times(Fraction.percent(level.rate ?? '0'))
  const { lastAt, period } = earned
  return [{ recruit: recruit.id, period, share: isOver ? Fraction.ZERO : share, propagates: component.negativesPropagate ?? false, lastAt, versionId: version.id }]
}

/** In major units, or a count of customers. */
function baseOf({ digits }: Case, { base = 'commission', clawbacksPropagate = true }: SubAffiliateJson, earned: RecruitPeriod): Fraction {
  const minor = (amount: bigint, takenBack: bigint) => Fraction.of(clawbacksPropagate ? amount + takenBack : amount, 10n ** BigInt(digits))
  switch (base) {
    case 'commission': return minor(earned.commission, earned.clawbacks)
    case 'revenue_share': return minor(earned.revenueShare, earned.revenueShareClawbacks)
    case 'net_revenue': return micros(earned.netRevenue)
    case 'qualified_customer': return Fraction.of(earned.qualified)
  }
}
