import assert from 'node:assert/strict'
import type { Micros } from '../../money/amounts.ts'
import { addDays } from '../../time/periods.ts'
import type { CpaLevel, Requirements, WindowOrigin } from './plan-terms.ts'

/** Where an event stands among all events of a customer. */
export interface CanonicalPosition {
  readonly occurredAt: Date
  readonly brandId: string
  readonly externalId: string
}

/** A transaction as qualification sees it: refunds of it are already taken off its amounts. */
export interface CustomerEvent extends CanonicalPosition {
  readonly transactionId: string
  readonly deposit: Micros
  readonly withdrawal: Micros
  readonly wager: Micros
  readonly net: Micros
  readonly isDeposit: boolean
}

/** What is known of the customer now; it does not depend on the order in which events arrived. */
export interface CustomerFacts {
  readonly registeredAt: Date
  /** Null when no click brought the customer: a window that opens with the click then never opens. */
  readonly clickedAt: Date | null
  /** ISO 3166 alpha-2. */
  readonly country: string | null
  readonly isVerified: boolean
  /** A manager's decision: events from then on reach no level. */
  readonly disqualifiedFrom?: Date | null
}

/** Sums over all events up to and including `last`. */
export interface Progress {
  readonly depositTotal: Micros
  readonly depositCount: number
  readonly depositLargest: Micros
  readonly withdrawalTotal: Micros
  readonly wagerTotal: Micros
  readonly netRevenue: Micros
  readonly firstDepositAt: Date | null
  readonly last: CanonicalPosition | null
  /** Highest level reached, from 1; 0 is none. A level once reached in the fold stays; only a rebuild from history takes it away. */
  readonly levelReached: number
}

/**
 * Losses that belong to no known event (a chargeback that names no original). They count from the start, whenever they happened, so that
 * what a customer has qualified for does not depend on the order of arrival. Signed: a lost deposit of 20.00 is −20,000,000.
 */
export interface EarlyLosses {
  readonly deposit: Micros
  readonly withdrawal: Micros
  readonly wager: Micros
  readonly net: Micros
}

/** A level that an event completed. */
export interface ReachedLevel {
  /** From 1. */
  readonly level: number
  /** Cumulative; the line pays the difference to what earlier levels have paid. */
  readonly amountMinor: bigint
  readonly event: CustomerEvent
}

export interface Advance {
  readonly progress: Progress
  readonly reached: readonly ReachedLevel[]
}

const NO_LOSSES: EarlyLosses = { deposit: 0n, withdrawal: 0n, wager: 0n, net: 0n }
const NONE_REACHED: readonly ReachedLevel[] = []
const DAY_MS = 86_400_000

