import type { Uuid } from '../../../ids.ts'
import type { Period } from '../../../time/periods.ts'
import { eventOf } from '../../customer-events.ts'
import { explainHistory, explainRequirement } from '../../explain-requirements.ts'
import { type Because, count, fact, instant, minor } from '../../explanation.ts'
import type { LineReason } from '../../line-reasons.ts'
import type { CpaComponent, CpaLevel, RateRow } from '../../rules/plan-terms.ts'
import { type CanonicalPosition, compareCanonical, isDisqualifiedAt, requirementProgress, windowEnd } from '../../rules/qualification.ts'
import type { Award, HistoryCustomer, HistoryTransaction, ReckoningInput } from '../component.ts'
import { periodFinder } from '../metrics/period-finder.ts'
import { explainRow } from '../modifiers/explain-row.ts'
import { rowFor } from '../modifiers/rate-table.ts'
import { isPlain } from '../modifiers/read-modifiers.ts'
import { isCorrection, levelTargets, type Qualification, qualificationOf, qualifications, type RatedLevel } from './qualified.ts'

type Input = ReckoningInput<CpaComponent>

/**
 * CPA: an award for each level that a customer has reached, `customer:<id>:<level>`, worth the difference to the level below. Where a
 * correction (a chargeback, a supplied CPA) comes in a later period than what it corrects, it has an award of its own in its period,
 * `customer:<id>:<level>:<transaction>`; unless the component has caps, which look at what a customer is worth in the end. Customers that
 * have reached nothing have an award of zero that says why (docs/commission-rules.md, "CPA").
 */
export function reckonCpa(input: Input): Award[] {
  const awards: Award[] = []
  const context: Context = { input, periodAt: periodFinder(input.program.timeZone), levelsOf: (versionId) => input.termsOf(versionId)?.levels ?? [] }
  const standings = qualifications(input.history, context.levelsOf)
  for (const standing of standings.values()) rateCustomer(context, standing, awards)
  for (const transaction of excludedCustomers(input, standings).values()) awards.push(zeroAward(context, transaction, 'excluded', () => [fact('cpaExcluded', true)]))
  return awards
}

interface Context {
  readonly input: Input
  readonly periodAt: (ms: number) => Period
  readonly levelsOf: (versionId: Uuid) => readonly CpaLevel[]
}

function rateCustomer(context: Context, standing: Qualification, awards: Award[]): void {
  const own: Award[] = []
  const posted: Posted[] = []
  for (const earlier of standing.isCorrected ? earlierStandings(context, standing) : []) postDifferences(context, earlier, posted, own)
  postDifferences(context, standing, posted, own)
  if (own.length > 0) awards.push(...own)
  else pushZero(context, standing, awards)
}

/** Where a corrected customer stood before: none, where all of its corrections came in the period of what they correct. */
function earlierStandings(context: Context, { customer, transactions }: Qualification): Qualification[] {
  const all = transactions()
  return periodsApart(context, all).map((length) => qualificationOf(customer, all.slice(0, length), context.levelsOf))
}

/**
 * How many of a customer's transactions there are up to the ends of periods with a correction, and of the periods before those: what the
 * levels came to then is what those periods were credited with, and what the correction is taken from.
 */
function periodsApart({ input, periodAt }: Context, transactions: readonly HistoryTransaction[]): number[] {
  if (transactions.some(({ versionId }) => (input.termsOf(versionId)?.caps.length ?? 0) > 0)) return []
  const lengths: number[] = []
  let [wasCorrected, isCorrected] = [false, false]
  let start = 0
  for (const [index, transaction] of transactions.entries()) {
    const first = transactions[start]
    if (first !== undefined && periodAt(transaction.occurredAt.getTime()) !== periodAt(first.occurredAt.getTime())) {
      if (start > 0 && (wasCorrected || isCorrected)) lengths.push(start)
      ;[wasCorrected, isCorrected] = [isCorrected, false]
      start = index
    }
    isCorrected ||= isCorrection(transaction)
  }
  return start > 0 && (wasCorrected || isCorrected) ? [...lengths, start] : lengths
}

