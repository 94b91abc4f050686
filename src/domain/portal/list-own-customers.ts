import type { Tx } from '../../db/database.ts'
import { shortName } from '../commissions/hide-names.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { windowKeys } from '../time/calendar-windows.ts'
import type { PortalScope } from './require-owner.ts'

/**
 * A customer as its affiliate may see it: nothing that tells who it is. No name, no e-mail, no id of the operator's, and of its times only the
 * day of the program.
 */
export interface OwnCustomer {
  readonly id: Uuid
  /** `c…1a4f2`, from our own id. */
  readonly name: string
  readonly brandId: Uuid
  readonly trackerId: Uuid
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null
  readonly registeredOn: string
  /** What decided that it is the affiliate's: `click_key`, `coupon` …; `manual` where a manager gave it. */
  readonly carrier: string
  /** unconfirmed: its brand has not confirmed it yet. moved: it is another affiliate's now. */
  readonly state: 'active' | 'unconfirmed' | 'moved'
  readonly firstDepositOn: string | null
  readonly qualifiedOn: string | null
  /** What the affiliate has earned by it, rejected lines left out. Minor units. */
  readonly commissionMinor: bigint
}

export interface OwnCustomerFilter {
  readonly afterId: Uuid | null
  readonly limit: number
  readonly trackerId?: Uuid | undefined
}

interface Row extends Omit<OwnCustomer, 'name' | 'registeredOn' | 'state' | 'firstDepositOn' | 'qualifiedOn'> {
  readonly registeredAt: Date
  readonly firstDepositAt: Date | null
  readonly qualifiedAt: Date | null
  readonly isVerified: boolean
  readonly isMoved: boolean
}

/** The customers that an affiliate brought or was given, newest first. */
export async function listOwnCustomers(tx: Tx, { programId, affiliateId }: PortalScope, timeZone: string, { afterId, limit, trackerId }: OwnCustomerFilter): Promise<OwnCustomer[]> {
  const rows = await tx.sql<Row>({
    name: 'portal-customers',
    text: `with owned as (${ownedPage('attribution')} union ${ownedPage('customer_reattribution')}),
        page as materialized (select customer_id as id from owned order by customer_id desc limit $4) ${SELECTED}`,
    values: [programId, affiliateId, afterId, limit, trackerId ?? null],
  })
  return rows.map((row) => customerOf(row, timeZone))
}

/** One of them. Throws `not_found`. */
export async function readOwnCustomer(tx: Tx, { programId, affiliateId }: PortalScope, timeZone: string, id: Uuid): Promise<OwnCustomer> {
  const rows = await tx.sql<Row>({
    name: 'portal-customer',
    text: `with page as materialized (
        select customer_id as id from attribution where program_id = $1 and affiliate_id = $2 and customer_id = $3
        union select customer_id from customer_reattribution where program_id = $1 and affiliate_id = $2 and customer_id = $3) ${SELECTED}`,
    values: [programId, affiliateId, id],
  })
  const [row] = rows
  if (row === undefined) throw new DomainError('not_found')
  return customerOf(row, timeZone)
}

/** Each index gives one page, in its order. */
function ownedPage(table: string): string {
  return `(select customer_id from ${table} where program_id = $1 and affiliate_id = $2 and ($3::uuid is null or customer_id < $3)
      and ($5::uuid is null or tracker_id = $5) order by customer_id desc limit $4)`
}

// Of a customer that never moved the running totals are the affiliate's own; of the few others its lines are added up.
const SELECTED = `select c.id, c.brand_id as "brandId", coalesce(o.tracker_id, a.tracker_id) as "trackerId", coalesce(c.country_code, c.country) as country, c.registered_at as "registeredAt",
    case when o.tracker_id is null then a.carrier else 'manual' end as carrier, c.is_verified as "isVerified", coalesce(m.affiliate_id, a.affiliate_id) <> $2 as "isMoved",
    case when m.affiliate_id is null then t.first_deposit_at end as "firstDepositAt", case when m.affiliate_id is null then t.cpa_qualified_at end as "qualifiedAt",
    case when m.affiliate_id is null then coalesce(t.rev_share_minor + t.cpa_minor + t.fixed_minor, 0) else coalesce((
      select sum(l.amount_minor) from (
        select l.id, l.amount_minor from transaction r join commission l on l.program_id = $1 and l.transaction_id = r.id where r.program_id = $1 and r.customer_id = c.id and l.affiliate_id = $2
        union all select l.id, l.amount_minor from commission l where l.program_id = $1 and l.customer_id = c.id and l.award_key is not null and l.affiliate_id = $2) l
       where not exists (select from commission_event e where e.program_id = $1 and e.commission_id = l.id and e.kind = 'rejected')), 0)::bigint end as "commissionMinor"
  from page
  join customer c on c.program_id = $1 and c.id = page.id
  join attribution a on a.program_id = $1 and a.customer_id = c.id
  left join customer_total t on t.program_id = $1 and t.customer_id = c.id
  left join lateral (select affiliate_id from customer_reattribution where program_id = $1 and customer_id = c.id order by id desc limit 1) m on true
  left join lateral (select tracker_id from customer_reattribution where program_id = $1 and customer_id = c.id and affiliate_id = $2 order by id desc limit 1) o on true
 order by c.id desc`

function customerOf({ registeredAt, firstDepositAt, qualifiedAt, isVerified, isMoved, ...row }: Row, timeZone: string): OwnCustomer {
  const dayOf = (instant: Date): string => windowKeys('day', timeZone)(instant.getTime())
  return {
    ...row,
    name: shortName('customer', row.id),
    registeredOn: dayOf(registeredAt),
    state: isMoved ? 'moved' : isVerified ? 'active' : 'unconfirmed',
    firstDepositOn: firstDepositAt === null ? null : dayOf(firstDepositAt),
    qualifiedOn: qualifiedAt === null ? null : dayOf(qualifiedAt),
  }
}