/** The canonical order of events: time, then brand, then external id by code unit. Counts, caps and "first" are taken in it. */
export function compareCanonical(a: CanonicalPosition, b: CanonicalPosition): number {
  return a.occurredAt.getTime() - b.occurredAt.getTime() || compareText(a.brandId, b.brandId) || compareText(a.externalId, b.externalId)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A progress that moves on in place: for long histories, where a copy for every event would be most of the work. */
export type RunningProgress = { -readonly [Name in keyof Progress]: Progress[Name] }

/** The progress of a customer without events. */
export function emptyProgress(earlyLosses: EarlyLosses = NO_LOSSES): RunningProgress {
  return {
    depositTotal: earlyLosses.deposit,
    depositCount: 0,
    depositLargest: 0n,
    withdrawalTotal: earlyLosses.withdrawal,
    wagerTotal: earlyLosses.wager,
    netRevenue: earlyLosses.net,
    firstDepositAt: null,
    last: null,
    levelReached: 0,
  }
}

/**
 * Takes one event, which must not stand before the last one in canonical order, and says which levels it completes. A level is completed
 * by an event inside its window, after the level below it or together with it (docs/commission-rules.md, "CPA").
 */
export function advance(progress: Progress, event: CustomerEvent, levels: readonly CpaLevel[], facts: CustomerFacts): Advance {
  const moved = { ...progress }
  const reached = advanceInPlace(moved, event, levels, facts)
  return { progress: moved, reached }
}

/** `advance` in place. */
export function advanceInPlace(progress: RunningProgress, event: CustomerEvent, levels: readonly CpaLevel[], facts: CustomerFacts): readonly ReachedLevel[] {
  assert(progress.last === null || compareCanonical(progress.last, event) <= 0, 'events are taken in canonical order')
  addEvent(progress, event)
  const reached = levelsReached(progress, event, levels, facts)
  progress.levelReached += reached.length
  return reached
}

/** The same over a whole history in any order. */
export function evaluate(
  events: readonly CustomerEvent[],
  facts: CustomerFacts,
  levels: readonly CpaLevel[],
  earlyLosses: EarlyLosses = NO_LOSSES,
): Advance {
  let progress = emptyProgress(earlyLosses)
  const reached: ReachedLevel[] = []
  for (const event of [...events].sort(compareCanonical)) {
    const step = advance(progress, event, levels, facts)
    progress = step.progress
    reached.push(...step.reached)
  }
  return { progress, reached }
}

function addEvent(progress: RunningProgress, event: CustomerEvent): void {
  progress.depositTotal += event.deposit
  if (event.deposit > progress.depositLargest) progress.depositLargest = event.deposit
  progress.withdrawalTotal += event.withdrawal
  progress.wagerTotal += event.wager
  progress.netRevenue += event.net
  if (event.isDeposit) {
    progress.depositCount += 1
    progress.firstDepositAt ??= event.occurredAt
  }
  progress.last = event
}

/** Whether the customer cannot qualify by an event any more. */
export function isDisqualifiedAt({ disqualifiedFrom }: CustomerFacts, { occurredAt }: CanonicalPosition): boolean {
  return disqualifiedFrom !== undefined && disqualifiedFrom !== null && occurredAt >= disqualifiedFrom
}

function levelsReached(
  progress: Progress,
  event: CustomerEvent,
  levels: readonly CpaLevel[],
  facts: CustomerFacts,
): readonly ReachedLevel[] {
  if (progress.levelReached >= levels.length || isDisqualifiedAt(facts, event)) return NONE_REACHED
  let reached: ReachedLevel[] | null = null
  for (let index = progress.levelReached; index < levels.length; index += 1) {
    const level = levels[index]
    if (level === undefined || !isMet(progress, level.requirements, facts, event.occurredAt)) break
    reached ??= []
    reached.push({ level: index + 1, amountMinor: level.amountMinor, event })
  }
  return reached ?? NONE_REACHED
}

function isMet(progress: Progress, requirements: Requirements, facts: CustomerFacts, at: Date): boolean {
  const { minDepositSingle, minDepositTotal, minNetDeposit, minWager, minNetRevenue, minDeposits, countries, verified } = requirements
  if (minDepositTotal !== undefined && progress.depositTotal < minDepositTotal) return false
  if (minDepositSingle !== undefined && progress.depositLargest < minDepositSingle) return false
  if (minNetDeposit !== undefined && netDeposit(progress) < minNetDeposit) return false
  if (minWager !== undefined && progress.wagerTotal < minWager) return false
  if (minNetRevenue !== undefined && progress.netRevenue < minNetRevenue) return false
  if (minDeposits !== undefined && progress.depositCount < minDeposits) return false
  if (countries !== undefined && !isIn(countries, facts.country)) return false
  if (verified === true && !facts.isVerified) return false
  return isInWindow(progress, requirements, facts, at)
}

function netDeposit(progress: Progress): Micros {
  return progress.depositTotal - progress.withdrawalTotal
}

function isIn(countries: readonly string[], country: string | null): boolean {
  return country !== null && countries.includes(country)
}

function isInWindow(progress: Progress, requirements: Requirements, facts: CustomerFacts, at: Date): boolean {
  if (requirements.withinDays === undefined) return true
  const end = windowEnd(progress, requirements, facts)
  return end !== null && at.getTime() <= end.getTime()
}

/** The last moment of a level's window; null when it has none or has not opened. */
export function windowEnd(progress: Progress, requirements: Requirements, facts: CustomerFacts): Date | null {
  const { withinDays, withinFrom } = requirements
  if (withinDays === undefined) return null
  const origin = windowOrigin(progress, facts, withinFrom ?? 'registration')
  return origin === null ? null : addDays(origin, withinDays)
}

function windowOrigin(progress: Progress, facts: CustomerFacts, from: WindowOrigin): Date | null {
  if (from === 'registration') return facts.registeredAt
  return from === 'click' ? facts.clickedAt : progress.firstDepositAt
}

/** How far a customer is with one requirement of a level. Amounts are millionths, days are days of 24 hours. */
export type RequirementProgress = { readonly isMet: boolean } & (
  | {
      readonly requirement: 'minDepositSingle' | 'minDepositTotal' | 'minNetDeposit' | 'minWager' | 'minNetRevenue'
      readonly have: Micros
      readonly need: Micros
    }
  | { readonly requirement: 'minDeposits'; readonly have: number; readonly need: number }
  | { readonly requirement: 'countries'; readonly have: string | null; readonly need: readonly string[] }
  | { readonly requirement: 'verified'; readonly have: boolean; readonly need: true }
)

export interface LevelProgress {
  readonly requirements: readonly RequirementProgress[]
  /** Days left in the window, started ones counted whole; 0 when it has closed, null when there is none or it has not opened. */
  readonly daysLeft: number | null
}

/** Where a customer stands with each requirement of a level, for "14.00 of 20.00 deposited, 9 days left". */
export function requirementProgress(progress: Progress, level: CpaLevel, facts: CustomerFacts, now: Date): LevelProgress {
  const { requirements } = level
  const amounts = AMOUNTS.flatMap(({ requirement, have }) => {
    const need = requirements[requirement]
    return need === undefined ? [] : [{ requirement, have: have(progress), need, isMet: have(progress) >= need }]
  })
  const end = windowEnd(progress, requirements, facts)
  const daysLeft = end === null ? null : Math.max(0, Math.ceil((end.getTime() - now.getTime()) / DAY_MS))
  return { requirements: [...amounts, ...otherRequirements(progress, requirements, facts)], daysLeft }
}

const AMOUNTS = [
  { requirement: 'minDepositSingle', have: (progress: Progress) => progress.depositLargest },
  { requirement: 'minDepositTotal', have: (progress: Progress) => progress.depositTotal },
  { requirement: 'minNetDeposit', have: netDeposit },
  { requirement: 'minWager', have: (progress: Progress) => progress.wagerTotal },
  { requirement: 'minNetRevenue', have: (progress: Progress) => progress.netRevenue },
] as const

function otherRequirements(progress: Progress, requirements: Requirements, facts: CustomerFacts): RequirementProgress[] {
  const { minDeposits, countries, verified } = requirements
  const list: RequirementProgress[] = []
  if (minDeposits !== undefined) {
    list.push({ requirement: 'minDeposits', have: progress.depositCount, need: minDeposits, isMet: progress.depositCount >= minDeposits })
  }
  if (countries !== undefined)
    list.push({ requirement: 'countries', have: facts.country, need: countries, isMet: isIn(countries, facts.country) })
  if (verified === true) list.push({ requirement: 'verified', have: facts.isVerified, need: true, isMet: facts.isVerified })
  return list
}
