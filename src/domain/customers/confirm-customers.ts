import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { markRegistrations } from '../commissions/reckoning/mark-affiliates.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { markCustomers } from '../reports/mark-customers.ts'
import type { Customer } from './customer.ts'
import type { Registration } from './registration.ts'
import { type NewCustomer, storeTouches, type TouchRecord } from './store-customers.ts'

/** The operator's word on a customer that only a page had registered. */
export interface Confirmation {
  readonly customer: Customer
  /** What the operator's own report says of it; null: nothing but that it is one. */
  readonly registration: Registration | null
  /** The customer as the operator's report makes it, where that decides whose it is; null: what the page said stands. */
  readonly made: NewCustomer | null
}

/**
 * Confirms customers. What the operator's own report says replaces what the page said; whose the customer is, too, where the report
 * decides it: its transactions have waited for that. The page's touch is kept, won or lost (`unverified`). Answers the ids of those that
 * were not confirmed before; `wakeWaitingTransactions` is to be called for them after the commit.
 */
export async function confirmCustomers(tx: Tx, program: Program, confirmations: readonly Confirmation[], now: Date): Promise<Set<Uuid>> {
  const open = await lockUnverified(tx, program.id, confirmations.map(({ customer }) => customer.id))
  const own = confirmations.filter(({ customer }) => open.has(customer.id))
  if (own.length === 0) return open
  await verify(tx, program.id, own, now)
  await attributeAnew(tx, program.id, own.flatMap(({ customer, made }) => (made === null ? [] : [{ id: customer.id, made }])), now)
  await storeTouches(tx, program.id, own.flatMap((confirmation) => touchesOf(confirmation, program)), now)
  await markRegistrations(tx, program.id, own.map(({ customer, made }) => (made ?? { customer }).customer.tracking.affiliateId))
  await markCustomers(tx, program.id, [...open])
  return open
}

/** Locked in one order, and looked at again: of two confirmations at once only one may decide. */
async function lockUnverified(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<Set<Uuid>> {
  const rows = await tx.sql<{ id: Uuid }>({
    name: 'lock-unverified-customers',
    text: 'select id from customer where program_id = $1 and id = any($2::uuid[]) and not is_verified order by id for no key update',
    values: [programId, arrayLiteral(ids)],
  })
  return new Set(rows.map(({ id }) => id))
}

const REPORTED = columns(
  `id uuid, username text, country text, country_code text, register_ip text, referring_url text, registered_at timestamptz, category text,
   label text, custom_parameter text, rev_share_excluded boolean, cpa_excluded boolean, import_id uuid`)

/** What the report does not say stays as the page said it. */
async function verify(tx: Tx, programId: Uuid, confirmations: readonly Confirmation[], now: Date): Promise<void> {
  const rows = new BulkRows(REPORTED)
  for (const { customer, registration: r } of confirmations) {
    rows.add(
      customer.id, r?.username, r?.country, r?.countryCode, r?.registerIp, r?.referringUrl, r?.registeredAt, r?.category, r?.label,
      r?.customParameter, r?.revShareExcluded, r?.cpaExcluded, r?.importId)
  }
  const sent = REPORTED.slice(1).map(({ name }) => `${name} = coalesce(r.${name}, c.${name})`).join(', ')
  await tx.count({
    name: 'verify-customers',
    text: `update customer c set is_verified = true, updated_at = $2, ${sent} from ${rows.unnest('r', 3)} where c.program_id = $1 and c.id = r.id`,
    values: [programId, now, ...rows.parameters()],
  })
}

const ATTRIBUTION = columns(
  `customer_id uuid, affiliate_id uuid, tracker_id uuid, brand_id uuid, product_id uuid, media_id uuid, tracking_link_id uuid, click_key uuid,
   carrier text, reason text, touched_at timestamptz, custom_parameter text, referring_url text, frozen text jsonb, is_complete boolean`)

async function attributeAnew(tx: Tx, programId: Uuid, customers: readonly { readonly id: Uuid; readonly made: NewCustomer }[], now: Date): Promise<void> {
  if (customers.length === 0) return
  const rows = new BulkRows(ATTRIBUTION)
  for (const { id, made: { customer: { tracking: t }, trackingLinkId, isComplete } } of customers) {
    rows.add(
      id, t.affiliateId, t.trackerId, t.brandId, t.productId, t.mediaId, trackingLinkId, t.clickKey, t.carrier, t.reason, t.touchedAt,
      t.customParameter, t.referringUrl, JSON.stringify(t.frozen), isComplete)
  }
  const decided = ATTRIBUTION.slice(1).map(({ name, cast }) => `${name} = r.${name}${cast === undefined ? '' : `::${cast}`}`).join(', ')
  await tx.count({
    name: 'attribute-anew',
    text: `update attribution a set recorded_at = $2, ${decided} from ${rows.unnest('r', 3)} where a.program_id = $1 and a.customer_id = r.customer_id`,
    values: [programId, now, ...rows.parameters()],
  })
}

function touchesOf({ customer, made }: Confirmation, program: Program): TouchRecord[] {
  const claimed = claimedTouch(customer, program)
  if (made === null) return claimed === null ? [] : [claimed]
  const decided = made.touches.map((touch) => ({ ...touch, customerId: customer.id }))
  const isNamedAgain = decided.some((touch) => touch.carrier === claimed?.carrier && touch.clickKey === claimed.clickKey && touch.affiliateId === claimed.affiliateId)
  return claimed === null || isNamedAgain ? decided : [...decided, { ...claimed, outcome: 'lost', reason: 'unverified' }]
}

/** The touch by which the page's registration was attributed; null for an organic one. */
function claimedTouch({ id, registeredAt, tracking: t }: Customer, program: Program): TouchRecord | null {
  if (t.carrier === 'organic') return null
  const reason = t.reason ?? (t.carrier === 'click_key' ? program.attribution_model : t.carrier)
  return { customerId: id, carrier: t.carrier, clickKey: t.clickKey, affiliateId: t.affiliateId, trackerId: t.trackerId, touchedAt: t.touchedAt ?? registeredAt, outcome: 'won', reason }
}
