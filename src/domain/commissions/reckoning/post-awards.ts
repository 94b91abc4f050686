import { arrayLiteral, BulkRows, columns } from '../../../db/bulk.ts'
import type { Tx } from '../../../db/database.ts'
import { newId, type Uuid } from '../../ids.ts'
import type { TransferDraft } from '../../ledger/post-transfers.ts'
import { addDays } from '../../time/periods.ts'
import { type CommissionLine, familyOf, insertLines, transfersOfLine } from '../commission-line.ts'
import type { RatingStep } from '../rating-state.ts'
import { evidenceOf } from './award-evidence.ts'
import { markRecruiters } from './mark-recruiters.ts'
import type { ComponentAwards, ReckonedAward } from './reckon-plan.ts'

/** What is posted of an award. */
export interface PostedAward {
  readonly affiliateId: Uuid
  readonly planId: Uuid
  readonly component: string
  readonly key: string
  readonly amountMinor: bigint
  readonly isClosing: boolean
  /** Of its newest line. */
  readonly reason: string | null
  readonly versionId: Uuid
  readonly brandId: Uuid | null
  readonly customerId: Uuid | null
  readonly transactionId: Uuid | null
  readonly occurredAt: Date
  readonly period: string
}

/** What has been posted of the awards of affiliates under a plan. Award lines are never rejected: what changes is posted as a difference. */
export function readPostedAwards(tx: Tx, programId: Uuid, planId: Uuid, affiliateIds: readonly Uuid[]): Promise<PostedAward[]> {
  return tx.sql<PostedAward>({
    name: 'posted-awards',
    text: `select distinct on (affiliate_id, component, award_key) affiliate_id as "affiliateId", plan_id as "planId", component, award_key as key,
                  (sum(amount_minor) over (partition by affiliate_id, component, award_key))::bigint as "amountMinor",
                  bool_or(kind = 'carryover') over (partition by affiliate_id, component, award_key) as "isClosing", reason, plan_version_id as "versionId",
                  brand_id as "brandId", customer_id as "customerId", award_transaction_id as "transactionId", occurred_at as "occurredAt", period
             from commission
            where program_id = $1 and plan_id = $2 and affiliate_id = any($3::uuid[]) and award_key is not null
            order by affiliate_id, component, award_key, id desc`,
    values: [programId, planId, arrayLiteral(affiliateIds)],
  })
}

/** An award that is worth something else than what was posted of it. Minor units. */
export interface AwardDifference {
  readonly affiliateId: Uuid
  readonly component: string
  readonly award: ReckonedAward
  readonly before: bigint
  /** No line of it yet. */
  readonly isNew: boolean
}

/** What the awards of affiliates differ in from what was posted of them. Awards that are no more are worth nothing. */
export function differencesOf(reckoned: readonly ComponentAwards[], posted: readonly PostedAward[]): AwardDifference[] {
  const left = new Map(posted.map((award) => [nameOf(award.affiliateId, award.component, award.key), award]))
  const differences: AwardDifference[] = []
  for (const { affiliateId, component, awards } of reckoned) {
    for (const award of awards) {
      const name = nameOf(affiliateId, component, award.key)
      const known = left.get(name)
      left.delete(name)
      const before = known?.amountMinor ?? 0n
      if (award.amountMinor === before && !hasNews(award, known)) continue
      differences.push({ affiliateId, component, award, before, isNew: known === undefined })
    }
  }
  for (const gone of left.values()) {
    if (gone.amountMinor !== 0n) differences.push({ affiliateId: gone.affiliateId, component: gone.component, award: nothingOf(gone), before: gone.amountMinor, isNew: false })
  }
  return differences
}

/** Whether a zero says something that was not said yet. */
function hasNews(award: ReckonedAward, known: PostedAward | undefined): boolean {
  return award.amountMinor === 0n && award.reason !== null && award.reason !== known?.reason
}

function nameOf(affiliateId: Uuid, component: string, key: string): string {
  return `${affiliateId} ${component} ${key}`
}

