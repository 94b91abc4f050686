import type { Uuid } from '../../../ids.ts'
import { eventOf, historyOf } from '../../customer-events.ts'
import { explainHistory, explainRequirement } from '../../explain-requirements.ts'
import { type Because, count, fact, instant, minor } from '../../explanation.ts'
import type { LineReason } from '../../line-reasons.ts'
import type { CplComponent, CpaLevel, RateRow } from '../../rules/plan-terms.ts'
import { advance, compareCanonical, type CustomerEvent, emptyProgress, type Progress, requirementProgress, windowEnd } from '../../rules/qualification.ts'
import type { Award, HistoryCustomer, HistoryTransaction, ReckoningInput } from '../component.ts'
import { periodFinder } from '../metrics/period-finder.ts'
import { explainRow } from '../modifiers/explain-row.ts'
import { rowFor } from '../modifiers/rate-table.ts'

/**
 * CPL: an award for each customer that registered under the plan, `customer:<id>`, once all requirements hold: with the registration
 * itself, or with the transaction after it that completes them. The terms are those of the registration's version
 * (docs/commission-rules.md, "CPL").
 */
export function reckonCpl(input: ReckoningInput<CplComponent>): Award[] {
  const { history, termsOf, program, now } = input
  const transactions = needsTransactions(input) ? Map.groupBy(history.transactions, ({ customerId }) => customerId) : NO_TRANSACTIONS
  const periodAt = periodFinder(program.timeZone)
  const awards: Award[] = []
  for (const customer of history.customers.values()) {
    const terms = customer.isRegisteredUnderPlan ? termsOf(customer.versionId) : undefined
    if (terms === undefined) continue
    const registration = register(customer, terms, (transactions.get(customer.id) ?? []).filter(({ cpaExcluded }) => !cpaExcluded))
    const { metBy, row } = registration
    const reason = isExcluded(registration) ? 'excluded' : metBy === null ? missingReason(registration, now) : null
    const occurredAt = metBy?.occurredAt ?? customer.registeredAt
    awards.push({
      key: `customer:${customer.id}`, versionId: customer.versionId, occurredAt, period: periodAt(occurredAt.getTime()), brandId: customer.brandId,
      externalId: metBy === null || metBy.transactionId === REGISTRATION ? customer.externalId : metBy.externalId, customerId: customer.id,
      transactionId: metBy === null || metBy.transactionId === REGISTRATION ? null : metBy.transactionId,
      amountMinor: reason === null ? (row?.amountsMinor?.[0] ?? terms.amountMinor) : 0n, reason,
      because: () => explainRegistration(registration, reason, now, program.currency),
    })
  }
  return awards
}

const NO_TRANSACTIONS: ReadonlyMap<Uuid | null, readonly HistoryTransaction[]> = new Map()

/** Whether some version asks for more than the registration itself can show. */
function needsTransactions({ versions, termsOf }: ReckoningInput<CplComponent>): boolean {
  return versions.some(({ versionId }) => Object.keys(termsOf(versionId)?.requirements ?? {}).some((name) => !OF_REGISTRATION.has(name)))
}

const OF_REGISTRATION: ReadonlySet<string> = new Set(['countries', 'verified'])

interface Registration {
  readonly customer: HistoryCustomer
  readonly terms: CplComponent
  readonly level: CpaLevel
  readonly row: RateRow | undefined
  readonly transactions: readonly HistoryTransaction[]
  readonly progress: Progress
  /** The event with which all requirements held; null when they do not yet. */
  readonly metBy: CustomerEvent | null
}

/** In the place of a transaction's id: the registration is an event of its own. */
const REGISTRATION = ''

function register(customer: HistoryCustomer, terms: CplComponent, transactions: readonly HistoryTransaction[]): Registration {
  const level = { amountMinor: terms.amountMinor, requirements: terms.requirements }
  const { events, losses } = historyOf(transactions)
  let progress = emptyProgress(losses)
  let metBy: CustomerEvent | null = null
  const registered = registrationOf(customer)
  for (const event of [registered, ...events].sort(compareCanonical)) {
    // What a customer did before it registered counts, but no lead is complete before the registration.
    const step = advance(progress, event, event.occurredAt < customer.registeredAt ? NO_LEVELS : [level], customer)
    progress = step.progress
    metBy ??= step.reached[0]?.event ?? null
  }
  return { customer, terms, level, row: rowFor(terms.rates, customer), transactions, progress, metBy }
}

const NO_LEVELS: readonly CpaLevel[] = []

/** Before everything else of its moment. */
function registrationOf({ registeredAt }: HistoryCustomer): CustomerEvent {
  return { transactionId: REGISTRATION, occurredAt: registeredAt, brandId: '', externalId: '', deposit: 0n, withdrawal: 0n, wager: 0n, net: 0n, isDeposit: false }
}

/** An exclusion holds from when it was set: what was earned before stays. */
function isExcluded({ customer: { cpaExcluded, cpaExcludedAt }, metBy }: Registration): boolean {
  if (!cpaExcluded || cpaExcludedAt === undefined || cpaExcludedAt === null) return cpaExcluded
  return metBy === null || metBy.occurredAt >= cpaExcludedAt
}

function missingReason({ progress, level, customer }: Registration, now: Date): LineReason {
  if (customer.disqualifiedFrom !== undefined && customer.disqualifiedFrom !== null) return 'disqualified'
  const end = windowEnd(progress, level.requirements, customer)
  return end !== null && now > end ? 'outside_window' : 'not_qualified_yet'
}

function explainRegistration({ customer, terms, level, row, transactions, progress, metBy }: Registration, reason: string | null, now: Date, currency: string): Because[] {
  const { requirements, daysLeft } = requirementProgress(progress, level, customer, metBy?.occurredAt ?? now)
  const counted = metBy === null ? transactions : transactions.filter((transaction) => compareCanonical(eventOf(transaction), metBy) <= 0)
  return [
    ...(reason === null ? [] : [fact('reason', reason)]),
    minor('amountPerRegistration', row?.amountsMinor?.[0] ?? terms.amountMinor, currency, explainRow(terms.rates, row, customer)),
    instant('registeredAt', customer.registeredAt),
    ...requirements.map(explainRequirement),
    ...(metBy === null && daysLeft !== null ? [count('daysLeft', daysLeft)] : []),
    ...(metBy === null || metBy.transactionId === REGISTRATION ? [] : [fact('qualifyingTransaction', metBy.externalId, [fact('transactionId', metBy.transactionId)])]),
    ...(counted.length === 0 ? [] : explainHistory(counted)),
  ]
}
