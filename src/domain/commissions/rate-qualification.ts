import { arrayLiteral } from '../../db/bulk.ts'
import type { Uuid } from '../ids.ts'
import type { CustomerTerms } from '../transactions/read-surroundings.ts'
import { takesBack } from '../transactions/transaction-item.ts'
import { type HistoryRecord, readHistory, type TransactionRecord } from '../transactions/transaction-record.ts'
import type { CommissionLine } from './commission-line.ts'
import { LEVEL_MOVED, levelTargets, reachLevels } from './components/cpa/qualified.ts'
import { entersQualification, eventOf, factsOf } from './customer-events.ts'
import { draftLine } from './draft-line.ts'
import { type PostedLine, readPostedLines } from './posted-lines.ts'
import { type RatedTransaction, type RatingState, versionOf } from './rating-state.ts'
import type { CpaLevel, PlanVersionTerms } from './rules/plan-terms.ts'
import { advance, compareCanonical, type CustomerEvent, emptyProgress, isDisqualifiedAt, type Progress, type ReachedLevel, windowEnd } from './rules/qualification.ts'
import { saveStandings, type Standing, standingKey } from './standings.ts'

interface QualificationWork {
  readonly customer: CustomerTerms
  readonly planId: Uuid
  readonly component: string
  /** This step's transactions of the customer under the plan. */
  readonly fresh: TransactionRecord[]
  /** Transactions whose effect ends in this step (rejected). */
  readonly removed: Set<Uuid>
  /** Every transaction of the customer that was read so far, by id. */
  readonly known: Map<Uuid, HistoryRecord>
  /** What a correction is about that no transaction of this step causes. */
  readonly cause?: HistoryRecord
}

export interface QualificationOutcome {
  /** Why a transaction that took part earned nothing from the CPA, by transaction. */
  readonly reasons: Map<Uuid, string>
}

/**
 * CPA: a customer is worth the amount of the highest level it has reached, decided over its events in canonical order. Events
 * that come in that order move the stored progress on; one that comes late, takes something back or is removed makes the
 * progress be rebuilt from history. Lines post the difference per level, in the period of the event that reached it.
 */
export async function rateQualification(state: RatingState, entries: readonly OpenStanding[]): Promise<QualificationOutcome> {
  const outcome: QualificationOutcome = { reasons: new Map() }
  for (let start = 0; start < entries.length; start += CUSTOMERS_AT_ONCE) {
    const chunk = entries.slice(start, start + CUSTOMERS_AT_ONCE)
    await readHistories(state, chunk.filter(({ isRebuilt }) => isRebuilt))
    const differences = chunk.flatMap((entry) => rateCustomer(state, entry, outcome))
    await postDifferences(state, differences)
  }
  const changed = entries.filter(({ isChanged }) => isChanged)
  state.step.tx.defer(saveStandings(state.step, changed.map(({ work: { customer, planId, component }, standing }) => ({ customerId: customer.id, planId, component, standing }))))
  return outcome
}

/** Opens where the customers of a set stand. `removed`: transactions whose effect ends, with the CPA lines rejected for them. */
export function openQualification(
  state: RatingState, rated: readonly RatedTransaction[], removed: ReadonlySet<Uuid> = new Set(), rejected: readonly RejectedCpa[] = [],
): OpenStanding[] {
  const work = qualificationWork(state, rated, removed)
  for (const line of rejected) unpay(state.standings, line)
  return [...work].map(([key, entry]) => openStanding(entry, state.standings.get(key)))
}

/**
 * Works a customer's qualification through again under every CPA it has met, because what is known of it has changed. `causes`: by plan, what
 * the corrections are about.
 */
export function reopenQualification(state: RatingState, customer: CustomerTerms, causes: ReadonlyMap<Uuid, HistoryRecord>): OpenStanding[] {
  return [...state.standings].flatMap(([key, standing]) => {
    const [customerId, planId = '', component = ''] = key.split(':')
    const cause = causes.get(planId)
    if (customerId !== customer.id || cause === undefined) return []
    const work: QualificationWork = { customer, planId, component, fresh: [], removed: new Set(), known: new Map(), cause }
    return [{ work, standing, events: [], isRebuilt: true, history: [], isChanged: false }]
  })
}

