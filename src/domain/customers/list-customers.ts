import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { isUuid, type Uuid } from '../ids.ts'
import { type Customer, customerOfRow, SELECT_CUSTOMERS, selectCustomersFrom, type StoredCustomer } from './customer.ts'

export interface CustomerFilter {
  /** What its externalId or its username begins with, or an id of ours. */
  readonly search?: string | undefined
  readonly externalId?: string | undefined
  readonly brandId?: Uuid | undefined
  readonly affiliateId?: Uuid | undefined
  readonly trackerId?: Uuid | undefined
  /** Registered at this instant or later. */
  readonly from?: Date | undefined
  /** Registered before this instant. */
  readonly to?: Date | undefined
  readonly isVerified?: boolean | undefined
  /** Changed, or with totals that changed, at this instant or later. */
  readonly updatedSince?: Date | undefined
}

/** Customers newest first (by their ids, which are made in order of time), those after `afterId`, at most `limit`. */
export async function listCustomers(tx: Tx, programId: Uuid, filter: CustomerFilter, afterId: Uuid | null, limit: number): Promise<Customer[]> {
  const values: unknown[] = [programId]
  const conditions = ['c.program_id = $1']
  const add = (value: unknown, condition: (parameter: string) => string): void => {
    if (value === undefined || value === null) return
    values.push(value)
    conditions.push(condition(`$${values.length}`))
  }
  // Through the brands, because the index of names begins with the brand.
  add(filter.externalId, (p) => `c.brand_id = any(array(select id from brand where program_id = $1)) and c.external_id = ${p}`)
  if (filter.search !== undefined) conditions.push(await matching(tx, programId, filter.search, values))
  add(filter.brandId, (p) => `c.brand_id = ${p}`)
  add(filter.affiliateId, (p) => `c.id in (select customer_id from attribution where program_id = $1 and affiliate_id = ${p} ${orGiven('affiliate', p)})`)
  // With the tracker's affiliate, because the index of attributions begins with it.
  add(filter.trackerId, (p) => `c.id in (select a.customer_id from tracker k join attribution a on a.program_id = $1 and a.affiliate_id = k.affiliate_id
    and a.tracker_id = k.id where k.program_id = $1 and k.id = ${p} ${orGiven('tracker', p)})`)
  add(filter.from, (p) => `c.registered_at >= ${p}`)
  add(filter.to, (p) => `c.registered_at < ${p}`)
  add(filter.updatedSince, (p) => `(c.updated_at >= ${p} or t.updated_at >= ${p})`)
  // Without a parameter, so that the index of those to be confirmed can be used.
  if (filter.isVerified !== undefined) conditions.push(filter.isVerified ? 'c.is_verified' : 'not c.is_verified')
  add(afterId, (p) => `c.id < ${p}`)
  values.push(limit)
  const page = `where ${conditions.join(' and ')} order by c.id desc limit $${values.length}`
  // The page is cut before anything is joined to it; only what is asked of totals needs them first.
  const isOfTotals = filter.updatedSince !== undefined
  const text = isOfTotals ? `${SELECT_CUSTOMERS} ${page}` : `${selectCustomersFrom(`(select c.* from customer c ${page})`)} order by c.id desc`
  const rows = await tx.sql<StoredCustomer>({ text, values })
  return rows.map(customerOfRow)
}

/** Up to so many are looked up by their ids; of more a page is soon found among the newest. */
const FEW = 500

/**
 * A condition on what was searched for. PostgreSQL cannot tell whether few or many begin with it, and takes 300 ms to read 100,000 where 51 are
 * wanted, or looks at all of an affiliate's customers for three.
 */
async function matching(tx: Tx, programId: Uuid, search: string, values: unknown[]): Promise<string> {
  const bounds = [search, `${search}\u{10ffff}`] as const
  const named = (column: string): string => `select id from customer where program_id = $1 and ${begins(column, '$2', '$3')}`
  const found = await tx.sql<{ readonly id: Uuid }>({
    name: 'customers-beginning',
    text: `${named('external_id')} union all ${named('username')} limit ${FEW + 1}`,
    values: [programId, ...bounds],
  })
  if (found.length > FEW) {
    const [from, to] = bounds.map((bound) => `$${values.push(bound)}`)
    return `(${begins('c.external_id', from, to)} or ${begins('c.username', from, to)})`
  }
  const ids = found.map(({ id }) => id)
  return `c.id = any($${values.push(arrayLiteral(isUuid(search) ? [...ids, search] : ids))}::uuid[])`
}

/** As a range of bytes: unlike patterns those can use an index under row-level security. */
function begins(column: string, from: string | undefined, to: string | undefined): string {
  return `${column} collate "C" >= ${from} and ${column} collate "C" < ${to}`
}

/** A customer is seen by whoever brought it and by whom it was given to. */
function orGiven(to: 'affiliate' | 'tracker', parameter: string): string {
  return `union all select customer_id from customer_reattribution where program_id = $1 and ${to}_id = ${parameter}`
}
