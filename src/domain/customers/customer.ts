import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** An end user whom a brand has registered, with the attribution made then and the running totals since. */
export interface Customer {
  readonly id: Uuid
  readonly operatorId: Uuid
  /** The program's currency: the one of all amounts here. */
  readonly currency: string
  readonly brandId: Uuid
  readonly externalBrandId: string | null
  readonly externalId: string
  readonly username: string | null
  readonly country: string | null
  readonly countryCode: string | null
  readonly registerIp: string | null
  readonly referringUrl: string | null
  readonly registeredAt: Date
  readonly category: string | null
  readonly label: string | null
  readonly customParameter: string | null
  readonly revShareExcluded: boolean
  readonly cpaExcluded: boolean
  readonly importId: Uuid | null
  /** False: registered by a page, and not confirmed by the operator yet. Its transactions wait. */
  readonly isVerified: boolean
  readonly createdBy: string
  readonly createdAt: Date
  /** The latest change of the customer or of its totals. */
  readonly updatedAt: Date
  readonly tracking: Tracking
  readonly totals: CustomerTotals
}

/** Whom a customer came from: a copy frozen at attribution, so that renaming a tracker does not rewrite history. */
export interface Tracking {
  readonly carrier: string
  /** Why the customer has no click that counts, or `clock_skew`; null for an ordinary attribution. */
  readonly reason: string | null
  readonly clickKey: Uuid | null
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  readonly brandId: Uuid
  readonly productId: Uuid | null
  readonly mediaId: Uuid | null
  /** The click's time; null without a click. */
  readonly touchedAt: Date | null
  readonly customParameter: string | null
  readonly referringUrl: string | null
  readonly frozen: FrozenNames
}

/** The names at attribution. */
export interface FrozenNames {
  readonly affiliateName: string
  readonly trackerName: string
  readonly brandName: string
  readonly productName: string | null
}

/** Amounts in millionths (`Micros`) or minor units (`Minor`) of the program's currency. */
export interface CustomerTotals {
  readonly depositsMicros: bigint
  readonly revenueMicros: bigint
  readonly firstDepositAt: Date | null
  readonly firstDepositMicros: bigint | null
  readonly firstRevenueMicros: bigint | null
  readonly cpaQualifiedAt: Date | null
  readonly revShareMinor: bigint
  readonly cpaMinor: bigint
  readonly fixedMinor: bigint
}

/** A customer without transactions. */
export const NO_TOTALS: CustomerTotals = {
  depositsMicros: 0n, revenueMicros: 0n, firstDepositAt: null, firstDepositMicros: null, firstRevenueMicros: null, cpaQualifiedAt: null,
  revShareMinor: 0n, cpaMinor: 0n, fixedMinor: 0n,
}

/** How a brand and we name the same customer. */
export interface CustomerName {
  readonly brandId: Uuid
  readonly externalId: string
}

/** One text per (brand, external id): external ids are unique per brand only. */
export function customerKey(name: CustomerName): string {
  return `${name.brandId}:${name.externalId}`
}

/** The customer with this id, or undefined. */
export async function readCustomer(tx: Tx, programId: Uuid, customerId: Uuid): Promise<Customer | undefined> {
  const rows = await tx.sql<StoredCustomer>({
    name: 'customer-by-id',
    text: `${SELECT_CUSTOMERS} where c.program_id = $1 and c.id = $2`,
    values: [programId, customerId],
  })
  return rows.map(customerOfRow)[0]
}

/** The customers with these names that exist, by `customerKey`. */
export async function readCustomersByName(tx: Tx, programId: Uuid, names: Iterable<CustomerName>): Promise<Map<string, Customer>> {
  const keys = new BulkRows(columns('brand_id uuid, external_id text'))
  for (const name of names) keys.add(name.brandId, name.externalId)
  if (keys.size === 0) return new Map()
  const rows = await tx.sql<StoredCustomer>({
    name: 'customers-by-name',
    text: `${SELECTED_COLUMNS} from ${keys.unnest('k', 2)}
      cross join lateral (
        select * from customer where program_id = $1 and brand_id = k.brand_id and external_id >= k.external_id and external_id <= k.external_id
         order by external_id limit 1) c
      ${JOINED_TABLES}`,
    values: [programId, ...keys.parameters()],
  })
  return new Map(rows.map(customerOfRow).map((customer) => [customerKey(customer), customer]))
}