/** Customers whose histories are held in memory together. */
const CUSTOMERS_AT_ONCE = 500

/** A customer's standing, opened for this step. */
export interface OpenStanding {
  readonly work: QualificationWork
  readonly standing: Standing
  readonly events: readonly CustomerEvent[]
  /** The progress cannot be moved on, it has to be rebuilt from history. */
  readonly isRebuilt: boolean
  /** All transactions of the customer under the plan; read only for a rebuild. */
  history: readonly HistoryRecord[]
  isChanged: boolean
}

function openStanding(work: QualificationWork, stored: Standing | undefined): OpenStanding {
  const standing = stored ?? { progress: emptyProgress(), reached: [], paid: [], supplied: 0n, versionId: null }
  const events = work.fresh.filter((record) => !takesBack(record.type)).map(eventOf).sort(compareCanonical)
  const ratedBefore = standing.versionId
  const isOtherVersion = hasNewVersion(work, standing)
  const isRebuilt = isOtherVersion || work.removed.size > 0 || events.length < work.fresh.length || isLate(standing, events)
  return { work, standing, events, isRebuilt, history: [], isChanged: standing.versionId !== ratedBefore }
}

/** A CPA line that was rejected: what it paid is not paid any more. */
export interface RejectedCpa {
  readonly customerId: Uuid
  readonly planId: Uuid
  readonly component: string
  readonly level: number
  readonly amountMinor: bigint
}

function unpay(standings: ReadonlyMap<string, Standing>, line: RejectedCpa): void {
  const standing = standings.get(standingKey(line.customerId, line.planId, line.component))
  if (standing !== undefined) standing.paid[line.level - 1] = (standing.paid[line.level - 1] ?? 0n) - line.amountMinor
}

function qualificationWork(state: RatingState, rated: readonly RatedTransaction[], removed: ReadonlySet<Uuid>): Map<string, QualificationWork> {
  const work = new Map<string, QualificationWork>()
  const keys = new Map<Uuid, ReadonlySet<string>>()
  for (const { record, customer } of rated) {
    const version = versionOf(state, record)
    if (version === undefined || customer === null || !entersQualification(record)) continue
    const components = keys.get(version.planId) ?? cpaKeys(state, version.planId)
    keys.set(version.planId, components)
    for (const component of components) {
      const key = standingKey(customer.id, version.planId, component)
      const known: QualificationWork = work.get(key) ?? { customer, planId: version.planId, component, fresh: [], removed: new Set(), known: new Map() }
      known.known.set(record.id, record)
      if (removed.has(record.id)) known.removed.add(record.id)
      else known.fresh.push(record)
      work.set(key, known)
    }
  }
  return work
}

/** The CPAs of a plan, of whatever version: what a customer does under a version that has none counts towards the others'. */
function cpaKeys(state: RatingState, planId: Uuid): Set<string> {
  const keys = new Set<string>()
  for (const version of state.versions.values()) {
    if (version.planId !== planId) continue
    for (const component of version.inFlight) if (component.type === 'cpa') keys.add(component.key)
  }
  return keys
}

/** Brings a customer's standing up to date; answers what its lines have to change by. */
function rateCustomer(state: RatingState, entry: OpenStanding, outcome: QualificationOutcome): LevelDifference[] {
  const { work, standing, events, isRebuilt } = entry
  const suppliedBefore = standing.supplied
  for (const record of work.fresh) standing.supplied += record.suppliedCpaMinor
  for (const id of work.removed) standing.supplied -= work.known.get(id)?.suppliedCpaMinor ?? 0n
  const reached = isRebuilt ? rebuild(state, entry) : moveOn(state, work, standing, events)
  for (const event of events) {
    if (levelsFor(state, work, event.transactionId).length > 0) outcome.reasons.set(event.transactionId, notQualifiedReason(state, work, standing, event))
  }
  if (reached === null && standing.supplied === suppliedBefore) return []
  entry.isChanged = true
  const differences = levelDifferences(work, standing, reached ?? [])
  recordQualification(state, work, standing, reached ?? [], isRebuilt)
  return differences
}

