import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { Fate } from './fate-of-event.ts'
import type { EventAffiliate } from './find-event-affiliates.ts'
import type { EventSource, NewEvent } from './new-event.ts'

/** An event as it is kept. */
export interface StoredEvent {
  readonly id: Uuid
  readonly event: NewEvent
  readonly affiliate: EventAffiliate | undefined
  readonly fate: Fate
  readonly isLate: boolean
  readonly occurredAt: Date
}

const EVENT_COLUMNS = columns(
  `program_id uuid, id uuid, kind text, source text, outcome text, reason text, referral_code text, affiliate_id uuid, order_id text,
   session_id text, is_verified boolean, is_late boolean, properties text json, device_info text json, ip text inet,
   occurred_at timestamptz, recorded_at timestamptz`,
)

/** Inserts events, in one statement. */
export async function storeEvents(tx: Tx, source: EventSource, events: readonly StoredEvent[], recordedAt: Date): Promise<void> {
  const rows = new BulkRows(EVENT_COLUMNS)
  for (const { id, event, affiliate, fate, isLate, occurredAt } of events) {
    rows.add(
      source.programId, id, event.kind, source.kind, fate.outcome, fate.reason, event.referralCode, affiliate?.id, event.orderId,
      event.sessionId, source.isVerified, isLate, JSON.stringify(event.properties), event.deviceInfo === null ? null : JSON.stringify(event.deviceInfo), event.ip,
      occurredAt, recordedAt,
    )
  }
  await rows.insertInto(tx, 'event')
}
