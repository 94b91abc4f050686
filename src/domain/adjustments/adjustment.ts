import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

export type AdjustmentStatus = 'pending' | 'approved' | 'rejected'

/** Money that somebody gives to an affiliate (positive) or takes from it (negative), with the reason. Rules: docs/ledger.md. */
export interface Adjustment {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly amountMinor: bigint
  readonly currency: string
  readonly reason: string
  readonly note: string | null
  /** The period that it is about, where that is not the one it is posted in. */
  readonly relatesToPeriod: string | null
  readonly brandId: Uuid | null
  readonly customerId: Uuid | null
  readonly transactionId: Uuid | null
  readonly needsSecondPerson: boolean
  readonly createdBy: string
  readonly recordedAt: Date
  readonly status: AdjustmentStatus
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly rejectionReason: string | null
}

export interface AdjustmentFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly affiliateId?: Uuid | undefined
  readonly customerId?: Uuid | undefined
  readonly status?: AdjustmentStatus | undefined
}

const STATUS = `coalesce(e.kind, 'pending')`

const SELECTED = `select a.id, a.affiliate_id as "affiliateId", a.amount_minor as "amountMinor", a.currency, a.reason, a.note,
    a.relates_to_period as "relatesToPeriod", a.brand_id as "brandId", a.customer_id as "customerId", a.transaction_id as "transactionId",
    a.needs_second_person as "needsSecondPerson", a.created_by as "createdBy", a.recorded_at as "recordedAt", ${STATUS} as status,
    e.actor as "decidedBy", e.recorded_at as "decidedAt", case when e.kind = 'rejected' then e.reason end as "rejectionReason"
  from adjustment a left join adjustment_event e on e.program_id = $1 and e.adjustment_id = a.id
 where a.program_id = $1`

/** Throws `not_found`. */
export async function readAdjustment(tx: Tx, programId: Uuid, id: Uuid): Promise<Adjustment> {
  const [adjustment] = await tx.sql<Adjustment>({ name: 'adjustment', text: `${SELECTED} and a.id = $2`, values: [programId, id] })
  if (adjustment === undefined) throw new DomainError('not_found')
  return adjustment
}

/** Newest first. */
export function listAdjustments(tx: Tx, { programId, afterId, limit, affiliateId, customerId, status }: AdjustmentFilter): Promise<Adjustment[]> {
  const values: unknown[] = [programId]
  const conditions: string[] = []
  const add = (comparison: string, value: unknown) => {
    if (value !== undefined && value !== null) conditions.push(`and ${comparison} $${values.push(value)}`)
  }
  add('a.id <', afterId)
  add('a.affiliate_id =', affiliateId)
  add('a.customer_id =', customerId)
  // As a comparison of STATUS PostgreSQL would take any of them for rare, and sort them all.
  if (status === 'pending') conditions.push('and e.id is null')
  else add('e.kind =', status)
  return tx.sql<Adjustment>({ text: `${SELECTED} ${conditions.join(' ')} order by a.id desc limit $${values.push(limit)}`, values })
}