/** What a level has been credited with so far, and under which version. */
interface Posted {
  readonly amountMinor: bigint
  readonly versionId: Uuid
}

/** Awards for what each level has changed by since it was looked at last. */
function postDifferences(context: Context, standing: Qualification, posted: Posted[], awards: Award[]): void {
  const { customer, reached, suppliedMinor } = standing
  const amounts = reached.map((level) => levelAmount(context, standing, level))
  const targets = levelTargets(amounts, suppliedMinor)
  for (let index = 0; index < Math.max(targets.length, posted.length); index++) {
    const [before, level] = [posted[index], index + 1]
    for (const change of changesOf(context, standing, { before, reached: reached[index], target: targets[index] ?? 0n })) {
      const { cause, versionId, from, to } = change
      const key = `customer:${customer.id}:${level}`
      posted[index] = { amountMinor: to, versionId }
      addAward(awards, {
        ...placeOf(context, customer.id, cause), versionId, key: before === undefined ? key : `${key}:${cause.transactionId}`, amountMinor: to - from, reason: from === to ? 'supplied_by_caller' : null,
        because: () => explainLevel(context, standing, { level, amounts, target: to, before: from }),
      })
    }
  }
}

/** The event that an award comes of. */
type Cause = CanonicalPosition & { readonly transactionId: Uuid }

/** What a level is credited with from one amount to another, by whom it changed, and under which version. */
interface Change {
  readonly cause: Cause
  readonly versionId: Uuid
  readonly from: bigint
  readonly to: bigint
}

interface Looked {
  readonly before: Posted | undefined
  /** Undefined when the level is not reached any more. */
  readonly reached: RatedLevel | undefined
  readonly target: bigint
}

/** What is gained is the event's that reached the level, what is lost is the last correction's. */
function changesOf(context: Context, { transactions }: Qualification, { before, reached, target }: Looked): Change[] {
  if (before === undefined) return reached === undefined ? [] : [{ cause: reached.event, versionId: reached.versionId, from: 0n, to: target }]
  const { amountMinor: paid, versionId } = before
  const correction = transactions().findLast(isCorrection)
  const isAlike = reached !== undefined && isRatedAlike(context, versionId, reached.versionId)
  // Where one of the two ways of rating has paid the level and the other one does now, each posts its own.
  const [lostTo, gainedFrom] = isAlike ? [target < paid ? target : paid, target > paid ? paid : target] : [0n, 0n]
  const lost = correction === undefined || lostTo === paid ? [] : [{ cause: eventOf(correction), versionId, from: paid, to: lostTo }]
  const gained = reached === undefined || gainedFrom === target ? [] : [{ cause: reached.event, versionId: reached.versionId, from: gainedFrom, to: target }]
  return [...lost, ...gained]
}

/** Whether two versions rate in the same way, with the transaction or from history: what one has paid the other one can correct. */
function isRatedAlike({ input: { termsOf } }: Context, one: Uuid, other: Uuid): boolean {
  if (one === other) return true
  const [a, b] = [termsOf(one), termsOf(other)]
  return a !== undefined && b !== undefined && isPlain(a) === isPlain(b)
}

/** A level that was lost and reached again by the same event twice has one award for it. */
function addAward(awards: Award[], award: Award): void {
  const index = awards.findIndex(({ key }) => key === award.key)
  const known = awards[index]
  if (known === undefined) awards.push(award)
  else awards[index] = { ...award, amountMinor: known.amountMinor + award.amountMinor, because: () => [...known.because(), ...award.because()] }
}

/** What a customer is worth on a level in all: by the table of rates, else by the level. Minor units. */
function levelAmount({ input }: Context, { customer }: Qualification, reached: RatedLevel): bigint {
  return rowOf(input, customer, reached)?.row?.amountsMinor?.[reached.level - 1] ?? reached.amountMinor
}

function rowOf({ termsOf }: Input, customer: HistoryCustomer, { versionId }: RatedLevel): { readonly rates: readonly RateRow[]; readonly row: RateRow | undefined } {
  const rates = termsOf(versionId)?.rates ?? []
  return { rates, row: rowFor(rates, customer) }
}

