import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Deduction } from '../commissions/rules/deductions.ts'
import { parseDeductions } from '../commissions/rules/deductions.ts'
import { type Move, MOVES_OF_CUSTOMER, movesOf, type StoredMoves } from '../customers/customer-place.ts'
import { DISQUALIFIED_FROM } from '../customers/disqualification.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import type { ClickKeys, ClickKeyContent } from '../tracking/click-key.ts'
import type { QueuedItem } from './queued-item.ts'
import type { ApprovalStage } from './transaction-item.ts'

export interface BrandTerms {
  readonly id: Uuid
  readonly externalId: string | null
  readonly autoApprove: boolean
  readonly approvalStage: ApprovalStage
  readonly allowAnonymous: boolean
  readonly deductionSetId: Uuid | null
}

export interface ProductTerms {
  readonly id: Uuid
  readonly brandId: Uuid
  readonly externalId: string
  readonly deductionSetId: Uuid | null
}

export interface AffiliateTerms {
  readonly id: Uuid
  readonly groupId: Uuid | null
  readonly status: string
  readonly isOrganic: boolean
}

export interface CustomerTerms {
  readonly id: Uuid
  readonly brandId: Uuid
  readonly externalId: string
  readonly registeredAt: Date
  readonly country: string | null
  readonly isVerified: boolean
  readonly revShareExcluded: boolean
  readonly cpaExcluded: boolean
  /** When it was excluded from CPA after its registration; null: from the registration on, or not at all. */
  readonly cpaExcludedAt: Date | null
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  readonly productId: Uuid | null
  readonly clickedAt: Date | null
  /** Since when a manager keeps it from qualifying; null: it can. */
  readonly disqualifiedFrom: Date | null
  /** To whom managers gave the customer since; the newest decision first. */
  readonly moves: readonly Move[]
}

/** A click key that was sent with an item, as far as it could be read. */
export interface ClickTerms {
  readonly key: Uuid
  readonly occurredAt: Date
  readonly isBlocked: boolean
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  readonly brandId: Uuid
  readonly productId: Uuid | null
}

export interface HeldKey {
  readonly contentHash: Uuid
  readonly transactionId: Uuid | null
}

/** Everything that a set of items refers to, read in a handful of statements. */
export interface Surroundings {
  readonly brands: readonly BrandTerms[]
  readonly products: readonly ProductTerms[]
  readonly deductions: ReadonlyMap<Uuid, readonly Deduction[]>
  readonly clicks: ReadonlyMap<string, ClickTerms>
  readonly rates: readonly { readonly currency: string; readonly effectiveFrom: Date; readonly ratePpb: bigint }[]
}

/** Reads brands, products, deductions, clicks and exchange rates for a set of items. */
export async function readSurroundings(tx: Tx, program: Program, clickKeys: ClickKeys, queued: readonly QueuedItem[]): Promise<Surroundings> {
  const brands = await readBrands(tx, program.id)
  const products = queued.some(({ item }) => item.externalProductId !== undefined) ? await readProducts(tx, program.id) : []
  const setIds = [...brands, ...products].flatMap(({ deductionSetId }) => (deductionSetId === null ? [] : [deductionSetId]))
  return {
    brands,
    products,
    deductions: await readDeductionSets(tx, program, setIds),
    clicks: await readClicks(tx, program, clickKeys, queued),
    rates: await readRates(tx, program, queued),
  }
}

async function readBrands(tx: Tx, programId: Uuid): Promise<BrandTerms[]> {
  return tx.sql<BrandTerms>({
    name: 'processing-brands',
    text: `select id, external_id as "externalId", auto_approve as "autoApprove", approval_stage as "approvalStage",
                  allow_anonymous_transactions as "allowAnonymous", deduction_set_id as "deductionSetId"
             from brand where program_id = $1 and status <> 'archived'`,
    values: [programId],
  })
}

async function readProducts(tx: Tx, programId: Uuid): Promise<ProductTerms[]> {
  return tx.sql<ProductTerms>({
    name: 'processing-products',
    text: `select id, brand_id as "brandId", external_id as "externalId", deduction_set_id as "deductionSetId"
             from product where program_id = $1 and external_id is not null and status <> 'archived'`,
    values: [programId],
  })
}

// Deduction sets never change, so a parsed one is kept for the life of the process.
const parsedDeductions = new Map<Uuid, readonly Deduction[]>()
const PARSED_DEDUCTIONS_MAX = 10_000

