import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { readPlanVersions, readTerms } from '../commissions/commission-terms.ts'
import type { History, HistoryTransaction } from '../commissions/components/component.ts'
import { readHistories } from '../commissions/reckoning/read-histories.ts'
import { reckoningProgram } from '../commissions/reckoning/reckon-affiliates.ts'
import { hasPlanCap, type ReckonedPlan, reckonPlan } from '../commissions/reckoning/reckon-plan.ts'
import type { PlanVersionTerms } from '../commissions/rules/plan-terms.ts'
import { reversedShare } from '../commissions/rules/sale-commission.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { type Period, periodOf } from '../time/periods.ts'
import { type AffiliateMonths, type SimulatedMonth, summarise, type Simulation, tiersOf } from './simulation.ts'

export interface SimulationRequest {
  /** The plan whose history is replayed. */
  readonly planId: Uuid
  /** Terms to try in place of the plan's versions; null replays the plan as it is. */
  readonly draft: { readonly components: readonly unknown[]; readonly holdDays?: number | undefined } | null
  /** Null: everybody who has earned by the plan. */
  readonly affiliateIds: readonly Uuid[] | null
  /** Months, both inclusive. */
  readonly from: Period
  readonly to: Period
}

/** Transactions whose histories are in memory together, about. */
const TRANSACTIONS_AT_ONCE = 20_000

/**
 * Replays what is stored of a plan's affiliates through a draft, as if the draft had been in force from the beginning, and compares it
 * with what the ledger says that they earned by the plan: per affiliate and month. Writes nothing. A replay of the plan as it is comes to
 * the ledger's amounts. Throws `not_found`, `invalid_request` and `tier_metric_not_base` (components, below `version`).
 */
export async function simulatePlan(tx: Tx, program: Program, request: SimulationRequest, now: Date): Promise<Simulation> {
  if (request.from > request.to) throw new DomainError('invalid_request', { errors: [{ path: 'to', code: 'out_of_range', message: 'Must not be before from.' }] })
  const stored = (await readPlanVersions(tx, program, [request.planId])).get(request.planId)
  if (stored === undefined) throw new DomainError('not_found')
  const draft = request.draft === null ? undefined : draftVersion(request, program.currency)
  const versions = draft === undefined ? stored : [draft]
  const plan: ReckonedPlan = { program: reckoningProgram(program), versions, now }
  const months: AffiliateMonths[] = []
  for (const affiliates of chunksOf(await readAffiliatesOfPlan(tx, program.id, request), hasPlanCap(versions))) {
    const ids = affiliates.map(({ id }) => id)
    const histories = await readHistories(tx, program, { planId: request.planId, versions: stored, affiliateIds: ids, until: now, ratedBy: draft?.versionId })
    const replayed = draft === undefined ? histories : histories.map((history) => underDraft(history, draft.versionId))
    months.push(...monthsOf(plan, replayed, affiliates, await readPosted(tx, program.id, request, ids), request))
  }
  return summarise(months, program.currency, request)
}

function draftVersion({ planId, draft }: SimulationRequest, currency: string): PlanVersionTerms {
  const terms = readTerms(draft?.components, currency, 'version.components')
  return { planId, versionId: newId(), version: 1, effectiveFrom: new Date(0), appliesTo: 'new_customers', openFrom: new Date(0), holdDays: draft?.holdDays ?? 0, ...terms }
}

/** Clicks are told apart by version; under a draft there is one. */
function underDraft(history: History, versionId: Uuid): History {
  return { ...history, clicks: history.clicks.map((tally) => ({ ...tally, versionId })) }
}

interface PlanAffiliate {
  readonly id: Uuid
  readonly name: string
  readonly transactions: number
}

async function readAffiliatesOfPlan(tx: Tx, programId: Uuid, { planId, affiliateIds }: SimulationRequest): Promise<PlanAffiliate[]> {
  return tx.sql<PlanAffiliate>({
    text: `select a.id, a.name, coalesce(t.transactions, 0)::int as transactions
             from affiliate a
             left join (select affiliate_id, count(*) as transactions from transaction
                         where program_id = $1 and plan_id = $2 and unpaid_reason is null and ($3::uuid[] is null or affiliate_id = any($3::uuid[])) group by 1) t on t.affiliate_id = a.id
            where a.program_id = $1 and not a.is_organic and ($3::uuid[] is null or a.id = any($3::uuid[]))
              and (t.affiliate_id is not null or $3::uuid[] is not null
                   or exists (select from commission c where c.program_id = $1 and c.affiliate_id = a.id and c.plan_id = $2))
            order by a.id`,
    values: [programId, planId, affiliateIds === null ? null : arrayLiteral(affiliateIds)],
  })
}

