import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { chooseTerms, readCommissionTerms } from '../commissions/commission-terms.ts'
import type { RatedTransaction, RatingStep } from '../commissions/rating-state.ts'
import { type CustomerPlace, placeAt } from '../customers/customer-place.ts'
import { newId, type Uuid } from '../ids.ts'
import type { OriginalSale } from './original-sale.ts'
import { type CustomerTerms, readAffiliates } from './read-surroundings.ts'
import { unpaidReason } from './resolve-transactions.ts'
import { insertTransactions, type TransactionRecord } from './transaction-record.ts'

/**
 * Gives transactions of a customer that moved their successors at the customer's present place: the same amounts, times and state under that
 * affiliate's terms, each naming the one whose place it takes and holding its external id. `moved` has refunds only together with their
 * sale, and its effect was taken away. Answers what is to be rated.
 */
export async function succeedTransactions(step: RatingStep, customer: CustomerTerms, moved: readonly TransactionRecord[]): Promise<RatedTransaction[]> {
  const termsFor = await openTerms(step, customer, moved)
  const inOrder = [...moved].sort((a, b) => (a.id < b.id ? -1 : 1))
  const successors = new Map<Uuid, TransactionRecord>()
  for (const record of inOrder.filter(({ relatedTransactionId }) => relatedTransactionId === null)) successors.set(record.id, { ...inheritedFields(step, record), ...termsFor(record) })
  for (const record of inOrder) {
    const sale = record.relatedTransactionId === null ? undefined : successors.get(record.relatedTransactionId)
    if (sale !== undefined) successors.set(record.id, { ...inheritedFields(step, record), ...termsOfSale(sale) })
  }
  // In the order of the originals: refunds follow each other.
  const records = inOrder.flatMap(({ id }) => successors.get(id) ?? [])
  await insertTransactions(step.tx, step.program.id, records)
  await passKeys(step, records)
  const originals = originalsOf(records, customer)
  return records.flatMap((record) => (record.appliedSequence === null ? [] : [{ record, customer, original: originals.get(record.id) ?? null }]))
}

function inheritedFields({ book, now }: RatingStep, record: TransactionRecord): TransactionRecord {
  return { ...record, id: newId(), replacesId: record.id, appliedSequence: record.appliedSequence === null ? null : book.sequence, removedSequence: null, recordedAt: now }
}

type Terms = Pick<TransactionRecord, 'affiliateId' | 'trackerId' | 'productId' | 'unpaidReason' | 'planId' | 'planVersionId' | 'assignmentId'>

async function openTerms(step: RatingStep, customer: CustomerTerms, moved: readonly TransactionRecord[]): Promise<(record: TransactionRecord) => Terms> {
  const { tx, program } = step
  const affiliates = await readAffiliates(tx, program.id, [...new Set(moved.map(({ effectiveAt }) => placeAt(customer, effectiveAt).affiliateId))])
  const terms = await readCommissionTerms(tx, program, affiliates.values())
  const named = await readNamedProducts(tx, program.id, moved)
  return (record) => {
    const place: CustomerPlace = placeAt(customer, record.effectiveAt)
    const { affiliateId, trackerId, pinnedAt } = place
    const affiliate = affiliates.get(affiliateId)
    const productId = record.productId !== null && named.has(record.productId) ? record.productId : place.productId
    const subject = { affiliateId, groupId: affiliate?.groupId ?? null, brandId: record.brandId, productId, trackerId, registeredAt: pinnedAt }
    const choice = chooseTerms(terms, subject, record.occurredAt)
    return {
      affiliateId, trackerId, productId, unpaidReason: unpaidReason(affiliate, choice !== null), planId: choice?.version.planId ?? null,
      planVersionId: choice?.version.versionId ?? null, assignmentId: choice?.assignmentId ?? null,
    }
  }
}

/** The products that transactions named themselves; others came with the link that brought the customer. */
async function readNamedProducts(tx: Tx, programId: Uuid, moved: readonly TransactionRecord[]): Promise<Set<Uuid>> {
  const rows = new BulkRows(columns('id uuid, external_id text'))
  for (const { productId, externalProductId } of moved) if (productId !== null && externalProductId !== null) rows.add(productId, externalProductId)
  if (rows.size === 0) return new Set()
  const named = await tx.sql<{ id: Uuid }>({
    name: 'named-products',
    text: `select p.id from ${rows.unnest('k', 2)} join product p on p.program_id = $1 and p.id = k.id and p.external_id = k.external_id`,
    values: [programId, ...rows.parameters()],
  })
  return new Set(named.map(({ id }) => id))
}

function termsOfSale({ id, affiliateId, trackerId, productId, unpaidReason: reason, planId, planVersionId, assignmentId }: TransactionRecord): Terms & Pick<TransactionRecord, 'relatedTransactionId'> {
  return { relatedTransactionId: id, affiliateId, trackerId, productId, unpaidReason: reason, planId, planVersionId, assignmentId }
}

/** The external ids belong to the successors from now on: refunds that come find their sale there. */
async function passKeys({ tx, program }: RatingStep, records: readonly TransactionRecord[]): Promise<void> {
  const rows = new BulkRows(columns('id uuid, replaces_id uuid'))
  for (const { id, replacesId } of records) rows.add(id, replacesId)
  await tx.count({
    name: 'pass-keys',
    text: `update transaction_key k set transaction_id = r.id
             from ${rows.unnest('r', 2)} join transaction t on t.program_id = $1 and t.id = r.replaces_id
            where k.program_id = $1 and k.brand_id = t.brand_id and k.external_id = t.external_id and k.transaction_id = t.id`,
    values: [program.id, ...rows.parameters()],
  })
}

/** For each refund its sale, and how much of it was taken back before and after, in the order in which the refunds came. */
function originalsOf(records: readonly TransactionRecord[], customer: CustomerTerms): Map<Uuid, OriginalSale> {
  const sales = new Map(records.map((record) => [record.id, record]))
  const refunded = new Map<Uuid, bigint>()
  const originals = new Map<Uuid, OriginalSale>()
  for (const refund of records) {
    const sale = refund.relatedTransactionId === null ? undefined : sales.get(refund.relatedTransactionId)
    if (sale === undefined) continue
    const [paid, takenBack] = sale.sale > 0n ? [sale.sale, -refund.sale] : [sale.deposit, -refund.deposit]
    const refundedBefore = refunded.get(sale.id) ?? 0n
    const refundedAfter = refundedBefore + takenBack
    refunded.set(sale.id, refundedAfter)
    originals.set(refund.id, { sale, customer, paid, refundedBefore, refundedAfter })
  }
  return originals
}

/** The transactions of a customer that may move: accepted, not rejected, and not moved before. */
export const MAY_MOVE = `t.customer_id = $2 and t.status in ('pending', 'approved') and t.removed_sequence is null`

/** Ends transactions whose successors take their place: no effect from this step on. */
export async function endMoved({ tx, program, book, now }: RatingStep, records: readonly TransactionRecord[]): Promise<void> {
  await tx.count({
    name: 'end-moved',
    text: `update transaction set status = 'moved', removed_sequence = case when applied_sequence is null then null else $2::bigint end, updated_at = $3
            where program_id = $1 and id = any($4::uuid[])`,
    values: [program.id, book.sequence, now, arrayLiteral(records.map(({ id }) => id))],
  })
}
