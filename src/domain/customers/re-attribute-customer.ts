import { BulkRows, columns } from '../../db/bulk.ts'
import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { rateTransactions } from '../commissions/rate-transactions.ts'
import { markAffiliates } from '../commissions/reckoning/mark-affiliates.ts'
import type { RatingStep } from '../commissions/rating-state.ts'
import { unrateTransactions } from '../commissions/unrate-transactions.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { openBook } from '../ledger/book.ts'
import { postTransfers } from '../ledger/post-transfers.ts'
import { programNow } from '../programs/program-clock.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import { markCustomers } from '../reports/mark-customers.ts'
import type { CustomerTerms } from '../transactions/read-surroundings.ts'
import { endMoved, MAY_MOVE, succeedTransactions } from '../transactions/succeed-transactions.ts'
import { readTransactions, type TransactionRecord } from '../transactions/transaction-record.ts'
import { placeAt } from './customer-place.ts'
import { defaultTrackers } from './default-trackers.ts'
import { listReattributions, type Reattribution } from './reattribution.ts'
import { requireCustomerTerms } from './require-customer-terms.ts'

/** The most transactions that move with a customer in one call. */
export const MOVED_MAX = 10_000
/** The most often that one customer is given away. */
export const REATTRIBUTIONS_MAX = 100

export interface NewReattribution {
  readonly affiliateId?: Uuid | undefined
  /** In place of the affiliate, or one of its own. Without it the affiliate's oldest. */
  readonly trackerId?: Uuid | undefined
  /** Events from then on; null: all of them. */
  readonly from: Date | null
  readonly reason: string
}

/**
 * Gives a customer to another affiliate: its events from a date on, or all of them. Its transactions of that time move: each is ended and a
 * successor takes its place under the new affiliate's terms, as if it had always been so; what was paid is taken back by lines in the open
 * period. A conversion that names another affiliate itself stays. Throws `not_found`, `affiliate_unknown`, `tracker_unknown`,
 * `state_conflict` (it is the affiliate's already) and `too_many`.
 */
export async function reattributeCustomer(tx: Tx, clock: Clock, author: Omit<Author, 'now'>, customerId: Uuid, input: NewReattribution): Promise<Reattribution> {
  const { programId, actor } = author
  const program = await readProgram(tx, programId)
  if (program === undefined) throw new DomainError('not_found')
  // Held first: a batch that is being processed comes before or after, not beside.
  const book = await openBook(tx, programId)
  const now = programNow(program, clock)
  const step = { tx, program, book, now }
  const customer = await requireMovable(tx, programId, customerId)
  const target = await readTarget(tx, programId, input, now)
  requireChange(customer, target, input.from, now)
  const moving = await readMoving(step, customer, target, input.from)
  const id: Uuid = newId()
  await tx.all(
    build.insertInto('customer_reattribution').values({
      program_id: programId, id, customer_id: customerId, affiliate_id: target.affiliateId, tracker_id: target.trackerId, effective_from: input.from,
      reason: input.reason, moved: moving.length, created_by: actor, recorded_at: now,
    }),
  )
  await recordAudit(tx, { programId, actor, now, action: 'customer.reattributed', subjectType: 'customer', subjectId: customerId, details: { from: input.from, ...target, moved: moving.length } })
  await markCustomers(tx, programId, [customerId])
  // A registration can earn without a transaction.
  await markAffiliates(tx, programId, [customer.affiliateId, target.affiliateId, ...customer.moves.map(({ affiliateId }) => affiliateId)])
  if (moving.length > 0) await moveTransactions(step, await requireCustomerTerms(tx, programId, customerId), moving, { actor, reason: input.reason })
  await tx.settle()
  const [latest] = await listReattributions(tx, programId, customerId)
  if (latest === undefined) throw new Error('a decision that was not stored')
  return latest
}

async function requireMovable(tx: Tx, programId: Uuid, customerId: Uuid): Promise<CustomerTerms> {
  const customer = await requireCustomerTerms(tx, programId, customerId)
  if (customer.moves.length >= REATTRIBUTIONS_MAX) throw new DomainError('too_many', { message: `A customer is given to another affiliate at most ${REATTRIBUTIONS_MAX} times.` })
  return customer
}

