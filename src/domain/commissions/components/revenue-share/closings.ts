import type { Uuid } from '../../../ids.ts'
import { type Period, periodEndExclusive, periodNumber, periodOfNumber, periodStart } from '../../../time/periods.ts'
import { carryOver, type PeriodCarryover } from '../../rules/carryover.ts'
import type { Carryover, HighRollers, RevenueShareComponent } from '../../rules/plan-terms.ts'
import { type RingFence, ringFence } from '../../rules/ring-fence.ts'
import type { Award, ReckoningInput, ReckoningProgram } from '../component.ts'
import { type CappedShare, type ClosingTotal, closingTotals } from './closing-totals.ts'
import { explainCarryIn, explainClosing, explainPayDown, explainRingFence } from './explain-closings.ts'
import { type PeriodShare, periodShares } from './period-shares.ts'
import { shareKey, versionNumbers } from './reckon-shares.ts'

type ClosingInput = ReckoningInput<RevenueShareComponent>

/**
 * What the ends of periods add to a revenue share and take away (docs/commission-rules.md, "Carryover"): a negative is brought to zero and
 * forgotten, or comes off later periods; losses of high rollers are set apart. Of shares by period only: one of all time, and one above an
 * advance, carries by itself.
 */
export function closings(input: ClosingInput, awards: readonly Award[] = []): readonly Award[] {
  const shares = periodShares(input).filter(({ terms }) => hasPeriodEnds(terms))
  return poolsOf(input, capped(input, shares, awards)).flatMap((pool) => segmentsOf(input.program, pool).flatMap((segment) => closeSegment(input, pool, segment)))
}

function hasPeriodEnds({ tiers, isAboveCpa }: RevenueShareComponent): boolean {
  return tiers.window !== 'lifetime' && !isAboveCpa
}

/**
 * Whether any transaction may change the closings of a share, also one of a period that is open or positive: what was carried or set apart
 * comes off, or a part of a positive total is negative. Otherwise only a total that has ended below zero is closed. `program`: its carryover.
 */
export function closesWithEveryTransaction(terms: RevenueShareComponent, program: Carryover): boolean {
  const { mode, scope } = terms.carryover ?? program
  return hasPeriodEnds(terms) && (terms.highRollers !== null || mode === 'carry' || isSplit(scope))
}

function isSplit(scope: Carryover['scope']): boolean {
  return scope === 'brand' || scope === 'product'
}

/** What is beyond a cap stays away: base that comes off a share changes it only as far as it falls below what the cap left. */
function capped({ versions }: ClosingInput, shares: readonly PeriodShare[], awards: readonly Award[]): CappedShare[] {
  const numbers = versionNumbers(versions)
  const paid = new Map(awards.map(({ key, amountMinor }) => [key, amountMinor]))
  return shares.map((share) => {
    const mostMinor = paid.get(shareKey(share, numbers)) ?? share.amountMinor
    return { share, mostMinor: mostMinor < share.amountMinor ? mostMinor : null }
  })
}

/** Versions that say the same about negatives are added up together; one that says otherwise is by itself. */
interface Pool {
  /** Stands behind the keys of the awards; empty for the pool of the oldest version. */
  readonly suffix: string
  readonly carryover: Carryover | null
  readonly highRollers: HighRollers | null
  readonly shares: readonly CappedShare[]
}

function poolsOf({ versions, termsOf }: ClosingInput, shares: readonly CappedShare[]): Pool[] {
  const pools = new Map<string, { -readonly [Name in keyof Pool]: Pool[Name] } & { shares: CappedShare[] }>()
  const poolOf = new Map<Uuid, CappedShare[]>()
  for (const { versionId, version } of versions) {
    const terms = termsOf(versionId)
    if (terms === undefined) continue
    const { carryover, highRollers } = terms
    const name = JSON.stringify([carryover, highRollers], (_, value) => (typeof value === 'bigint' ? String(value) : value))
    const pool = pools.get(name) ?? { suffix: pools.size === 0 ? '' : `:v${version}`, carryover, highRollers, shares: [] }
    pools.set(name, pool)
    poolOf.set(versionId, pool.shares)
  }
  for (const entry of shares) poolOf.get(entry.share.versionId)?.push(entry)
  return [...pools.values()]
}

/** Periods that follow each other and add up alike. */
interface Segment {
  readonly scope: Carryover['scope']
  readonly periods: readonly { readonly period: Period; readonly terms: Carryover; readonly shares: readonly CappedShare[] }[]
}

/** A program may have changed what it says: periods that had ended keep what held. What is carried ends where totals are added up otherwise. */
function segmentsOf(program: ReckoningProgram, pool: Pool): Segment[] {
  const segments: { readonly scope: Carryover['scope']; readonly periods: Segment['periods'][number][] }[] = []
  for (const [period, shares] of Map.groupBy(pool.shares, ({ share }) => share.period)) {
    const terms = pool.carryover ?? programCarryover(program, period)
    const last = segments.at(-1)
    const entry = { period, terms, shares }
    if (last !== undefined && last.scope === terms.scope) last.periods.push(entry)
    else segments.push({ scope: terms.scope, periods: [entry] })
  }
  return segments
}

function programCarryover({ carryover, earlierCarryovers }: ReckoningProgram, period: Period): Carryover {
  return earlierCarryovers?.find(({ before }) => period < before)?.carryover ?? carryover
}

/** One total in one period of its segment. */
interface Step {
  readonly period: Period
  readonly isEnded: boolean
  readonly terms: Carryover
  readonly total: ClosingTotal
}