/** The parsed deduction sets of the ids. */
export async function readDeductionSets(tx: Tx, program: Pick<Program, 'id' | 'currency'>, ids: readonly Uuid[]): Promise<ReadonlyMap<Uuid, readonly Deduction[]>> {
  const missing = ids.filter((id) => !parsedDeductions.has(id))
  if (missing.length > 0) {
    if (parsedDeductions.size > PARSED_DEDUCTIONS_MAX) parsedDeductions.clear()
    const rows = await tx.sql<{ id: Uuid; deductions: unknown }>({
      name: 'deduction-sets',
      text: 'select id, deductions from deduction_set where program_id = $1 and id = any($2::uuid[])',
      values: [program.id, arrayLiteral(missing)],
    })
    for (const row of rows) parsedDeductions.set(row.id, parseDeductions(row.deductions, program.currency, 'deductions'))
  }
  return parsedDeductions
}

async function readClicks(tx: Tx, program: Program, clickKeys: ClickKeys, queued: readonly QueuedItem[]): Promise<Map<string, ClickTerms>> {
  const read = new Map<string, ClickKeyContent>()
  for (const { item } of queued) {
    if (item.clickKey === undefined || read.has(item.clickKey)) continue
    const content = clickKeys.read(item.clickKey)
    if (content !== null && content.programNumber === program.number) read.set(item.clickKey, content)
  }
  if (read.size === 0) return new Map()
  const numbers = [...new Set([...read.values()].map((content) => content.linkNumber))]
  const links = await tx.sql<{ number: number; affiliateId: Uuid; trackerId: Uuid; brandId: Uuid; productId: Uuid | null }>({
    name: 'processing-links',
    text: `select l.number, t.affiliate_id as "affiliateId", l.tracker_id as "trackerId", l.brand_id as "brandId", l.product_id as "productId"
             from tracking_link l join tracker t on t.program_id = l.program_id and t.id = l.tracker_id
            where l.program_id = $1 and l.number = any($2::int[])`,
    values: [program.id, arrayLiteral(numbers)],
  })
  const byNumber = new Map(links.map((link) => [link.number, link]))
  const clicks = new Map<string, ClickTerms>()
  for (const [text, content] of read) {
    const link = byNumber.get(content.linkNumber)
    if (link !== undefined) clicks.set(text, { ...link, key: content.uuid, occurredAt: content.occurredAt, isBlocked: content.isBlocked })
  }
  return clicks
}

/**
 * The rates that items in other currencies can ask for, newest first: of each currency from the one in force at its earliest event up to its
 * latest. Rates come in by the day and stay forever, so reading all of them would grow with every year.
 */
async function readRates(tx: Tx, program: Program, queued: readonly QueuedItem[]): Promise<Surroundings['rates']> {
  const spans = new Map<string, { first: number; last: number }>()
  for (const { item } of queued) {
    if (item.currency === undefined || item.currency === program.currency) continue
    const { first, last } = spans.get(item.currency) ?? { first: item.occurredAt, last: item.occurredAt }
    spans.set(item.currency, { first: Math.min(first, item.occurredAt), last: Math.max(last, item.occurredAt) })
  }
  if (spans.size === 0) return []
  const rows = new BulkRows(columns('currency text, first_at timestamptz, last_at timestamptz'))
  for (const [currency, { first, last }] of spans) rows.add(currency, new Date(first), new Date(last))
  return tx.sql({
    name: 'processing-rates',
    text: `select r.currency, r.effective_from as "effectiveFrom", r.rate_ppb as "ratePpb"
             from ${rows.unnest('w', 2)}
            cross join lateral (select max(effective_from) as at from fx_rate where program_id = $1 and currency = w.currency::char(3) and effective_from <= w.first_at) f
             join fx_rate r on r.program_id = $1 and r.currency = w.currency::char(3) and r.effective_from between coalesce(f.at, w.first_at) and w.last_at
            order by r.effective_from desc`,
    values: [program.id, ...rows.parameters()],
  })
}

/** Names a customer or an externalId within a program: external ids are unique per brand only. */
export function brandKey(brandId: Uuid, externalId: string): string {
  return `${brandId}:${externalId}`
}