/** Sets of affiliates whose histories fit into memory together; all of them at once where a cap counts over the whole plan. */
function chunksOf(affiliates: readonly PlanAffiliate[], isOne: boolean): PlanAffiliate[][] {
  const chunks: PlanAffiliate[][] = []
  let room = 0
  for (const affiliate of affiliates) {
    const last = chunks.at(-1)
    if (last !== undefined && (isOne || affiliate.transactions <= room)) last.push(affiliate)
    else {
      chunks.push([affiliate])
      room = TRANSACTIONS_AT_ONCE
    }
    room -= affiliate.transactions
  }
  return chunks
}

/** What the ledger says that affiliates earned by the plan, by affiliate and period. Lines that were rejected are none. */
async function readPosted(tx: Tx, programId: Uuid, { planId, from, to }: SimulationRequest, affiliateIds: readonly Uuid[]): Promise<Map<Uuid, Map<Period, bigint>>> {
  const rows = await tx.sql<{ affiliateId: Uuid; period: Period; amount: bigint }>({
    text: `select c.affiliate_id as "affiliateId", c.period, sum(c.amount_minor)::bigint as amount
             from commission c
            where c.program_id = $1 and c.plan_id = $2 and c.affiliate_id = any($3::uuid[]) and c.period between $4 and $5 and c.kind <> 'zero'
              and not exists (select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected')
            group by 1, 2`,
    values: [programId, planId, arrayLiteral(affiliateIds), from, to],
  })
  return new Map([...Map.groupBy(rows, ({ affiliateId }) => affiliateId)].map(([id, list]) => [id, new Map(list.map(({ period, amount }) => [period, amount]))]))
}

function monthsOf(
  plan: ReckonedPlan, histories: readonly History[], affiliates: readonly PlanAffiliate[], posted: ReadonlyMap<Uuid, ReadonlyMap<Period, bigint>>,
  { from, to }: SimulationRequest,
): AffiliateMonths[] {
  const reckoned = Map.groupBy(reckonPlan(plan, histories, 'all'), ({ affiliateId }) => affiliateId)
  return histories.map((history) => {
    const { affiliateId } = history
    const months = new Map<Period, SimulatedMonth>()
    const monthOf = (period: Period): SimulatedMonth => {
      const known = months.get(period) ?? { period, before: 0n, after: 0n, closings: 0n }
      months.set(period, known)
      return known
    }
    for (const [period, amount] of posted.get(affiliateId) ?? []) monthOf(period).before += amount
    for (const { period, amountMinor, isClosing } of (reckoned.get(affiliateId) ?? []).flatMap(({ awards }) => awards)) {
      if (period < from || period > to) continue
      const month = monthOf(period)
      month.after += amountMinor
      if (isClosing) month.closings += amountMinor
    }
    for (const { occurredAt, amountMinor } of suppliedOf(history)) {
      const period = periodOf(occurredAt, plan.program.timeZone)
      if (period >= from && period <= to) monthOf(period).after += amountMinor
    }
    const name = affiliates.find(({ id }) => id === affiliateId)?.name ?? affiliateId
    return { affiliateId, name, months: [...months.values()].sort((a, b) => (a.period < b.period ? -1 : 1)), tiers: tiersOf(plan, history, from, to) }
  })
}

/** What callers sent with transactions is booked as it is, whatever the terms are; less what refunds took back of it. */
function suppliedOf({ transactions }: History): { readonly occurredAt: Date; readonly amountMinor: bigint }[] {
  const refunded = new Map<Uuid, HistoryTransaction[]>()
  for (const transaction of transactions) {
    const { relatedTransactionId } = transaction
    if (relatedTransactionId !== null) refunded.set(relatedTransactionId, [...(refunded.get(relatedTransactionId) ?? []), transaction])
  }
  return transactions.flatMap((transaction) => {
    if (transaction.relatedTransactionId !== null) return []
    const { revShareExcluded, cpaExcluded, suppliedRevShareMinor, suppliedCpaMinor, suppliedFixedMinor } = transaction
    const amounts = [revShareExcluded ? 0n : suppliedRevShareMinor, cpaExcluded ? 0n : suppliedCpaMinor, suppliedFixedMinor]
    return amounts.filter((amount) => amount !== 0n).map((amount) => ({ occurredAt: transaction.occurredAt, amountMinor: amount - takenBack(amount, transaction, refunded.get(transaction.id) ?? []) }))
  })
}

function takenBack(amountMinor: bigint, original: HistoryTransaction, refunds: readonly HistoryTransaction[]): bigint {
  const field = original.sale > 0n ? 'sale' : 'deposit'
  const paid = original[field]
  const refunded = refunds.reduce((sum, refund) => sum - refund[field], 0n)
  return paid > 0n && refunded > 0n ? reversedShare(amountMinor, refunded, paid) : 0n
}