function isLate(standing: Standing, events: readonly CustomerEvent[]): boolean {
  const [first] = events
  return first !== undefined && standing.progress.last !== null && compareCanonical(first, standing.progress.last) < 0
}

/** Settled customers are not counted on, so the levels of another version need the whole history. */
function hasNewVersion(work: QualificationWork, standing: Standing): boolean {
  const before = standing.versionId ?? work.fresh[0]?.planVersionId ?? null
  standing.versionId = work.fresh.at(-1)?.planVersionId ?? before
  return work.fresh.some(({ planVersionId }) => planVersionId !== before)
}

/** Takes events in order. Null when nothing about the standing changed (complete, or every window closed). */
function moveOn(state: RatingState, work: QualificationWork, standing: Standing, events: readonly CustomerEvent[]): ReachedLevel[] | null {
  const facts = factsOf(work.customer)
  const reached: ReachedLevel[] = []
  let isChanged = false
  for (const event of events) {
    const levels = levelsFor(state, work, event.transactionId)
    if (isSettled(standing.progress, levels, work, event)) continue
    const step = advance(standing.progress, event, levels, facts)
    standing.progress = step.progress
    isChanged = true
    for (const level of step.reached) {
      standing.reached[level.level - 1] = level.amountMinor
      reached.push(level)
    }
  }
  return isChanged ? reached : null
}

/** Nothing that happens from this event on can reach another level. */
function isSettled(progress: Progress, levels: readonly CpaLevel[], work: QualificationWork, event: CustomerEvent): boolean {
  const next = levels[progress.levelReached]
  if (next === undefined) return true
  const end = windowEnd(progress, next.requirements, factsOf(work.customer))
  return end !== null && event.occurredAt > end
}

/** Reads all transactions of the customers under their plans, in one statement. */
async function readHistories(state: RatingState, entries: readonly OpenStanding[]): Promise<void> {
  if (entries.length === 0) return
  const stored = await readHistory(
    state.step.tx, state.step.program.id, 'qualification',
    `t.customer_id = any($2::uuid[]) and t.plan_id = any($3::uuid[]) and t.applied_sequence is not null and t.removed_sequence is null
     and t.unpaid_reason is null and not t.cpa_excluded`,
    [arrayLiteral([...new Set(entries.map(({ work }) => work.customer.id))]), arrayLiteral([...new Set(entries.map(({ work }) => work.planId))])],
  )
  const byCustomer = Map.groupBy(stored, (record) => `${record.customerId}:${record.planId}`)
  for (const entry of entries) entry.history = byCustomer.get(`${entry.work.customer.id}:${entry.work.planId}`) ?? []
}

/** Works the whole history through again: the stored transactions of the customer under the plan, and this step's. */
function rebuild(state: RatingState, { work, standing, history }: OpenStanding): readonly ReachedLevel[] {
  const fresh = new Set(work.fresh.map(({ id }) => id))
  const records = [...history.filter(({ id }) => !fresh.has(id) && !work.removed.has(id)), ...work.fresh]
  for (const record of history) if (!work.known.has(record.id)) work.known.set(record.id, record)
  const { reached, progress } = reachLevels(records, factsOf(work.customer), (transactionId) => levelsFor(state, work, transactionId))
  standing.progress = progress
  standing.reached = reached.map(({ amountMinor }) => amountMinor)
  return reached
}

/** The levels of the version that rates an event. */
function levelsFor(state: RatingState, work: QualificationWork, transactionId: Uuid): readonly CpaLevel[] {
  const versionId = work.known.get(transactionId)?.planVersionId ?? null
  const component = (versionId === null ? undefined : state.versions.get(versionId))?.inFlight.find(({ key }) => key === work.component)
  return component?.type === 'cpa' ? component.levels : []
}