const CUSTOMER_TERMS = `c.id, c.brand_id as "brandId", c.external_id as "externalId", c.registered_at as "registeredAt",
  coalesce(c.country_code, c.country) as country, c.is_verified as "isVerified",
  c.rev_share_excluded as "revShareExcluded", c.cpa_excluded as "cpaExcluded", c.cpa_excluded_at as "cpaExcludedAt", a.affiliate_id as "affiliateId",
  a.tracker_id as "trackerId", a.product_id as "productId", a.touched_at as "clickedAt", ${MOVES_OF_CUSTOMER} as moves,
  ${DISQUALIFIED_FROM} as "disqualifiedFrom"`

type StoredCustomerTerms = Omit<CustomerTerms, 'moves'> & { readonly moves: StoredMoves }

/** Whoever was given a customer with its history did not bring it by the click. */
function termsOfRow(row: StoredCustomerTerms): CustomerTerms {
  if (row.moves === null) return { ...row, moves: NO_MOVES }
  const moves = movesOf(row.moves)
  return { ...row, moves, clickedAt: moves.some(({ from }) => from === null) ? null : row.clickedAt }
}

const NO_MOVES: readonly Move[] = []

/** The customers of the ids with their attribution, by id. */
export async function readCustomersById(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, CustomerTerms>> {
  if (ids.length === 0) return new Map()
  const customers = await tx.sql<StoredCustomerTerms>({
    name: 'customers-by-id',
    text: `select ${CUSTOMER_TERMS}
             from customer c join attribution a on a.program_id = $1 and a.customer_id = c.id
            where c.program_id = $1 and c.id = any($2::uuid[])`,
    values: [programId, arrayLiteral([...new Set(ids)])],
  })
  return new Map(customers.map((row) => [row.id, termsOfRow(row)]))
}

/** The customers of (brand, external id) pairs with their attribution, by brandKey. */
export async function readCustomers(tx: Tx, programId: Uuid, pairs: ReadonlyMap<string, { brandId: Uuid; externalId: string }>): Promise<Map<string, CustomerTerms>> {
  if (pairs.size === 0) return new Map()
  const rows = new BulkRows(columns('brand_id uuid, external_id text'))
  for (const pair of pairs.values()) rows.add(pair.brandId, pair.externalId)
  const customers = await tx.sql<StoredCustomerTerms>({
    name: 'processing-customers',
    // From k to k, in order: see the note on statements in customer.ts. As a join it read all customers of a program.
    text: `select ${CUSTOMER_TERMS}
             from ${rows.unnest('k', 2)}
             cross join lateral (
               select * from customer where program_id = $1 and brand_id = k.brand_id and external_id >= k.external_id and external_id <= k.external_id
                order by external_id limit 1) c
             cross join lateral (
               select * from attribution where program_id = $1 and customer_id >= c.id and customer_id <= c.id order by customer_id limit 1) a`,
    values: [programId, ...rows.parameters()],
  })
  return new Map(customers.map((row) => [brandKey(row.brandId, row.externalId), termsOfRow(row)]))
}

/** Who holds the external ids now, by brandKey. */
export async function readHeldKeys(tx: Tx, programId: Uuid, pairs: ReadonlyMap<string, { brandId: Uuid; externalId: string }>): Promise<Map<string, HeldKey>> {
  if (pairs.size === 0) return new Map()
  const rows = new BulkRows(columns('brand_id uuid, external_id text'))
  for (const pair of pairs.values()) rows.add(pair.brandId, pair.externalId)
  const held = await tx.sql<{ brand_id: Uuid; external_id: string; content_hash: Uuid; transaction_id: Uuid | null }>({
    name: 'held-keys',
    // As above.
    text: `select h.brand_id, h.external_id, h.content_hash, h.transaction_id
             from ${rows.unnest('k', 2)}
             cross join lateral (
               select * from transaction_key where program_id = $1 and brand_id = k.brand_id and external_id >= k.external_id and external_id <= k.external_id
                order by external_id limit 1) h`,
    values: [programId, ...rows.parameters()],
  })
  return new Map(held.map((row) => [brandKey(row.brand_id, row.external_id), { contentHash: row.content_hash, transactionId: row.transaction_id }]))
}

/** The affiliates of the ids; of all organic and suspended ones too. */
export async function readAffiliates(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, AffiliateTerms>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql<AffiliateTerms>({
    name: 'processing-affiliates',
    text: `select id, group_id as "groupId", status, is_organic as "isOrganic" from affiliate where program_id = $1 and id = any($2::uuid[])`,
    values: [programId, arrayLiteral(ids)],
  })
  return new Map(rows.map((row) => [row.id, row]))
}
