import assert from 'node:assert/strict'
import { periodOf, periodStart } from '../../time/periods.ts'
import type { AppliesTo } from './plan-terms.ts'

/** What an assignment is narrowed to; null is not narrowed. */
export interface AssignmentScope {
  readonly affiliateId: string | null
  readonly groupId: string | null
  readonly brandId: string | null
  readonly productId: string | null
  readonly trackerId: string | null
}

export interface Assignment extends AssignmentScope {
  readonly id: string
  readonly planId: string
  readonly effectiveFrom: Date
  /** Exclusive; null = for good. */
  readonly effectiveUntil: Date | null
  readonly createdAt: Date
}

/** The customer, or the anonymous purchase, that terms are looked up for. */
export interface AssignmentSubject extends AssignmentScope {
  readonly affiliateId: string
  readonly registeredAt: Date
}

export interface LosingAssignment {
  readonly assignmentId: string
  readonly reason: 'less_specific' | 'older' | 'not_in_force' | 'other_scope'
}

export interface SelectedAssignment {
  readonly winner: Assignment | null
  readonly losers: readonly LosingAssignment[]
}

// One bit for each thing that an assignment can be narrowed to, so that its rank is one look-up.
const AFFILIATE = 1
const GROUP = 2
const BRAND = 4
const PRODUCT = 8
const TRACKER = 16

/** From most to least specific; other combinations are refused (docs/commission-rules.md, "Which plan applies"). */
const COMBINATIONS: readonly number[] = [
  AFFILIATE + BRAND + PRODUCT + TRACKER,
  AFFILIATE + BRAND + TRACKER,
  AFFILIATE + BRAND + PRODUCT,
  AFFILIATE + TRACKER,
  AFFILIATE + BRAND,
  AFFILIATE,
  GROUP + BRAND,
  GROUP,
  BRAND + PRODUCT,
  BRAND,
  0,
]

/** Whether an assignment may be narrowed to just these things together. */
export function isSupportedCombination(scope: AssignmentScope): boolean {
  return COMBINATIONS.includes(combinationOf(scope))
}

function combinationOf(scope: AssignmentScope): number {
  return (
    (scope.affiliateId === null ? 0 : AFFILIATE) +
    (scope.groupId === null ? 0 : GROUP) +
    (scope.brandId === null ? 0 : BRAND) +
    (scope.productId === null ? 0 : PRODUCT) +
    (scope.trackerId === null ? 0 : TRACKER)
  )
}

/**
 * The assignment whose plan applies: of those in force at the registration, the most specific; of equally specific ones, the newer (by
 * the date from which it is in force, then by when it was made). Every other one is named with the reason why it lost.
 */
export function selectAssignment(assignments: readonly Assignment[], subject: AssignmentSubject): SelectedAssignment {
  const winner = winningAssignment(assignments, subject)
  const losers = assignments
    .filter((assignment) => assignment !== winner)
    .map((assignment) => ({ assignmentId: assignment.id, reason: reasonOfLoss(assignment, subject, winner) }))
  return { winner, losers }
}

/** The winner of selectAssignment alone, for the many events that nobody asks an explanation of. */
export function winningAssignment(assignments: readonly Assignment[], subject: AssignmentSubject): Assignment | null {
  let winner: Assignment | null = null
  for (const assignment of assignments) {
    if (!isInScope(assignment, subject) || !isInForce(assignment, subject.registeredAt)) continue
    if (winner === null || compare(assignment, winner) < 0) winner = assignment
  }
  return winner
}

function reasonOfLoss(assignment: Assignment, subject: AssignmentSubject, winner: Assignment | null): LosingAssignment['reason'] {
  if (!isInScope(assignment, subject)) return 'other_scope'
  if (winner === null || !isInForce(assignment, subject.registeredAt)) return 'not_in_force'
  return rankOf(assignment) > rankOf(winner) ? 'less_specific' : 'older'
}

function isInScope(assignment: AssignmentScope, subject: AssignmentSubject): boolean {
  return (
    (assignment.affiliateId === null || assignment.affiliateId === subject.affiliateId) &&
    (assignment.groupId === null || assignment.groupId === subject.groupId) &&
    (assignment.brandId === null || assignment.brandId === subject.brandId) &&
    (assignment.productId === null || assignment.productId === subject.productId) &&
    (assignment.trackerId === null || assignment.trackerId === subject.trackerId)
  )
}