function placeOf({ periodAt }: Context, customerId: Uuid | null, { transactionId, occurredAt, brandId, externalId }: Cause): Omit<Award, 'key' | 'versionId' | 'amountMinor' | 'reason' | 'because'> {
  return { occurredAt, period: periodAt(occurredAt.getTime()), brandId, externalId, customerId, transactionId }
}

interface LevelChange {
  readonly level: number
  readonly amounts: readonly bigint[]
  readonly target: bigint
  readonly before: bigint
}

function explainLevel({ input }: Context, standing: Qualification, { level, amounts, target, before }: LevelChange): Because[] {
  const { currency } = input.program
  const reached = standing.reached[level - 1]
  const progress = reached === undefined ? [] : requirementProgress(reached.progress, reached.terms, standing.customer, reached.event.occurredAt).requirements
  const table = reached === undefined ? undefined : rowOf(input, standing.customer, reached)
  return [
    count('level', level),
    minor('levelWorth', target, currency, [
      minor('levelAmount', amounts[level - 1] ?? 0n, currency, [
        ...(table === undefined ? [] : explainRow(table.rates, table.row, standing.customer)),
        ...progress.map(explainRequirement),
        ...explainReached(standing, reached),
      ]),
      minor('amountOfLowerLevels', amounts[level - 2] ?? 0n, currency),
      minor('suppliedByCaller', standing.suppliedMinor, currency),
    ]),
    minor('paidBefore', before, currency),
  ]
}

function explainReached({ transactions }: Qualification, reached: RatedLevel | undefined): Because[] {
  if (reached === undefined) return explainHistory(transactions())
  const { event } = reached
  const before = transactions().filter((transaction) => compareCanonical({ ...transaction, externalId: transaction.externalId ?? transaction.id }, event) <= 0)
  return [
    fact('qualifyingTransaction', event.externalId, [fact('transactionId', event.transactionId), instant('transactionDate', event.occurredAt)]),
    ...explainHistory(before),
  ]
}

/** A customer that has reached nothing: why, by its last transaction. One that was supplied has what the operator sent. */
function pushZero(context: Context, standing: Qualification, awards: Award[]): void {
  const { last } = standing
  if (last === undefined || standing.suppliedMinor !== 0n) return
  const level = context.levelsOf(last.versionId)[0]
  if (level === undefined) return
  const end = windowEnd(standing.progress, level.requirements, standing.customer)
  const late = end !== null && last.occurredAt > end ? 'outside_window' : 'not_qualified_yet'
  const reason = isDisqualifiedAt(standing.customer, eventOf(last)) ? 'disqualified' : late
  awards.push(zeroAward(context, last, reason, () => {
    const { requirements, daysLeft } = requirementProgress(standing.progress, level, standing.customer, context.input.now)
    return [
      count('nextLevel', 1, requirements.map(explainRequirement)),
      ...(daysLeft === null ? [] : [count('daysLeft', daysLeft)]),
      // Counted, not listed: a line of zero is kept for every customer that has not qualified, which is most of them.
      count('transactions', standing.transactions().length),
    ]
  }))
}

function zeroAward(context: Context, last: HistoryTransaction, reason: LineReason, because: Award['because']): Award {
  return { ...placeOf(context, last.customerId, eventOf(last)), versionId: last.versionId, key: `customer:${last.customerId}:1`, amountMinor: 0n, reason, because: () => [fact('reason', reason), ...because()] }
}

/** The last transaction of customers none of whose transactions counts because they were excluded when they bought. */
function excludedCustomers({ history, termsOf }: Input, standings: ReadonlyMap<Uuid, Qualification>): Map<Uuid, HistoryTransaction> {
  const excluded = new Map<Uuid, HistoryTransaction>()
  for (const transaction of history.transactions) {
    if (!transaction.cpaExcluded || transaction.customerId === null || standings.has(transaction.customerId)) continue
    if (termsOf(transaction.versionId) !== undefined) excluded.set(transaction.customerId, transaction)
  }
  return excluded
}