function nothingOf(gone: PostedAward): ReckonedAward {
  return { ...gone, amountMinor: 0n, reason: 'no_longer_earned', holdDays: 0, because: () => [] }
}

/** Makes the lines of differences and defers their writing; answers the transfers for the caller to post with the step. */
export function postDifferences(step: RatingStep, planId: Uuid, differences: readonly AwardDifference[]): TransferDraft[] {
  const lines = differences.map((difference) => lineOf(planId, difference))
  const { currency } = step.program
  step.tx.defer(insertLines(step.tx, { book: step.book, currency, recordedAt: step.now }, lines))
  step.tx.defer(addToCustomers(step, lines))
  // A share of recruits is not shared again.
  const earning = lines.filter(({ component }) => !component.startsWith('sub_affiliate'))
  step.tx.defer(markRecruiters(step.tx, step.program.id, [...new Set(earning.map(({ affiliateId }) => affiliateId))]))
  return lines.flatMap((line) => transfersOfLine(line, currency, step.book.maturedUntil))
}

function lineOf(planId: Uuid, { affiliateId, component, award, before, isNew }: AwardDifference): CommissionLine {
  const amountMinor = award.amountMinor - before
  const { occurredAt, holdDays } = award
  return {
    id: newId(), affiliateId, brandId: award.brandId, customerId: award.customerId, transactionId: null,
    award: { key: award.key, transactionId: award.transactionId, evidence: JSON.stringify(evidenceOf(award)) },
    planId, planVersionId: award.versionId, assignmentId: null, component,
    kind: amountMinor === 0n ? 'zero' : award.isClosing ? 'carryover' : isNew ? 'computed' : 'rerate',
    amountMinor, initialStatus: 'approved', reason: award.reason ?? (isNew ? null : 'history_changed'),
    occurredAt, period: award.period, relatesToPeriod: null,
    payableFrom: amountMinor > 0n && holdDays > 0 ? addDays(occurredAt, holdDays) : occurredAt,
    // A negative line comes out of pending first; what pending cannot bear is taken from payable when it matures (docs/ledger.md).
    reversesId: null, takesFromPayable: false, scopeId: null, windowKey: null, level: null,
    baseBefore: null, baseAfter: null, metricBefore: null, metricAfter: null, totalBefore: before, totalAfter: award.amountMinor, facts: null,
  }
}

const FAMILY_COLUMNS = { revShare: 'rev_share_minor', cpa: 'cpa_minor', fixed: 'fixed_minor' } as const

/** Adds lines about single customers to what those have earned in all. */
async function addToCustomers({ tx, program, now }: RatingStep, lines: readonly CommissionLine[]): Promise<void> {
  const sums = new Map<Uuid, { revShare: bigint; cpa: bigint; fixed: bigint; qualifiedAt: Date | null }>()
  for (const { customerId, component, amountMinor, occurredAt } of lines) {
    if (customerId === null || amountMinor === 0n) continue
    const sum = sums.get(customerId) ?? { revShare: 0n, cpa: 0n, fixed: 0n, qualifiedAt: null }
    sum[familyOf(component)] += amountMinor
    if (component.startsWith('cpa') && amountMinor > 0n) sum.qualifiedAt ??= occurredAt
    sums.set(customerId, sum)
  }
  const rows = new BulkRows(columns('program_id uuid, customer_id uuid, rev_share_minor bigint, cpa_minor bigint, fixed_minor bigint, deposits numeric, deposit_count int, revenue numeric, cpa_qualified_at timestamptz, updated_at timestamptz'))
  for (const [customerId, { revShare, cpa, fixed, qualifiedAt }] of sums) rows.add(program.id, customerId, revShare, cpa, fixed, 0n, 0, 0n, qualifiedAt, now)
  const added = Object.values(FAMILY_COLUMNS).map((column) => `${column} = customer_total.${column} + excluded.${column}`).join(', ')
  await rows.insertInto(tx, 'customer_total', `on conflict (program_id, customer_id) do update set ${added}, updated_at = excluded.updated_at,
    cpa_qualified_at = coalesce(customer_total.cpa_qualified_at, excluded.cpa_qualified_at)`)
}
