import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { EventSource, NewEvent, RecordedEvent } from './new-event.ts'

/** An event as it was recorded. */
export interface ListedEvent {
  readonly id: Uuid
  readonly kind: NewEvent['kind']
  readonly source: EventSource['kind']
  readonly outcome: RecordedEvent['outcome']
  readonly reason: string | null
  readonly referralCode: string | null
  readonly affiliateId: Uuid | null
  readonly affiliateName: string | null
  readonly orderId: string | null
  readonly sessionId: string | null
  readonly isVerified: boolean
  readonly isLate: boolean
  readonly properties: unknown
  readonly deviceInfo: unknown
  /** After a month of its network only. */
  readonly ip: string | null
  readonly occurredAt: Date
  readonly recordedAt: Date
}

export interface EventFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly kind?: NewEvent['kind'] | undefined
  readonly outcome?: RecordedEvent['outcome'] | undefined
  readonly reason?: string | undefined
  readonly orderId?: string | undefined
  readonly affiliateId?: Uuid | undefined
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
}

/** Newest first, by when they were recorded. `from` and `to` are times of the events. */
export function listEvents(tx: Tx, filter: EventFilter): Promise<ListedEvent[]> {
  let query = listed(filter.programId).orderBy('id', 'desc').limit(filter.limit)
  if (filter.afterId !== null) query = query.where('id', '<', filter.afterId)
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.outcome !== undefined) query = query.where('outcome', '=', filter.outcome)
  if (filter.reason !== undefined) query = query.where('reason', '=', filter.reason)
  if (filter.orderId !== undefined) query = query.where('order_id', '=', filter.orderId)
  if (filter.affiliateId !== undefined) query = query.where('affiliate_id', '=', filter.affiliateId)
  if (filter.from !== undefined) query = query.where('occurred_at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('occurred_at', '<', filter.to)
  return tx.all(query)
}

/** One event. Throws `not_found`. */
export async function readEvent(tx: Tx, programId: Uuid, id: Uuid): Promise<ListedEvent> {
  const event = await tx.first(listed(programId).where('id', '=', id))
  if (event === undefined) throw new DomainError('not_found')
  return event
}

function listed(programId: Uuid) {
  return build
    .selectFrom('event')
    .where('program_id', '=', programId)
    .select((event) =>
      event.selectFrom('affiliate').select('affiliate.name').where('affiliate.program_id', '=', programId).whereRef('affiliate.id', '=', 'event.affiliate_id').as('affiliateName'),
    )
    .select([
      'id', 'kind', 'source', 'outcome', 'reason', 'referral_code as referralCode', 'affiliate_id as affiliateId', 'order_id as orderId',
      'session_id as sessionId', 'is_verified as isVerified', 'is_late as isLate', 'properties', 'device_info as deviceInfo', 'ip',
      'occurred_at as occurredAt', 'recorded_at as recordedAt',
    ])
}
