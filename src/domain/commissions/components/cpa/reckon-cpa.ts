import type { Uuid } from '../../../ids.ts'
import type { Period } from '../../../time/periods.ts'
import { takesBack } from '../../../transactions/transaction-item.ts'
import { eventOf } from '../../customer-events.ts'
import { explainHistory, explainRequirement } from '../../explain-requirements.ts'
import { type Because, count, fact, instant, minor } from '../../explanation.ts'
import type { LineReason } from '../../line-reasons.ts'
import type { CpaComponent, CpaLevel, RateRow } from '../../rules/plan-terms.ts'
import { compareCanonical, isDisqualifiedAt, requirementProgress, windowEnd } from '../../rules/qualification.ts'
import type { Award, HistoryTransaction, ReckoningInput } from '../component.ts'
import { periodFinder } from '../metrics/period-finder.ts'
import { explainRow } from '../modifiers/explain-row.ts'
import { rowFor } from '../modifiers/rate-table.ts'
import { isPlain } from '../modifiers/read-modifiers.ts'
import { levelTargets, type Qualification, qualificationOf, qualifications, type Reached } from './qualified.ts'

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
  const { customer, transactions } = standing
  const own: Award[] = []
  const posted: Posted[] = []
  // None for nearly every customer: nothing was corrected, or all of it in one period.
  for (const length of periodsApart(context, transactions)) {
    postDifferences(context, qualificationOf(customer, transactions.slice(0, length), context.levelsOf), posted, own)
  }
  postDifferences(context, standing, posted, own)
  if (own.length > 0) awards.push(...own)
  else pushZero(context, standing, awards)
}

/**
 * How many of a customer's transactions there are up to the ends of periods with a correction, and of the periods before those: what the
 * levels came to then is what those periods were credited with, and what the correction is taken from.
 */
function periodsApart({ input, periodAt }: Context, transactions: readonly HistoryTransaction[]): number[] {
  if (!transactions.some(isCorrection) || transactions.some(({ versionId }) => (input.termsOf(versionId)?.caps.length ?? 0) > 0)) return []
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

function isCorrection({ type, suppliedCpaMinor }: HistoryTransaction): boolean {
  return suppliedCpaMinor !== 0n || takesBack(type)
}

/** What a level has been credited with so far, and under which version. */
interface Posted {
  readonly amountMinor: bigint
  readonly versionId: Uuid
}

/** Awards for what each level has changed by since it was looked at last. */
function postDifferences(context: Context, standing: Qualification, posted: Posted[], awards: Award[]): void {
  const { customer, reached, suppliedMinor, transactions } = standing
  const amounts = reached.map((level) => levelAmount(context, standing, level))
  const targets = levelTargets(amounts, suppliedMinor)
  for (let index = 0; index < Math.max(targets.length, posted.length); index++) {
    const event = transactions.find(({ id }) => id === reached[index]?.event.transactionId)
    const [before, level] = [posted[index], index + 1]
    for (const change of changesOf(context, { before, event, transactions, target: targets[index] ?? 0n })) {
      const { cause, versionId, from, to } = change
      const key = `customer:${customer.id}:${level}`
      posted[index] = { amountMinor: to, versionId }
      addAward(awards, {
        ...placeOf(context, cause), versionId, key: before === undefined ? key : `${key}:${cause.id}`, amountMinor: to - from, reason: from === to ? 'supplied_by_caller' : null,
        because: () => explainLevel(context, standing, { level, amounts, target: to, before: from }),
      })
    }
  }
}

/** What a level is credited with from one amount to another, by whom it changed, and under which version. */
interface Change {
  readonly cause: HistoryTransaction
  readonly versionId: Uuid
  readonly from: bigint
  readonly to: bigint
}

interface Looked {
  readonly before: Posted | undefined
  /** That reached the level; undefined when it is not reached any more. */
  readonly event: HistoryTransaction | undefined
  readonly transactions: readonly HistoryTransaction[]
  readonly target: bigint
}

/** What is gained is the event's that reached the level, what is lost is the last correction's. */
function changesOf(context: Context, { before, event, transactions, target }: Looked): Change[] {
  if (before === undefined) return event === undefined ? [] : [{ cause: event, versionId: event.versionId, from: 0n, to: target }]
  const { amountMinor: paid, versionId } = before
  const correction = transactions.findLast(isCorrection)
  const isAlike = event !== undefined && isRatedAlike(context, versionId, event.versionId)
  // Where one of the two ways of rating has paid the level and the other one does now, each posts its own.
  const [lostTo, gainedFrom] = isAlike ? [target < paid ? target : paid, target > paid ? paid : target] : [0n, 0n]
  const lost = correction === undefined || lostTo === paid ? [] : [{ cause: correction, versionId, from: paid, to: lostTo }]
  const gained = event === undefined || gainedFrom === target ? [] : [{ cause: event, versionId: event.versionId, from: gainedFrom, to: target }]
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
function levelAmount({ input }: Context, standing: Qualification, reached: Reached): bigint {
  return rowOf(input, standing, reached)?.row?.amountsMinor?.[reached.level - 1] ?? reached.amountMinor
}

function rowOf(input: Input, { customer, transactions }: Qualification, { event }: Reached): { readonly rates: readonly RateRow[]; readonly row: RateRow | undefined } | undefined {
  // A table is rare; without one nobody looks for the event's version.
  if (input.versions.every(({ versionId }) => (input.termsOf(versionId)?.rates.length ?? 0) === 0)) return undefined
  const versionId = transactions.find(({ id }) => id === event.transactionId)?.versionId
  const rates = (versionId === undefined ? undefined : input.termsOf(versionId))?.rates ?? []
  return { rates, row: rowFor(rates, customer) }
}

function placeOf({ periodAt }: Context, { id, versionId, occurredAt, brandId, externalId, customerId }: HistoryTransaction): Omit<Award, 'key' | 'amountMinor' | 'reason' | 'because'> {
  return { versionId, occurredAt, period: periodAt(occurredAt.getTime()), brandId, externalId: externalId ?? id, customerId, transactionId: id }
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
  const table = reached === undefined ? undefined : rowOf(input, standing, reached)
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

function explainReached({ transactions }: Qualification, reached: Reached | undefined): Because[] {
  if (reached === undefined) return explainHistory(transactions)
  const { event } = reached
  const before = transactions.filter((transaction) => compareCanonical({ ...transaction, externalId: transaction.externalId ?? transaction.id }, event) <= 0)
  return [
    fact('qualifyingTransaction', event.externalId, [fact('transactionId', event.transactionId), instant('transactionDate', event.occurredAt)]),
    ...explainHistory(before),
  ]
}

/** A customer that has reached nothing: why, by its last transaction. One that was supplied has what the operator sent. */
function pushZero(context: Context, standing: Qualification, awards: Award[]): void {
  const last = standing.transactions.at(-1)
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
      count('transactions', standing.transactions.length),
    ]
  }))
}

function zeroAward(context: Context, last: HistoryTransaction, reason: LineReason, because: Award['because']): Award {
  return { ...placeOf(context, last), key: `customer:${last.customerId}:1`, amountMinor: 0n, reason, because: () => [fact('reason', reason), ...because()] }
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