/** What the lines of a level have to change by. Minor units. */
interface LevelDifference {
  readonly work: QualificationWork
  readonly level: number
  readonly totalBefore: bigint
  readonly totalAfter: bigint
  /** The event that reached the level, where one did. */
  readonly event: CustomerEvent | undefined
}

function levelDifferences(work: QualificationWork, standing: Standing, reached: readonly ReachedLevel[]): LevelDifference[] {
  const targets = levelTargets(standing.reached, standing.supplied)
  return Array.from({ length: Math.max(targets.length, standing.paid.length) }, (_, index) => {
    const [totalBefore, totalAfter] = [standing.paid[index] ?? 0n, targets[index] ?? 0n]
    standing.paid[index] = totalAfter
    return { work, level: index + 1, totalBefore, totalAfter, event: reached.find(({ level }) => level === index + 1)?.event }
  }).filter((difference) => difference.totalBefore !== difference.totalAfter || mayChangeHands(difference))
}

/** Of a customer whose events are of several affiliates: an event that came late may show that another of them reached the level. */
function mayChangeHands({ work, totalBefore, totalAfter, event }: LevelDifference): boolean {
  if (event === undefined || totalBefore <= 0n || totalAfter <= 0n) return false
  const [first, ...others] = work.known.values()
  return others.some(({ affiliateId }) => affiliateId !== first?.affiliateId)
}

async function postDifferences(state: RatingState, differences: readonly LevelDifference[]): Promise<void> {
  const lost = differences.filter((difference) => difference.totalAfter < difference.totalBefore || mayChangeHands(difference))
  const posted = await readLevelLines(state, lost)
  const drafted = Map.groupBy(lost.length === 0 ? [] : state.lines.filter(({ level }) => level !== null), ({ customerId }) => customerId)
  for (const difference of differences) {
    const { id } = difference.work.customer
    const lines = [...(posted.get(id) ?? []), ...(drafted.get(id) ?? [])]
    if (mayChangeHands(difference) && isElsewhere(difference, lines)) {
      reverseLevel(state, { ...difference, totalAfter: 0n }, lines, LEVEL_MOVED)
      postLevel(state, { ...difference, totalBefore: 0n })
    } else if (difference.totalAfter > difference.totalBefore) postLevel(state, difference)
    else if (difference.totalAfter < difference.totalBefore) reverseLevel(state, difference, lines)
  }
}

/** Whether the level was paid to another affiliate than the one whose event reached it. */
function isElsewhere({ work, level, event }: LevelDifference, lines: readonly LevelLine[]): boolean {
  const holder = holderOf(work, level, lines)
  const owner = event === undefined ? undefined : work.known.get(event.transactionId)
  return holder !== undefined && owner !== undefined && holder.affiliateId !== owner.affiliateId
}

/** The line that a level was paid by last. */
function holderOf(work: QualificationWork, level: number, lines: readonly LevelLine[]): LevelLine | undefined {
  return lines.findLast((line) => line.planId === work.planId && line.component === work.component && line.level === level && line.kind === 'computed')
}

/** A level was reached: credited to the event that reached it, in its period, held from its time. */
function postLevel(state: RatingState, { work, event, ...difference }: LevelDifference): void {
  const record = (event === undefined ? undefined : work.known.get(event.transactionId)) ?? causeOf(work)
  state.lines.push(
    draftLine(state.step, record, {
      version: versionWith(state, work, record), component: work.component, kind: 'computed', amountMinor: difference.totalAfter - difference.totalBefore,
      ...difference, facts: factsOf(work.customer),
    }),
  )
}

/** The transaction of this step that a correction is about. */
function causeOf(work: QualificationWork): HistoryRecord {
  const cause = work.cause ?? work.fresh.at(-1) ?? [...work.removed].map((id) => work.known.get(id)).find((record) => record !== undefined)
  if (cause === undefined) throw new Error('a qualification without a cause')
  return cause
}