function closeSegment(input: ClosingInput, pool: Pool, { scope, periods }: Segment): Award[] {
  // All of the affiliate together, and none of it negative: nothing is looked at, nothing is carried.
  if (!isSplit(scope) && pool.highRollers === null && periods.every(({ shares }) => shares.every(({ share }) => share.base >= 0n && share.amountMinor >= 0n))) return []
  const chains = new Map<Uuid | null, Step[]>()
  for (const { period, terms, shares } of periods) {
    const isEnded = periodEndExclusive(period, input.program.timeZone) <= input.now
    for (const total of closingTotals(shares, scope, pool.highRollers !== null)) {
      const chain = chains.get(total.unitId)
      const step = { period, isEnded, terms, total }
      if (chain === undefined) chains.set(total.unitId, [step])
      else chain.push(step)
    }
  }
  const suffixOf = (unitId: Uuid | null): string => (isSplit(scope) ? `:${unitId ?? 'none'}` : '') + pool.suffix
  return [...chains].flatMap(([unitId, steps]) => closeChain(steps, pool.highRollers, { program: input.program, scope, suffix: suffixOf(unitId) }))
}

interface ChainContext {
  readonly program: ReckoningProgram
  readonly scope: Carryover['scope']
  readonly suffix: string
}

function closeChain(steps: readonly Step[], highRollers: HighRollers | null, context: ChainContext): Award[] {
  const fences = highRollers === null ? [] : fencesOf(steps, highRollers)
  const awards: Award[] = []
  for (const [index, fence] of fences.entries()) {
    const step = steps[index]
    if (step !== undefined && highRollers !== null) awards.push(...fenceAwards(step, fence, highRollers, context))
  }
  const totals = steps.map(({ period, isEnded, terms, total }) => ({
    month: periodNumber(period), isEnded, terms, base: total.base, amountMinor: total.amountMinor,
    earns: (base: bigint) => total.amountMinor + total.takeOff(total.base - base),
  }))
  const carried = carryOver(totals, context.program.currency)
  for (const [index, result] of carried.entries()) {
    const step = steps[index]
    const own = totals[index]
    if (step !== undefined && own !== undefined) awards.push(...carryAwards(step, own, result, context))
  }
  return awards
}

function fencesOf(steps: readonly Step[], terms: HighRollers): RingFence[] {
  return ringFence(steps.map(({ period, isEnded, total }) => ({ month: periodNumber(period), isEnded, ...total.customers() })), terms)
}

function fenceAwards(step: Step, fence: RingFence, terms: HighRollers, context: ChainContext): Award[] {
  const { total } = step
  const bases = new Map(total.customers().customers.map(({ customerId, base }) => [customerId, base]))
  const awardOf = (name: 'pay-down' | 'ring-fence', customerId: Uuid, amount: bigint): Award => {
    const before = total.amountMinor
    const amountMinor = name === 'pay-down' ? total.takeOffCustomer(customerId, amount) : total.giveBack(customerId, amount)
    const facts = { customerId, base: bases.get(customerId) ?? 0n, amount, aggregate: fence.aggregate, before, amountMinor, currency: context.program.currency }
    const because = () => (name === 'pay-down' ? explainPayDown(facts) : explainRingFence(facts, terms, periodAfter(step.period, terms.expiryMonths)))
    return { ...awardAt(step, context, name === 'pay-down' ? 'start' : 'end'), key: `${name}:${step.period}:${customerId}${context.suffix}`, customerId, amountMinor, because }
  }
  return [
    ...fence.paidDown.map(({ customerId, base }) => awardOf('pay-down', customerId, base)),
    ...fence.fenced.map(({ customerId, base }) => awardOf('ring-fence', customerId, base)),
  ].filter(({ amountMinor }) => amountMinor !== 0n)
}

function carryAwards(step: Step, own: { readonly base: bigint; readonly amountMinor: bigint }, result: PeriodCarryover, context: ChainContext): Award[] {
  const { currency } = context.program
  const awards: Award[] = []
  if (result.carryInMinor !== 0n) {
    awards.push({ ...awardAt(step, context, 'start'), key: `carry-in:${step.period}${context.suffix}`, amountMinor: result.carryInMinor, because: () => explainCarryIn(own, result, currency) })
  }
  if (result.closingMinor !== 0n) {
    const name = step.terms.mode === 'reset' ? 'reset' : 'carry-out'
    awards.push({ ...awardAt(step, context, 'end'), key: `${name}:${step.period}${context.suffix}`, amountMinor: result.closingMinor, because: () => explainClosing(own, result, currency) })
  }
  return awards
}

/** What comes into a period does so with its first moment; what closes it is of its last millisecond, so that it is the period's own. */
function awardAt({ period, total }: Step, { program, scope }: ChainContext, at: 'start' | 'end'): Omit<Award, 'key' | 'amountMinor' | 'because'> {
  return {
    versionId: total.versionId,
    occurredAt: at === 'start' ? periodStart(period, program.timeZone) : new Date(periodEndExclusive(period, program.timeZone).getTime() - 1),
    period,
    brandId: scope === 'brand' ? total.unitId : null,
    customerId: null,
    transactionId: null,
    reason: null,
  }
}

/** The last period in which something of this one still counts; null when it always does. */
function periodAfter(period: Period, months: number | null): Period | null {
  return months === null ? null : periodOfNumber(periodNumber(period) + months)
}
