import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { rateQualification, reopenQualification } from '../commissions/rate-qualification.ts'
import { closeRating, openRating } from '../commissions/rate-transactions.ts'
import type { RatingStep } from '../commissions/rating-state.ts'
import { markAffiliates } from '../commissions/reckoning/mark-affiliates.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { openBook } from '../ledger/book.ts'
import { postTransfers, type TransferDraft } from '../ledger/post-transfers.ts'
import { programNow } from '../programs/program-clock.ts'
import { readProgram } from '../programs/read-program.ts'
import { markCustomers } from '../reports/mark-customers.ts'
import type { CustomerTerms } from '../transactions/read-surroundings.ts'
import { readTransactions, type TransactionRecord } from '../transactions/transaction-record.ts'
import { type Disqualification, listDisqualifications } from './disqualification.ts'
import { requireCustomerTerms } from './require-customer-terms.ts'

export interface DisqualificationDecision {
  readonly kind: 'disqualified' | 'restored'
  /** Events from then on reach no level; null: none does. */
  readonly from: Date | null
  readonly reason: string | null
}

/**
 * Keeps a customer from qualifying, or lets it qualify again: what its levels have paid is taken back by lines of now, or paid again by the
 * events that reach them. Commissions that the operator supplied itself stay. Throws `not_found` and `state_conflict` (it is so already).
 */
export async function disqualifyCustomer(tx: Tx, clock: Clock, author: Omit<Author, 'now'>, customerId: Uuid, decision: DisqualificationDecision): Promise<Disqualification> {
  const { programId, actor } = author
  const program = await readProgram(tx, programId)
  if (program === undefined) throw new DomainError('not_found')
  const book = await openBook(tx, programId)
  const now = programNow(program, clock)
  const step = { tx, program, book, now }
  const before = await requireCustomerTerms(tx, programId, customerId)
  if ((before.disqualifiedFrom !== null) === (decision.kind === 'disqualified')) throw new DomainError('state_conflict', { message: `The customer is ${decision.kind === 'disqualified' ? 'disqualified' : 'not disqualified'}.` })
  await tx.all(
    build.insertInto('customer_disqualification').values({
      program_id: programId, id: newId(), customer_id: customerId, kind: decision.kind, effective_from: decision.from, reason: decision.reason, created_by: actor, recorded_at: now,
    }),
  )
  await recordAudit(tx, { programId, actor, now, action: `customer.${decision.kind}`, subjectType: 'customer', subjectId: customerId, details: { from: decision.from } })
  await markCustomers(tx, programId, [customerId])
  await postTransfers(tx, book, await requalify(step, await requireCustomerTerms(tx, programId, customerId)), now)
  await tx.settle()
  const [latest] = await listDisqualifications(tx, programId, customerId)
  if (latest === undefined) throw new Error('a decision that was not stored')
  return latest
}

async function requalify(step: RatingStep, customer: CustomerTerms): Promise<TransferDraft[]> {
  const latest = await readLatest(step, customer.id)
  const affiliateIds = latest.map(({ affiliateId }) => affiliateId)
  // CPAs that are reckoned from history follow by themselves.
  await markAffiliates(step.tx, step.program.id, affiliateIds)
  const state = await openRating(step, latest)
  const causes = new Map(latest.flatMap((record) => (record.planId === null ? [] : [[record.planId, { ...record, occurredAt: step.now, status: 'approved' as const }] as const])))
  await rateQualification(state, reopenQualification(state, customer, causes))
  return closeRating(state, affiliateIds)
}

/** The customer's latest transaction under each plan: what a correction is about. */
async function readLatest({ tx, program }: RatingStep, customerId: Uuid): Promise<TransactionRecord[]> {
  const records = await readTransactions(
    tx, program.id, 'latest-by-plan',
    `t.id in (select distinct on (x.affiliate_id, x.plan_id) x.id from transaction x
       where x.program_id = $1 and x.customer_id = $2 and x.applied_sequence is not null and x.removed_sequence is null and x.unpaid_reason is null and x.plan_id is not null
       order by x.affiliate_id, x.plan_id, x.effective_at desc, x.id desc)`,
    [customerId],
  )
  return records.sort((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime())
}
