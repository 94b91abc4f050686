import { BulkRows, columns } from '../db/bulk.ts'
import type { Tx } from '../db/database.ts'
import { newId } from '../domain/ids.ts'
import { uuidOfBytes } from '../domain/tracking/click-key.ts'
import type { ClickGroup } from './click-group.ts'
import { AFFILIATE_ID_AT, RECORDED_AT } from './click-record.ts'

/**
 * Workers look for clicks of the last minute to pay them (mark-what-is-due.ts). What comes to the database later than this after its
 * visitor, because the database was away or the process died, might be overlooked: who is to be paid for it is marked here.
 */
const LATE_MS = 30_000

/** Marks the affiliates of clicks that come late, in programs where clicks are paid, and for reports the time that they fell in. To be called with clicks just stored; they ascend by time. */
export async function markLateClicks(tx: Tx, { programId, buffer, ranges }: ClickGroup, nowMs: number): Promise<void> {
  const [first] = ranges
  if (first === undefined || nowMs - buffer.readDoubleLE(first + RECORDED_AT) < LATE_MS) return
  const affiliateIds = new Set<string>()
  for (let i = 0; i + 1 < ranges.length; i += 2) affiliateIds.add(uuidOfBytes(buffer, (ranges[i] ?? 0) + AFFILIATE_ID_AT))
  const rows = new BulkRows(columns('id uuid, affiliate_id uuid'))
  for (const affiliateId of affiliateIds) rows.add(newId(), affiliateId)
  await tx.count({
    name: 'mark-late-clicks',
    text: `insert into reckoning_mark (program_id, id, affiliate_id)
           select $1, r.id, r.affiliate_id from ${rows.unnest('r', 2)}
            where exists (select from commission_plan_version where program_id = $1 and 'clicks' = any(needs))`,
    values: [programId, ...rows.parameters()],
  })
  await markQuarters(tx, { programId, buffer, ranges })
}

const QUARTER_MS = 15 * 60_000
/** Clicks are stored under the time at which they were recorded, or this much before it. */
const KEY_LEAD_MS = 60_000

/** Reports count the days of these clicks again (src/domain/reports/count-clicks.ts). */
async function markQuarters(tx: Tx, { programId, buffer, ranges }: ClickGroup): Promise<void> {
  const quarters = new Set<number>()
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const recordedMs = buffer.readDoubleLE((ranges[i] ?? 0) + RECORDED_AT)
    for (const ms of [recordedMs - KEY_LEAD_MS, recordedMs]) quarters.add(Math.floor(ms / QUARTER_MS) * QUARTER_MS)
  }
  const rows = new BulkRows(columns('program_id uuid, id uuid, clicks_at timestamptz'))
  for (const ms of quarters) rows.add(programId, newId(), new Date(ms))
  await rows.insertInto(tx, 'report_mark')
}