const SELECTED_COLUMNS = `select c.*, p.operator_id, p.currency, b.external_id as external_brand_id,
  a.carrier, a.reason, a.click_key, a.affiliate_id, a.tracker_id, a.brand_id as tracked_brand_id, a.product_id, a.media_id, a.touched_at,
  a.custom_parameter as tracked_custom_parameter, a.referring_url as tracked_referring_url, a.frozen,
  t.deposits, t.revenue, t.first_deposit_at, t.first_deposit_amount, t.first_revenue_amount, t.cpa_qualified_at, t.rev_share_minor,
  t.cpa_minor, t.fixed_minor, t.updated_at as totals_updated_at`

// "From k to k, in order" instead of "= k": only the index that has this order can be used. While a table is small and not yet analysed
// every index that begins with the program looks equally good to the planner; it took a wrong one, and the prepared statement kept that
// plan while the table grew: importing 10,000 customers took 19 s instead of 1 s.
const JOINED_TABLES = `join program p on p.id = $1
  join brand b on b.program_id = $1 and b.id = c.brand_id
  cross join lateral (
    select * from attribution where program_id = $1 and customer_id >= c.id and customer_id <= c.id order by customer_id limit 1) a
  left join lateral (select * from customer_total where program_id = $1 and customer_id = c.id limit 1) t on true`

/** Customers with everything about them; `c` is the customer, `a` its attribution, `t` its totals, $1 the program. */
export const SELECT_CUSTOMERS = selectCustomersFrom('customer')

/** The same of some of them: `source` is a query of whole rows, in parentheses. */
export function selectCustomersFrom(source: string): string {
  return `${SELECTED_COLUMNS} from ${source} c ${JOINED_TABLES}`
}

export interface StoredCustomer {
  id: Uuid; operator_id: Uuid; currency: string; brand_id: Uuid; external_brand_id: string | null; external_id: string
  username: string | null; country: string | null; country_code: string | null; register_ip: string | null; referring_url: string | null
  registered_at: Date; category: string | null; label: string | null; custom_parameter: string | null; rev_share_excluded: boolean
  cpa_excluded: boolean; import_id: Uuid | null; is_verified: boolean; created_by: string; created_at: Date; updated_at: Date
  carrier: string; reason: string | null; click_key: Uuid | null; affiliate_id: Uuid; tracker_id: Uuid; tracked_brand_id: Uuid
  product_id: Uuid | null; media_id: Uuid | null; touched_at: Date | null; tracked_custom_parameter: string | null
  tracked_referring_url: string | null; frozen: FrozenNames
  deposits: bigint | null; revenue: bigint | null; first_deposit_at: Date | null; first_deposit_amount: bigint | null
  first_revenue_amount: bigint | null; cpa_qualified_at: Date | null; rev_share_minor: bigint | null; cpa_minor: bigint | null
  fixed_minor: bigint | null; totals_updated_at: Date | null
}

/** A customer from a row of `SELECT_CUSTOMERS`. */
export function customerOfRow(row: StoredCustomer): Customer {
  return {
    id: row.id, operatorId: row.operator_id, currency: row.currency, brandId: row.brand_id, externalBrandId: row.external_brand_id,
    externalId: row.external_id, username: row.username, country: row.country, countryCode: row.country_code, registerIp: row.register_ip,
    referringUrl: row.referring_url, registeredAt: row.registered_at, category: row.category, label: row.label,
    customParameter: row.custom_parameter, revShareExcluded: row.rev_share_excluded, cpaExcluded: row.cpa_excluded, importId: row.import_id,
    isVerified: row.is_verified, createdBy: row.created_by, createdAt: row.created_at,
    updatedAt: row.totals_updated_at !== null && row.totals_updated_at > row.updated_at ? row.totals_updated_at : row.updated_at,
    tracking: trackingOfRow(row),
    totals: totalsOfRow(row),
  }
}

function trackingOfRow(row: StoredCustomer): Tracking {
  return {
    carrier: row.carrier, reason: row.reason, clickKey: row.click_key, affiliateId: row.affiliate_id, trackerId: row.tracker_id,
    brandId: row.tracked_brand_id, productId: row.product_id, mediaId: row.media_id, touchedAt: row.touched_at,
    customParameter: row.tracked_custom_parameter, referringUrl: row.tracked_referring_url, frozen: row.frozen,
  }
}

function totalsOfRow(row: StoredCustomer): CustomerTotals {
  return {
    depositsMicros: row.deposits ?? 0n, revenueMicros: row.revenue ?? 0n, firstDepositAt: row.first_deposit_at,
    firstDepositMicros: row.first_deposit_amount, firstRevenueMicros: row.first_revenue_amount, cpaQualifiedAt: row.cpa_qualified_at,
    revShareMinor: row.rev_share_minor ?? 0n, cpaMinor: row.cpa_minor ?? 0n, fixedMinor: row.fixed_minor ?? 0n,
  }
}
