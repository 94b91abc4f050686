import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { markRegistrations } from '../commissions/reckoning/mark-affiliates.ts'
import { newId, type Uuid } from '../ids.ts'
import type { Customer } from './customer.ts'

/** A touch as it is kept: won or lost, and why. */
export interface TouchRecord {
  readonly customerId: Uuid
  readonly carrier: string
  readonly clickKey: Uuid | null
  readonly affiliateId: Uuid | null
  readonly trackerId: Uuid | null
  readonly touchedAt: Date | null
  readonly outcome: 'won' | 'lost'
  readonly reason: string
}

/** A customer about to be stored, with its touches. */
export interface NewCustomer {
  readonly customer: Customer
  readonly trackingLinkId: Uuid | null
  /** False: the attribution is to be completed when the click's row arrives. */
  readonly isComplete: boolean
  readonly touches: readonly TouchRecord[]
}

const CUSTOMER_COLUMNS = columns(
  `id uuid, brand_id uuid, external_id text, username text, country text, country_code text, register_ip text, referring_url text,
   registered_at timestamptz, category text, label text, custom_parameter text, rev_share_excluded boolean, cpa_excluded boolean,
   import_id uuid, is_verified boolean, created_by text, created_at timestamptz`)
const ATTRIBUTION_COLUMNS = columns(
  `customer_id uuid, affiliate_id uuid, tracker_id uuid, brand_id uuid, product_id uuid, media_id uuid, tracking_link_id uuid,
   click_key uuid, carrier text, reason text, touched_at timestamptz, custom_parameter text, referring_url text, frozen text,
   is_complete boolean`)
const TOUCH_COLUMNS = columns(
  'id uuid, customer_id uuid, carrier text, click_key uuid, affiliate_id uuid, tracker_id uuid, touched_at timestamptz, outcome text, reason text')

/**
 * Inserts customers with attribution and touches, in one statement. Who was registered meanwhile by somebody else (same brand and
 * external id) is left alone, with nothing of the new one stored. Answers the ids that were inserted.
 */
export async function storeCustomers(tx: Tx, programId: Uuid, customers: readonly NewCustomer[], recordedAt: Date): Promise<Set<Uuid>> {
  if (customers.length === 0) return new Set()
  const customerRows = customerBulk(customers)
  const attributionRows = attributionBulk(customers)
  const touchRows = touchBulk(customers.flatMap(touchesToKeep))
  const attributionsFrom = 3 + CUSTOMER_COLUMNS.length
  const touchesFrom = attributionsFrom + ATTRIBUTION_COLUMNS.length
  const rows = await tx.sql<{ id: Uuid }>({
    name: 'store-customers',
    text: `with stored as (
        insert into customer (program_id, ${names(CUSTOMER_COLUMNS)}, updated_at)
        select $1, r.*, r.created_at from ${customerRows.unnest('r', 3)} on conflict (program_id, brand_id, external_id) do nothing returning id),
      attributed as (
        insert into attribution (program_id, ${names(ATTRIBUTION_COLUMNS)}, recorded_at)
        select $1, r.customer_id, r.affiliate_id, r.tracker_id, r.brand_id, r.product_id, r.media_id, r.tracking_link_id, r.click_key, r.carrier,
               r.reason, r.touched_at, r.custom_parameter, r.referring_url, r.frozen::jsonb, r.is_complete, $2
          from ${attributionRows.unnest('r', attributionsFrom)} where r.customer_id in (select id from stored)),
      touched as (
        insert into touch (program_id, ${names(TOUCH_COLUMNS)}, recorded_at)
        select $1, r.*, $2 from ${touchRows.unnest('r', touchesFrom)} where r.customer_id in (select id from stored))
      select id from stored`,
    values: [programId, recordedAt, ...customerRows.parameters(), ...attributionRows.parameters(), ...touchRows.parameters()],
  })
  tx.defer(markRegistrations(tx, programId, customers.filter(({ customer }) => customer.isVerified).map(({ customer }) => customer.tracking.affiliateId)))
  return new Set(rows.map((row) => row.id))
}

/** Touches are never changed: which one has won is written when the operator has confirmed the customer. */
function touchesToKeep({ customer, touches }: NewCustomer): readonly TouchRecord[] {
  return customer.isVerified ? touches : touches.filter(({ outcome }) => outcome === 'lost')
}

/** Inserts touches that came after the attribution. */
export async function storeTouches(tx: Tx, programId: Uuid, touches: readonly TouchRecord[], recordedAt: Date): Promise<void> {
  if (touches.length === 0) return
  const rows = touchBulk(touches)
  await tx.count({
    name: 'store-touches',
    text: `insert into touch (program_id, ${names(TOUCH_COLUMNS)}, recorded_at) select $1, r.*, $2 from ${rows.unnest('r', 3)}`,
    values: [programId, recordedAt, ...rows.parameters()],
  })
}

function names(bulkColumns: typeof CUSTOMER_COLUMNS): string {
  return bulkColumns.map((column) => column.name).join(', ')
}

function customerBulk(customers: readonly NewCustomer[]): BulkRows {
  const rows = new BulkRows(CUSTOMER_COLUMNS)
  for (const { customer: c } of customers) {
    rows.add(
      c.id, c.brandId, c.externalId, c.username, c.country, c.countryCode, c.registerIp, c.referringUrl, c.registeredAt, c.category, c.label,
      c.customParameter, c.revShareExcluded, c.cpaExcluded, c.importId, c.isVerified, c.createdBy, c.createdAt)
  }
  return rows
}

function attributionBulk(customers: readonly NewCustomer[]): BulkRows {
  const rows = new BulkRows(ATTRIBUTION_COLUMNS)
  for (const { customer: { id, tracking: t }, trackingLinkId, isComplete } of customers) {
    rows.add(
      id, t.affiliateId, t.trackerId, t.brandId, t.productId, t.mediaId, trackingLinkId, t.clickKey, t.carrier, t.reason, t.touchedAt,
      t.customParameter, t.referringUrl, JSON.stringify(t.frozen), isComplete)
  }
  return rows
}

function touchBulk(touches: readonly TouchRecord[]): BulkRows {
  const rows = new BulkRows(TOUCH_COLUMNS)
  for (const t of touches) rows.add(newId(), t.customerId, t.carrier, t.clickKey, t.affiliateId, t.trackerId, t.touchedAt, t.outcome, t.reason)
  return rows
}