/** A level does not hold any more (a chargeback, an earlier event, a supplied CPA): what it paid is taken back from where it is. */
function reverseLevel(state: RatingState, { work, event: _event, ...difference }: LevelDifference, lines: readonly LevelLine[], reason?: string): void {
  const cause = causeOf(work)
  const original = holderOf(work, difference.level, lines)
  // From whoever has it: the customer may have been given to another affiliate since.
  const subject = original === undefined ? cause : { ...cause, affiliateId: original.affiliateId }
  state.lines.push(
    draftLine(state.step, subject, {
      version: versionWith(state, work, cause, original?.planVersionId), component: work.component, kind: 'reversal', amountMinor: difference.totalAfter - difference.totalBefore,
      ...difference, facts: factsOf(work.customer), ...(reason === undefined ? {} : { reason }),
      ...(original === undefined ? {} : { reversesId: original.id, takesFromPayable: original.isMatured === true }),
    }),
  )
}

/** The version that a level's line is of: the transaction's, unless that one has no such CPA; then the one that paid, or the plan's newest that has it. */
function versionWith(state: RatingState, { planId, component }: QualificationWork, record: HistoryRecord, paidBy: Uuid | null = null): PlanVersionTerms | undefined {
  const own = versionOf(state, record)
  const hasIt = (version: PlanVersionTerms | undefined): boolean => version?.inFlight.some(({ key }) => key === component) === true
  if (hasIt(own)) return own
  const paid = paidBy === null ? undefined : state.versions.get(paidBy)
  return hasIt(paid) ? paid : [...state.versions.values()].findLast((version) => version.planId === planId && hasIt(version))
}

/** A line that may have paid a level: of this step, then it has not matured, or posted before. */
type LevelLine = Pick<CommissionLine, 'id' | 'affiliateId' | 'planId' | 'planVersionId' | 'component' | 'level' | 'kind'> & { readonly isMatured?: boolean }

/** The lines that levels of the customers were paid by, by customer. Lines of rejected transactions do not count, also where they were paid. */
async function readLevelLines(state: RatingState, lost: readonly LevelDifference[]): Promise<ReadonlyMap<Uuid | null, readonly PostedLine[]>> {
  if (lost.length === 0) return new Map()
  const transactions = await state.step.tx.sql<{ id: Uuid }>({
    name: 'transactions-with-levels',
    text: `select distinct c.transaction_id as id from transaction t join commission c on c.program_id = $1 and c.transaction_id = t.id
            where t.program_id = $1 and t.customer_id = any($2::uuid[]) and t.removed_sequence is null and c.level is not null`,
    values: [state.step.program.id, arrayLiteral([...new Set(lost.map(({ work }) => work.customer.id))])],
  })
  return Map.groupBy(await readPostedLines(state.step, transactions.map(({ id }) => id)), ({ customerId }) => customerId)
}

/** Keeps the customer's qualification date: when its first level was reached, or a CPA was supplied. */
function recordQualification(state: RatingState, work: QualificationWork, standing: Standing, reached: readonly ReachedLevel[], isRebuilt: boolean): void {
  const totals = state.customers.get(work.customer.id)
  if (totals === undefined) return
  const first = reached.find(({ level }) => level === 1)?.event.occurredAt
  const supplied = work.fresh.find((record) => record.suppliedCpaMinor > 0n)?.occurredAt
  if (isRebuilt && standing.reached.length === 0 && standing.supplied === 0n) totals.cpaQualifiedAt = null
  else if (isRebuilt && first !== undefined) totals.cpaQualifiedAt = first
  else totals.cpaQualifiedAt ??= first ?? supplied ?? null
}

function notQualifiedReason(state: RatingState, work: QualificationWork, standing: Standing, event: CustomerEvent): string {
  const levels = levelsFor(state, work, event.transactionId)
  const next = levels[standing.progress.levelReached]
  if (next === undefined) return 'already_qualified'
  if (isDisqualifiedAt(factsOf(work.customer), event)) return 'disqualified'
  const end = windowEnd(standing.progress, next.requirements, factsOf(work.customer))
  return end !== null && event.occurredAt > end ? 'outside_window' : 'not_qualified_yet'
}
