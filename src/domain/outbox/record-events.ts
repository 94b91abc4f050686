import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { newId } from '../ids.ts'
import type { OutboxEvent } from './record-event.ts'

const EVENT_COLUMNS = columns('program_id uuid, id uuid, kind text, subject_type text, subject_id text, affiliate_id uuid, payload text jsonb, recorded_at timestamptz')

/** Adds many to the outbox with one statement: what one call did for hundreds of affiliates. As `recordEvent`. */
export async function recordEvents(tx: Tx, events: readonly OutboxEvent[]): Promise<void> {
  const rows = new BulkRows(EVENT_COLUMNS)
  for (const { programId, kind, subjectType, subjectId, affiliateId, payload, now } of events) {
    rows.add(programId, newId(), kind, subjectType, subjectId, affiliateId, JSON.stringify(payload ?? {}), now)
  }
  await rows.insertInto(tx, 'outbox_event')
}
