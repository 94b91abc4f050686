import type { Uuid } from '../../../ids.ts'
import { divideHalfAwayFromZero, type Micros, microsPerMinor, minorToMicros } from '../../../money/amounts.ts'
import { PPM } from '../../../money/rates.ts'
import { addMonths, type Period } from '../../../time/periods.ts'
import { type Because, count, exact, fact, instant, micros, minor, rate } from '../../explanation.ts'
import type { LineReason } from '../../line-reasons.ts'
import { winningVersion } from '../../rules/plan-selection.ts'
import type { PlanVersionTerms, SubAffiliateComponent } from '../../rules/plan-terms.ts'
import type { Award, Recruit, RecruitPeriod, ReckoningInput } from '../component.ts'

/** More recruits than these are one sum in an explanation: those with the largest shares are named. */
const MAX_EXPLAINED = 100

type Input = ReckoningInput<SubAffiliateComponent>

/** What one part of a period of a recruit is worth. */
interface Part {
  readonly recruit: Recruit
  readonly earned: RecruitPeriod
  readonly version: PlanVersionTerms
  readonly terms: SubAffiliateComponent
  readonly level: SubAffiliateComponent['levels'][number]
  /** When the months for which the recruit is shared were over; null: they were not. */
  readonly endedAt: Date | null
  /** Millionths × parts per million. */
  readonly share: bigint
}

/** What a recruit is worth in a period. */
interface RecruitShare {
  readonly parts: readonly Part[]
  /** Millionths × parts per million. */
  readonly share: bigint
  /** What counts of it: a negative one may be nothing. */
  readonly counted: bigint
}

/**
 * A share of recruits: one award for each period, Σ rate of the level × base over all recruits, rounded once. Each part of a recruit's
 * period is at the terms of the version that was in force when the recruit joined, unless a newer one reaches everybody
 * (docs/commission-rules.md, "Sub-affiliates").
 */
export function reckonRecruits(input: Input): Award[] {
  const periods = partsByPeriod(input)
  return [...periods.keys()].sort().map((period) => awardOf(input, period, sharesOf(periods.get(period) ?? [])))
}

function partsByPeriod(input: Input): Map<Period, Part[]> {
  const periods = new Map<Period, Part[]>()
  for (const recruit of input.history.recruits) {
    for (const earned of recruit.periods) {
      const part = partOf(input, recruit, earned)
      if (part === null) continue
      const parts = periods.get(earned.period)
      if (parts === undefined) periods.set(earned.period, [part])
      else parts.push(part)
    }
  }
  return periods
}

/** Null where the plan was not in force, or has nothing to say about the recruit's level. */
function partOf(input: Input, recruit: Recruit, earned: RecruitPeriod): Part | null {
  if (!isInForce(input, earned.from)) return null
  const version = winningVersion(input.versions, recruit.joinedAt, earned.from)
  const terms = input.termsOf(version.versionId)
  const level = terms?.levels[recruit.level - 1]
  if (terms === undefined || level === undefined) return null
  const end = terms.months === null ? null : addMonths(recruit.joinedAt, terms.months)
  const endedAt = end !== null && earned.from >= end ? end : null
  return { recruit, earned, version, terms, level, endedAt, share: endedAt === null ? shareOf(input, terms, level, earned) : 0n }
}

function isInForce({ versions: [first], history }: Input, at: Date): boolean {
  if (first === undefined || at < first.effectiveFrom) return false
  return history.coverage.some(({ from, until }) => from <= at && (until === null || at < until))
}

function shareOf({ program }: Input, terms: SubAffiliateComponent, level: Part['level'], earned: RecruitPeriod): bigint {
  if (terms.base === 'qualified_customer') return BigInt(earned.qualified) * minorToMicros(level.amountMinor ?? 0n, program.currency) * PPM
  return baseOf(terms, earned, program.currency) * (level.ratePpm ?? 0n)
}

function baseOf(terms: SubAffiliateComponent, earned: RecruitPeriod, currency: string): Micros {
  if (terms.base === 'net_revenue') return earned.netRevenue
  const [commission, clawbacks] = commissionOf(terms, earned)
  return minorToMicros(commission + (terms.clawbacksPropagate ? clawbacks : 0n), currency)
}

/** The commission that counts, and what was taken back of it. Minor units. */
function commissionOf({ base }: SubAffiliateComponent, earned: RecruitPeriod): readonly [bigint, bigint] {
  return base === 'revenue_share' ? [earned.revenueShare, earned.revenueShareClawbacks] : [earned.commission, earned.clawbacks]
}