interface Target {
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
}

async function readTarget(tx: Tx, programId: Uuid, { affiliateId, trackerId }: NewReattribution, now: Date): Promise<Target> {
  if (trackerId !== undefined) {
    const tracker = await tx.first(build.selectFrom('tracker').select('affiliate_id').where('program_id', '=', programId).where('id', '=', trackerId))
    if (tracker === undefined || (affiliateId !== undefined && tracker.affiliate_id !== affiliateId)) throw unknown('tracker_unknown', 'trackerId')
    return { affiliateId: tracker.affiliate_id, trackerId }
  }
  if (affiliateId === undefined) throw unknown('affiliate_unknown', 'affiliateId')
  const affiliate = await tx.first(build.selectFrom('affiliate').select('id').where('program_id', '=', programId).where('id', '=', affiliateId).where('erased_at', 'is', null))
  const tracker = affiliate === undefined ? undefined : (await defaultTrackers(tx, programId, [affiliateId], now)).get(affiliateId)
  if (tracker === undefined) throw unknown('affiliate_unknown', 'affiliateId')
  return { affiliateId, trackerId: tracker.id }
}

function unknown(code: 'affiliate_unknown' | 'tracker_unknown', path: string): DomainError {
  return new DomainError(code, { errors: [{ path, code, message: 'There is no such object.' }] })
}

function requireChange(customer: CustomerTerms, target: Target, from: Date | null, now: Date): void {
  // Whoever decided in between may have given it away and back: then the places in between differ.
  const instants = [from ?? customer.registeredAt, now, ...customer.moves.flatMap((move) => move.from ?? [])].filter((at) => from === null || at >= from)
  const isThere = instants.every((at) => isAt(placeAt(customer, at), target))
  if (isThere) throw new DomainError('state_conflict', { message: 'The customer is this affiliate’s already.' })
}

function isAt(place: Target, target: Target): boolean {
  return place.affiliateId === target.affiliateId && place.trackerId === target.trackerId
}

/** The customer's transactions that move: those that came to its affiliate because it was the customer's, and their refunds. */
async function readMoving({ tx, program }: RatingStep, customer: CustomerTerms, target: Target, from: Date | null): Promise<TransactionRecord[]> {
  const records = await readTransactions(tx, program.id, 'moving', `${MAY_MOVE} and ($3::timestamptz is null or t.effective_at >= $3) limit $4`, [customer.id, from, MOVED_MAX + 1])
  if (records.length > MOVED_MAX) throw new DomainError('too_many', { message: `At most ${MOVED_MAX.toLocaleString('en')} transactions move at once; give the customer away from a later date.` })
  const moving = records.filter((record) => record.affiliateId === placeAt(customer, record.effectiveAt).affiliateId && !isAt(record, target))
  const ids = new Set(moving.map(({ id }) => id))
  return moving.filter(({ relatedTransactionId }) => relatedTransactionId === null || ids.has(relatedTransactionId))
}

/** In two steps of the book, of one database transaction: each line recomputes from what was in effect at the end of its own. */
async function moveTransactions(step: RatingStep & { readonly program: Program }, customer: CustomerTerms, moving: readonly TransactionRecord[], decision: { readonly actor: string; readonly reason: string }): Promise<void> {
  const { tx, program, book, now } = step
  await endMoved(step, moving)
  recordMoves(step, moving, decision)
  await postTransfers(tx, book, await unrateTransactions(step, moving.filter(({ appliedSequence }) => appliedSequence !== null), decision), now)
  // What the next step reads was deferred.
  await tx.settle()
  const next = { ...step, book: await openBook(tx, program.id) }
  await postTransfers(tx, next.book, await rateTransactions(next, await succeedTransactions(next, customer, moving)), now)
}

function recordMoves({ tx, program, now }: RatingStep, records: readonly TransactionRecord[], { actor, reason }: { readonly actor: string; readonly reason: string }): void {
  const rows = new BulkRows(columns('program_id uuid, id uuid, transaction_id uuid, kind text, actor text, reason text, recorded_at timestamptz'))
  for (const { id } of records) rows.add(program.id, newId(), id, 'moved', actor, reason, now)
  tx.defer(rows.insertInto(tx, 'transaction_event'))
}
