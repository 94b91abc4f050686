import { setImmediate } from 'node:timers/promises'
import type { Tx } from '../../db/database.ts'
import { type CommissionTerms, chooseTerms, readCommissionTerms } from '../commissions/commission-terms.ts'
import { placeAt } from '../customers/customer-place.ts'
import { isUuid, newId, type Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import type { ClickKeys } from '../tracking/click-key.ts'
import { amountsOfItem, amountsOfRefund, type ItemAmounts } from './item-amounts.ts'
import { type OriginalSale, readOriginals, refund } from './original-sale.ts'
import { failed, holdsKey, type QueuedItem, type Refusal } from './queued-item.ts'
import {
  type AffiliateTerms, type BrandTerms, brandKey, type ClickTerms, type CustomerTerms, type HeldKey, type ProductTerms, readAffiliates,
  readCustomers, readHeldKeys, readSurroundings, type Surroundings,
} from './read-surroundings.ts'
import { isClaim, takesBack, type TransactionItem } from './transaction-item.ts'
import type { TransactionRecord } from './transaction-record.ts'

/** A transaction that can be stored, with the facts its rating needs. */
export interface ResolvedTransaction {
  readonly queued: QueuedItem
  readonly record: TransactionRecord
  readonly customer: CustomerTerms | null
  /** For a refund or chargeback of a known sale: that sale, and how much of it was taken back before and after. */
  readonly original: OriginalSale | null
}

export interface RefusedItem {
  readonly queued: QueuedItem
  readonly brandId: Uuid | null
  readonly refusal: Refusal
}

export interface Resolution {
  readonly resolved: readonly ResolvedTransaction[]
  readonly refused: readonly RefusedItem[]
}

interface Placed {
  readonly queued: QueuedItem
  readonly brand: BrandTerms
  readonly product: ProductTerms | null
}

/** Whose transaction it is: a customer's, an anonymous click's, or an affiliate's by name. */
interface Owner {
  readonly customer: CustomerTerms | null
  readonly click: ClickTerms | null
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  /** Of the click or the customer's attribution, where the item names none. */
  readonly productId: Uuid | null
  /** The instant that pins the terms: registration, click, or the event itself. */
  readonly pinnedAt: Date
}

/**
 * Decides for each item what it is about: brand, duplicate or not, customer, original sale, amounts after deductions, terms.
 * What cannot be decided is refused with a reason: failed for good, or waiting for something that may still come.
 */
export async function resolveTransactions(
  tx: Tx,
  context: {
    readonly program: Program; readonly clickKeys: ClickKeys; readonly sequence: bigint; readonly now: Date
    /** Told which customers the items are of, except those of refunds, before the long computation begins. */
    readonly onCustomers?: (ids: ReadonlySet<Uuid>) => void
  },
  queued: readonly QueuedItem[],
): Promise<Resolution> {
  const { program } = context
  const refused: RefusedItem[] = []
  const surroundings = await readSurroundings(tx, program, context.clickKeys, queued)
  const all = place(queued, surroundings, refused)
  // Both questions are asked at once.
  const customers = readCustomers(tx, program.id, namedCustomers(all))
  tx.defer(customers)
  const placed = await withoutDuplicates(tx, program.id, all, refused)

  const refunds = placed.filter(isRefund)
  const others = placed.filter((entry) => !isRefund(entry))
  const owners = await findOwners(tx, program.id, others, await customers, surroundings, refused)
  const affiliates = await readAffiliates(tx, program.id, [...new Set([...owners.values()].map((owner) => owner.affiliateId))])
  const terms = await readCommissionTerms(tx, program, affiliates.values())
  context.onCustomers?.(new Set([...owners.values()].flatMap(({ customer }) => customer?.id ?? [])))
  await tx.sent()

  const resolved: ResolvedTransaction[] = []
  for (const [index, entry] of others.entries()) {
    // PostgreSQL stops sending what nobody takes off its hands.
    if (index % ITEMS_AT_ONCE === 0) await setImmediate()
    const owner = owners.get(entry.queued)
    if (owner === undefined) continue
    const amounts = amountsOfItem(entry.queued.item, program, surroundings, entry.product, entry.brand)
    if (amounts.kind === 'failed') refused.push({ queued: entry.queued, brandId: entry.brand.id, refusal: amounts })
    else resolved.push({ queued: entry.queued, customer: owner.customer, original: null, record: recordOf(context, entry, owner, amounts, affiliates, terms) })
  }
  resolved.push(...(await resolveRefunds(tx, context, refunds, resolved, surroundings, refused)))
  return { resolved, refused }
}

/** Items worked through before the event loop turns. */
const ITEMS_AT_ONCE = 500

function isRefund({ queued: { item } }: Placed): boolean {
  return item.relatedExternalId !== undefined && takesBack(item.type)
}

function place(queued: readonly QueuedItem[], surroundings: Surroundings, refused: RefusedItem[]): Placed[] {
  const byId = new Map(surroundings.brands.map((brand) => [brand.id, brand]))
  const byExternalId = new Map(surroundings.brands.map((brand) => [brand.externalId, brand]))
  const products = new Map(surroundings.products.map((product) => [brandKey(product.brandId, product.externalId), product]))
  const placed: Placed[] = []
  for (const entry of queued) {
    const { item } = entry
    const brand = brandOf(item, byId, byExternalId, surroundings)
    if (brand === undefined) refused.push({ queued: entry, brandId: null, refusal: failed('brand_unknown', brandMessage(item)) })
    else {
      const product = item.externalProductId === undefined ? undefined : products.get(brandKey(brand.id, item.externalProductId))
      placed.push({ queued: entry, brand, product: product ?? null })
    }
  }
  return placed
}

function brandOf(
  item: TransactionItem,
  byId: ReadonlyMap<Uuid, BrandTerms>,
  byExternalId: ReadonlyMap<string | null, BrandTerms>,
  surroundings: Surroundings,
): BrandTerms | undefined {
  if (item.brandId !== undefined) return byId.get(item.brandId)
  if (item.externalBrandId !== undefined) return byExternalId.get(item.externalBrandId)
  const click = item.clickKey === undefined ? undefined : surroundings.clicks.get(item.clickKey)
  if (click !== undefined) return byId.get(click.brandId)
  return surroundings.brands.length === 1 ? surroundings.brands[0] : undefined
}

function brandMessage(item: TransactionItem): string {
  const named = item.externalBrandId ?? item.brandId
  return named === undefined ? 'No brand was given, and the program has more than one.' : `There is no brand "${named}".`
}

/** Drops what was seen before, in this set or earlier. An item that holds its own key passes; a claim gives way to whatever holds it. */
async function withoutDuplicates(tx: Tx, programId: Uuid, placed: readonly Placed[], refused: RefusedItem[]): Promise<Placed[]> {
  const pairs = new Map<string, { brandId: Uuid; externalId: string }>()
  const reported = new Set<string>()
  for (const { queued: { item }, brand } of placed) {
    if (item.externalId === undefined) continue
    const key = brandKey(brand.id, item.externalId)
    pairs.set(key, { brandId: brand.id, externalId: item.externalId })
    if (!isClaim(item)) reported.add(key)
  }
  const held: Map<string, HeldKey & { by?: Uuid }> = await readHeldKeys(tx, programId, pairs)
  const kept: Placed[] = []
  for (const entry of placed) {
    const { queued, brand } = entry
    const key = queued.item.externalId === undefined ? undefined : brandKey(brand.id, queued.item.externalId)
    const holder = key === undefined ? undefined : held.get(key)
    if (key !== undefined && isClaim(queued.item)) {
      if (holder === undefined && !reported.has(key)) kept.push(entry)
      else refused.push({ queued, brandId: brand.id, refusal: { kind: 'duplicate' } })
    } else if (key === undefined || holder === undefined || holdsKey(queued)) {
      if (key !== undefined) held.set(key, { contentHash: queued.contentHash, transactionId: null })
      kept.push(entry)
    } else {
      refused.push({ queued, brandId: brand.id, refusal: duplicate(holder.contentHash === queued.contentHash) })
    }
  }
  return kept
}

function duplicate(isSameContent: boolean): Refusal {
  if (isSameContent) return { kind: 'duplicate' }
  return failed('duplicate_with_other_content', 'A transaction with this externalId and other content exists; nothing was changed.')
}

async function findOwners(
  tx: Tx,
  programId: Uuid,
  placed: readonly Placed[],
  customers: ReadonlyMap<string, CustomerTerms>,
  surroundings: Surroundings,
  refused: RefusedItem[],
): Promise<Map<QueuedItem, Owner>> {
  const manual = await readManualTrackers(tx, programId, placed)
  const owners = new Map<QueuedItem, Owner>()
  for (const entry of placed) {
    const found = ownerOf(entry, customers, surroundings, manual)
    if ('kind' in found) refused.push({ queued: entry.queued, brandId: entry.brand.id, refusal: found })
    else owners.set(entry.queued, found)
  }
  return owners
}

function namedCustomers(placed: readonly Placed[]): Map<string, { brandId: Uuid; externalId: string }> {
  const pairs = new Map<string, { brandId: Uuid; externalId: string }>()
  for (const { queued, brand } of placed) {
    const externalId = queued.item.externalCustomerId
    if (externalId !== undefined) pairs.set(brandKey(brand.id, externalId), { brandId: brand.id, externalId })
  }
  return pairs
}

function ownerOf(entry: Placed, customers: ReadonlyMap<string, CustomerTerms>, surroundings: Surroundings, manual: ReadonlyMap<Uuid, Uuid>): Owner | Refusal {
  const { item } = entry.queued
  const customer = item.externalCustomerId === undefined ? null : customers.get(brandKey(entry.brand.id, item.externalCustomerId))
  if (customer === undefined) return waitForCustomer(item.externalCustomerId ?? '')
  const place = customer === null ? null : placeAt(customer, new Date(item.occurredAt))
  if (item.ownerId !== undefined && item.ownerId !== place?.affiliateId) return ownerByName(item, item.ownerId, customer, manual)
  if (customer !== null && !customer.isVerified && item.ownerId === undefined) return waitForConfirmation(customer.externalId)
  if (place !== null) return { customer, click: null, ...place }
  if (item.clickKey !== undefined) {
    const click = surroundings.clicks.get(item.clickKey)
    if (!entry.brand.allowAnonymous) return failed('anonymous_not_allowed', 'This brand does not allow transactions without a customer.')
    if (click === undefined || click.isBlocked) return failed('click_invalid', 'The clickKey is not a valid click of this program.')
    const { affiliateId, trackerId, productId } = click
    return { customer: null, click, affiliateId, trackerId, productId, pinnedAt: click.occurredAt }
  }
  if (item.affiliateId !== undefined) return ownerByName(item, item.affiliateId, null, manual)
  return failed('customer_unknown', 'Neither externalCustomerId, clickKey nor affiliateId says whose transaction this is.')
}

/** The terms of an affiliate who did not bring the customer are those of the event: there is no earlier moment between the two. */
function ownerByName(item: TransactionItem, affiliateId: Uuid, customer: CustomerTerms | null, trackers: ReadonlyMap<Uuid, Uuid>): Owner | Refusal {
  const trackerId = trackers.get(affiliateId)
  if (trackerId === undefined) return failed('affiliate_unknown', 'There is no such affiliate.')
  return { customer, click: null, affiliateId, trackerId, productId: null, pinnedAt: new Date(item.occurredAt) }
}

function waitForCustomer(externalId: string): Refusal {
  return { kind: 'waiting', code: 'customer_unknown', message: `There is no customer "${externalId}" of this brand yet.` }
}

function waitForConfirmation(externalId: string): Refusal {
  return { kind: 'waiting', code: 'customer_unverified', message: `Customer "${externalId}" was registered by a page and is not confirmed yet.` }
}

/** Who names an affiliate names no tracker: its oldest stands for it. */
async function readManualTrackers(tx: Tx, programId: Uuid, placed: readonly Placed[]): Promise<Map<Uuid, Uuid>> {
  const ids = placed.flatMap(({ queued: { item } }) => namedAffiliate(item) ?? [])
  if (ids.length === 0) return new Map()
  const rows = await tx.sql<{ affiliate_id: Uuid; id: Uuid }>({
    name: 'manual-trackers',
    text: `select distinct on (affiliate_id) affiliate_id, id from tracker where program_id = $1 and affiliate_id = any($2) order by affiliate_id, id`,
    values: [programId, [...new Set(ids)]],
  })
  return new Map(rows.map((row) => [row.affiliate_id, row.id]))
}

function namedAffiliate(item: TransactionItem): Uuid | undefined {
  if (item.ownerId !== undefined) return item.ownerId
  const isNeeded = item.externalCustomerId === undefined && item.clickKey === undefined
  return isNeeded && item.affiliateId !== undefined && isUuid(item.affiliateId) ? item.affiliateId : undefined
}

async function resolveRefunds(
  tx: Tx,
  context: { readonly program: Program; readonly sequence: bigint; readonly now: Date },
  refunds: readonly Placed[],
  fresh: readonly ResolvedTransaction[],
  surroundings: Surroundings,
  refused: RefusedItem[],
): Promise<ResolvedTransaction[]> {
  if (refunds.length === 0) return []
  const originals = await readOriginals(tx, context.program.id, refunds.map(({ queued, brand }) => ({ brandId: brand.id, externalId: queued.item.relatedExternalId ?? '' })), fresh)
  const resolved: ResolvedTransaction[] = []
  for (const entry of [...refunds].sort((a, b) => a.queued.item.occurredAt - b.queued.item.occurredAt)) {
    const found = originals.get(brandKey(entry.brand.id, entry.queued.item.relatedExternalId ?? ''))
    const amounts = amountsOfRefund(entry.queued.item, context.program, surroundings, found?.sale)
    const outcome = amounts.kind === 'failed' ? amounts : refund(found, amounts)
    if (outcome.kind !== 'refunded') refused.push({ queued: entry.queued, brandId: entry.brand.id, refusal: outcome })
    else resolved.push({ queued: entry.queued, customer: outcome.original.customer, original: outcome.original, record: recordOfRefund(context, entry, outcome.original, outcome.amounts) })
  }
  return resolved
}

function recordOf(
  context: { readonly sequence: bigint; readonly now: Date },
  entry: Placed,
  owner: Owner,
  amounts: ItemAmounts,
  affiliates: ReadonlyMap<Uuid, AffiliateTerms>,
  terms: CommissionTerms,
): TransactionRecord {
  const { item } = entry.queued
  const occurredAt = new Date(item.occurredAt)
  const affiliate = affiliates.get(owner.affiliateId)
  const productId = entry.product?.id ?? owner.productId
  const choice = chooseTerms(terms, {
    affiliateId: owner.affiliateId, groupId: affiliate?.groupId ?? null, brandId: entry.brand.id, productId,
    trackerId: owner.trackerId, registeredAt: owner.pinnedAt,
  }, occurredAt)
  const isPending = item.heldAt !== undefined || !entry.brand.autoApprove
  const stage = item.heldAt ?? entry.brand.approvalStage
  return {
    ...ownFields(context, entry.queued),
    ...amounts.amounts,
    brandId: entry.brand.id,
    productId,
    customerId: owner.customer?.id ?? null,
    affiliateId: owner.affiliateId,
    trackerId: owner.trackerId,
    clickKey: owner.click?.key ?? null,
    relatedTransactionId: null,
    effectiveAt: occurredAt,
    status: isPending ? 'pending' : 'approved',
    appliedSequence: isPending && stage === 'transaction' ? null : context.sequence,
    unpaidReason: unpaidReason(affiliate, choice !== null),
    revShareExcluded: owner.customer?.revShareExcluded ?? false,
    cpaExcluded: owner.customer?.cpaExcluded ?? false,
    planId: choice?.version.planId ?? null,
    planVersionId: choice?.version.versionId ?? null,
    assignmentId: choice?.assignmentId ?? null,
  }
}

/** Why nothing that an affiliate brings earns anything; null when it can. */
export function unpaidReason(affiliate: AffiliateTerms | undefined, hasTerms: boolean): string | null {
  if (affiliate === undefined || affiliate.isOrganic) return 'unattributed'
  if (affiliate.status !== 'active') return 'affiliate_inactive'
  return hasTerms ? null : 'plan_missing'
}

/** A refund inherits whose it is, its terms and its exclusions from the sale; it takes effect where the sale does, and at once. */
function recordOfRefund(
  context: { readonly sequence: bigint; readonly now: Date },
  entry: Placed,
  { sale }: OriginalSale,
  amounts: ItemAmounts,
): TransactionRecord {
  return {
    ...ownFields(context, entry.queued),
    ...amounts.amounts,
    brandId: sale.brandId,
    productId: sale.productId,
    customerId: sale.customerId,
    affiliateId: sale.affiliateId,
    trackerId: sale.trackerId,
    clickKey: sale.clickKey,
    relatedTransactionId: sale.id,
    effectiveAt: sale.effectiveAt,
    status: 'approved',
    appliedSequence: context.sequence,
    unpaidReason: sale.unpaidReason,
    // A sale with a supplied share never entered the totals, so its refund must not either, however small.
    revShareExcluded: sale.revShareExcluded || sale.suppliedRevShareMinor !== 0n,
    cpaExcluded: sale.cpaExcluded,
    planId: sale.planId,
    planVersionId: sale.planVersionId,
    assignmentId: sale.assignmentId,
  }
}

function ownFields(context: { readonly now: Date }, queued: QueuedItem) {
  const { item } = queued
  return {
    id: newId(),
    batchId: queued.batchId,
    type: item.type,
    externalId: item.externalId ?? null,
    externalCustomerId: item.externalCustomerId ?? null,
    externalProductId: item.externalProductId ?? null,
    country: item.country ?? null,
    countryCode: item.countryCode ?? null,
    occurredAt: new Date(item.occurredAt),
    isVerified: item.isUnverified !== true,
    removedSequence: null,
    category: item.category ?? null,
    label: item.label ?? null,
    note: item.note ?? null,
    integrationType: queued.integrationType,
    createdBy: queued.createdBy,
    recordedAt: context.now,
  }
}
