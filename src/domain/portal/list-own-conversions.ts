import type { Tx } from '../../db/database.ts'
import { shortName } from '../commissions/hide-names.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { PortalScope } from './require-owner.ts'

/** A transaction as the affiliate of its customer may see it. Amounts in millionths, commission in minor units. */
export interface OwnConversion {
  readonly id: Uuid
  /** `t…1a4f2`: the operator's own id may say who the customer is. */
  readonly name: string
  readonly type: string
  readonly brandId: Uuid
  readonly trackerId: Uuid
  readonly customerId: Uuid | null
  readonly customer: string | null
  readonly occurredAt: Date
  readonly recordedAt: Date
  readonly country: string | null
  readonly status: 'pending' | 'approved' | 'rejected'
  /** Why it was rejected. */
  readonly reason: string | null
  readonly isVerified: boolean
  readonly saleMicros: bigint
  readonly depositMicros: bigint
  readonly netMicros: bigint
  readonly commissionMinor: bigint
}

export interface OwnConversionFilter {
  readonly afterId: Uuid | null
  readonly limit: number
  readonly type?: string | undefined
  readonly status?: OwnConversion['status'] | undefined
  readonly customerId?: Uuid | undefined
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
}

/** The transactions that count for an affiliate, newest first; what moved to another affiliate is not among them. */
export async function listOwnConversions(tx: Tx, { programId, affiliateId }: PortalScope, filter: OwnConversionFilter): Promise<OwnConversion[]> {
  const values: unknown[] = [programId, affiliateId]
  const conditions: string[] = []
  const add = (comparison: string, value: unknown): void => {
    if (value !== undefined && value !== null) conditions.push(`and t.${comparison} $${values.push(value)}`)
  }
  add('id <', filter.afterId)
  add('type =', filter.type)
  add('status =', filter.status)
  add('customer_id =', filter.customerId)
  add('occurred_at >=', filter.from)
  add('occurred_at <', filter.to)
  const rows = await tx.sql<Row>({ text: `${SELECTED} ${conditions.join(' ')} order by t.id desc limit $${values.push(filter.limit)}`, values })
  return rows.map(conversionOf)
}

/** One of them. Throws `not_found`. */
export async function readOwnConversion(tx: Tx, { programId, affiliateId }: PortalScope, id: Uuid): Promise<OwnConversion> {
  const [row] = await tx.sql<Row>({ name: 'portal-conversion', text: `${SELECTED} and t.id = $3`, values: [programId, affiliateId, id] })
  if (row === undefined) throw new DomainError('not_found')
  return conversionOf(row)
}

type Row = Omit<OwnConversion, 'name' | 'customer'>

const SELECTED = `select t.id, t.type, t.brand_id as "brandId", t.tracker_id as "trackerId", t.customer_id as "customerId", t.occurred_at as "occurredAt",
    t.recorded_at as "recordedAt", coalesce(t.country_code, t.country) as country, t.status, t.is_verified as "isVerified", t.sale as "saleMicros", t.deposit as "depositMicros", t.net as "netMicros",
    case when t.status = 'rejected' then (select e.reason from transaction_event e where e.program_id = $1 and e.transaction_id = t.id and e.kind = 'rejected' limit 1) end as reason,
    coalesce((select sum(l.amount_minor) from (
      select c.id, c.amount_minor from commission c where c.program_id = $1 and c.transaction_id = t.id and c.affiliate_id = $2
      union all select c.id, c.amount_minor from commission c where c.program_id = $1 and c.award_transaction_id = t.id and c.affiliate_id = $2) l
     where not exists (select from commission_event e where e.program_id = $1 and e.commission_id = l.id and e.kind = 'rejected')), 0)::bigint as "commissionMinor"
  from transaction t where t.program_id = $1 and t.affiliate_id = $2 and t.status <> 'moved'`

function conversionOf(row: Row): OwnConversion {
  return { ...row, name: shortName('transaction', row.id), customer: row.customerId === null ? null : shortName('customer', row.customerId) }
}
