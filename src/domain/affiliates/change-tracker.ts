import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { withoutPersonalValues } from '../access/personal-values.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import type { Uuid } from '../ids.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { TRACKER_CONFLICTS, TRACKER_PERSONAL_FIELDS } from './create-tracker.ts'
import { readTracker, type Tracker, type TrackerStatus } from './tracker.ts'

export interface TrackerChange {
  readonly name?: string | undefined
  readonly externalId?: string | null | undefined
  readonly status?: TrackerStatus | undefined
}

/** Changes what is given of a tracker. Throws `not_found` and `already_exists` (externalId). */
export async function changeTracker(tx: Tx, author: Author, id: Uuid, change: TrackerChange): Promise<Tracker> {
  const { programId, now } = author
  await readTracker(tx, programId, id)
  const values = { name: change.name, external_id: change.externalId, status: change.status, updated_at: now }
  await namingConflicts(TRACKER_CONFLICTS, () =>
    tx.all(build.updateTable('tracker').set(values).where('program_id', '=', programId).where('id', '=', id)),
  )
  await recordAudit(tx, { ...author, action: 'tracker.changed', subjectType: 'tracker', subjectId: id, details: withoutPersonalValues(change, TRACKER_PERSONAL_FIELDS) })
  await notifyLinkChange(tx, programId)
  return readTracker(tx, programId, id)
}
