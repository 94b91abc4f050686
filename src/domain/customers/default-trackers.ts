import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { newId, type Uuid } from '../ids.ts'

export interface NamedTracker {
  readonly id: Uuid
  readonly name: string
}

/** What the tracker is called that an affiliate gets when a customer comes to it without one. */
const DEFAULT_TRACKER_NAME = 'Default'

/** The tracker that customers of an affiliate go to when none is named: its oldest, made now if it has none. By affiliate id. */
export async function defaultTrackers(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[], now: Date): Promise<Map<Uuid, NamedTracker>> {
  const wanted = [...new Set(affiliateIds)].sort()
  const found = await readOldestTrackers(tx, programId, wanted)
  const missing = wanted.filter((id) => !found.has(id))
  if (missing.length === 0) return found
  // Locked, and read again under the lock: two registrations at once must not make two default trackers.
  await tx.sql({
    text: 'select id from affiliate where program_id = $1 and id = any($2::uuid[]) order by id for no key update',
    values: [programId, arrayLiteral(missing)],
  })
  const made = await readOldestTrackers(tx, programId, missing)
  const rows = new BulkRows(columns('program_id uuid, id uuid, affiliate_id uuid, name text, created_at timestamptz, updated_at timestamptz'))
  for (const affiliateId of missing.filter((id) => !made.has(id))) {
    const tracker = { id: newId(), name: DEFAULT_TRACKER_NAME }
    rows.add(programId, tracker.id, affiliateId, tracker.name, now, now)
    made.set(affiliateId, tracker)
  }
  await rows.insertInto(tx, 'tracker')
  return new Map([...found, ...made])
}

async function readOldestTrackers(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[]): Promise<Map<Uuid, NamedTracker>> {
  if (affiliateIds.length === 0) return new Map()
  const rows = await tx.sql<NamedTracker & { affiliate_id: Uuid }>({
    name: 'oldest-trackers',
    text: `select k.affiliate_id, t.id, t.name from unnest($2::uuid[]) as k (affiliate_id)
      cross join lateral (
        select id, name from tracker where program_id = $1 and affiliate_id = k.affiliate_id and status <> 'archived' order by id limit 1) t`,
    values: [programId, arrayLiteral(affiliateIds)],
  })
  return new Map(rows.map((row) => [row.affiliate_id, { id: row.id, name: row.name }]))
}