function sharesOf(parts: readonly Part[]): RecruitShare[] {
  const byRecruit: ReadonlyMap<Uuid, readonly Part[]> = Map.groupBy(parts, ({ recruit }) => recruit.affiliateId)
  return [...byRecruit.values()].map((own) => {
    const share = own.reduce((sum, part) => sum + part.share, 0n)
    const propagates = own.every(({ terms }) => terms.negativesPropagate)
    return { parts: own, share, counted: share < 0n && !propagates ? 0n : share }
  })
}

function awardOf({ program: { currency } }: Input, period: Period, shares: readonly RecruitShare[]): Award {
  const sum = shares.reduce((total, { counted }) => total + counted, 0n)
  const amountMinor = divideHalfAwayFromZero(sum, PPM * microsPerMinor(currency))
  const last = shares.flatMap(({ parts }) => parts).reduce((latest, part) => (part.earned.lastAt > latest.earned.lastAt ? part : latest))
  const reason = amountMinor === 0n ? reasonOf(sum, shares) : null
  return {
    key: period, versionId: last.version.versionId, occurredAt: last.earned.lastAt, period, brandId: null, customerId: null, transactionId: null, amountMinor, reason,
    because: () => [...(reason === null ? [] : [fact('reason', reason)]), exact('beforeRounding', sum, explainShares(shares, currency))],
  }
}

function reasonOf(sum: bigint, shares: readonly RecruitShare[]): LineReason {
  if (sum !== 0n) return 'rounded_to_zero'
  if (shares.every(({ parts }) => parts.every(({ endedAt }) => endedAt !== null))) return 'recruit_months_ended'
  return shares.some(({ share }) => share < 0n) ? 'recruits_negative' : 'recruits_earned_nothing'
}

function explainShares(shares: readonly RecruitShare[], currency: string): Because[] {
  const sorted = [...shares].sort((a, b) => compareSizes(b.counted, a.counted) || compareSizes(b.share, a.share) || (recruitOf(a).affiliateId < recruitOf(b).affiliateId ? -1 : 1))
  const others = sorted.slice(MAX_EXPLAINED)
  const sum = others.reduce((total, { counted }) => total + counted, 0n)
  return [...sorted.slice(0, MAX_EXPLAINED).map((share) => explainShare(share, currency)), ...(others.length === 0 ? [] : [exact('otherRecruits', sum, [count('recruits', others.length)])])]
}

function compareSizes(a: bigint, b: bigint): number {
  const [sizeA, sizeB] = [a < 0n ? -a : a, b < 0n ? -b : b]
  return sizeA === sizeB ? 0 : sizeA < sizeB ? -1 : 1
}

function recruitOf({ parts: [first] }: RecruitShare): Recruit {
  if (first === undefined) throw new Error('a share of nothing')
  return first.recruit
}

function explainShare(shared: RecruitShare, currency: string): Because {
  const { affiliateId, joinedAt } = recruitOf(shared)
  // Not by name: explanations are kept for good, and people may have to be forgotten.
  const who = fact('recruit', affiliateId, [instant('joinedAt', joinedAt)])
  const parts = shared.parts.map((part) => exact('partOfPeriod', part.share, explainPart(part, currency)))
  return exact('recruitShare', shared.counted, [who, ...(shared.counted === shared.share ? parts : [exact('negativeShare', shared.share, parts)])])
}

function explainPart({ recruit, earned, terms, level, endedAt }: Part, currency: string): Because[] {
  const place = [instant('from', earned.from), count('level', recruit.level)]
  if (endedAt !== null) return [...place, instant('monthsEndedAt', endedAt)]
  if (terms.base === 'qualified_customer') return [...place, count('qualifiedCustomers', earned.qualified), minor('amountPerCustomer', level.amountMinor ?? 0n, currency)]
  return [...place, ...explainBase(terms, earned, currency), rate('rate', level.ratePpm ?? 0n)]
}

function explainBase(terms: SubAffiliateComponent, earned: RecruitPeriod, currency: string): Because[] {
  if (terms.base === 'net_revenue') return [micros('netRevenue', earned.netRevenue)]
  const [commission, clawbacks] = commissionOf(terms, earned)
  const name = terms.base === 'revenue_share' ? 'revenueShare' : 'commission'
  return [minor(name, commission, currency), ...(terms.clawbacksPropagate && clawbacks !== 0n ? [minor('clawbacks', clawbacks, currency)] : [])]
}