function isInForce(assignment: Assignment, at: Date): boolean {
  const { effectiveFrom, effectiveUntil } = assignment
  return effectiveFrom.getTime() <= at.getTime() && (effectiveUntil === null || at.getTime() < effectiveUntil.getTime())
}

/** Negative when `a` goes before `b`. */
function compare(a: Assignment, b: Assignment): number {
  return (
    rankOf(a) - rankOf(b) ||
    b.effectiveFrom.getTime() - a.effectiveFrom.getTime() ||
    b.createdAt.getTime() - a.createdAt.getTime() ||
    // Ids grow with the time they were made: the last word within a millisecond.
    (a.id > b.id ? -1 : 1)
  )
}

function rankOf(assignment: AssignmentScope): number {
  const rank = COMBINATIONS.indexOf(combinationOf(assignment))
  assert(rank >= 0, 'only supported combinations are assigned')
  return rank
}

/** What selection needs of a version; both stored rows and parsed terms have it. */
export interface SelectableVersion {
  readonly versionId: string
  readonly version: number
  readonly effectiveFrom: Date
  readonly appliesTo: AppliesTo
  /** Of `all_open` (openFromOf). */
  readonly openFrom?: Date
}

export interface LosingVersion {
  readonly versionId: string
  readonly version: number
  readonly reason: 'older' | 'not_in_force' | 'new_customers_only'
}

export interface SelectedVersion<Version> {
  readonly version: Version
  readonly losers: readonly LosingVersion[]
}

/**
 * The version of a plan that applies to an event: the one in force when the customer registered (before the first version, the first), or
 * a newer one that reaches everybody's events from its date (`from_date`) or from the beginning of that date's period (`all_open`) on.
 * There is at least one version.
 */
export function selectVersion<Version extends SelectableVersion>(
  versions: readonly Version[],
  registeredAt: Date,
  occurredAt: Date,
): SelectedVersion<Version> {
  const winner = winningVersion(versions, registeredAt, occurredAt)
  const losers = versions
    .filter((version) => version !== winner)
    .map((version) => ({ versionId: version.versionId, version: version.version, reason: reasonOfVersion(version, winner, occurredAt) }))
  return { version: winner, losers }
}

/** The winner of selectVersion alone. */
export function winningVersion<Version extends SelectableVersion>(
  versions: readonly Version[],
  registeredAt: Date,
  occurredAt: Date,
): Version {
  let first: Version | undefined
  let newest: Version | undefined
  for (const version of versions) {
    if (first === undefined || compareVersions(version, first) < 0) first = version
    if (!reaches(version, registeredAt, occurredAt)) continue
    if (newest === undefined || compareVersions(version, newest) > 0) newest = version
  }
  assert(first !== undefined, 'a plan has a version')
  return newest ?? first
}

function compareVersions(a: SelectableVersion, b: SelectableVersion): number {
  return a.effectiveFrom.getTime() - b.effectiveFrom.getTime() || a.version - b.version
}

function reaches(version: SelectableVersion, registeredAt: Date, occurredAt: Date): boolean {
  const from = version.effectiveFrom.getTime()
  if (from <= registeredAt.getTime()) return true
  return version.appliesTo !== 'new_customers' && reachOf(version).getTime() <= occurredAt.getTime()
}

/** From when on a version that reaches everybody has everybody's events. */
export function reachOf({ effectiveFrom, openFrom }: Pick<SelectableVersion, 'effectiveFrom' | 'openFrom'>): Date {
  return openFrom ?? effectiveFrom
}

/** The first moment of the period that an `all_open` version begins in, as a field to spread; nothing of other versions. */
export function openFromOf(appliesTo: AppliesTo, effectiveFrom: Date, timeZone: string): { readonly openFrom?: Date } {
  return appliesTo === 'all_open' ? { openFrom: periodStart(periodOf(effectiveFrom, timeZone), timeZone) } : {}
}

/** Why a version did not apply to an event that another one applied to. */
export function reasonOfVersion(version: SelectableVersion, winner: SelectableVersion, occurredAt: Date): LosingVersion['reason'] {
  if (compareVersions(version, winner) < 0) return 'older'
  return version.effectiveFrom.getTime() <= occurredAt.getTime() ? 'new_customers_only' : 'not_in_force'
}
