import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { withoutPersonalValues } from '../access/personal-values.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { newId, type Uuid } from '../ids.ts'
import { requireOwn } from '../programs/require-own.ts'
import { readTracker, type Tracker } from './tracker.ts'

export interface NewTracker {
  readonly affiliateId: Uuid
  readonly name: string
  readonly externalId?: string | null | undefined
  readonly status?: 'active' | 'inactive' | undefined
}

/** Which unique constraint speaks about which field. */
export const TRACKER_CONFLICTS = { tracker_program_id_affiliate_id_external_id_key: 'externalId' }

/** What the audit does not keep: affiliates like to be in the names of their trackers. */
export const TRACKER_PERSONAL_FIELDS = new Set(['name', 'externalId'])

/** Adds a tracker to an affiliate. Throws `affiliate_unknown` and `already_exists` (externalId). */
export async function createTracker(tx: Tx, author: Author, input: NewTracker): Promise<Tracker> {
  const { programId, now } = author
  await requireOwn(tx, programId, 'affiliate', input.affiliateId, 'affiliate_unknown', 'affiliateId')
  const id: Uuid = newId()
  const values = {
    program_id: programId,
    id,
    affiliate_id: input.affiliateId,
    name: input.name,
    external_id: input.externalId ?? null,
    status: input.status ?? ('active' as const),
    created_at: now,
    updated_at: now,
  }
  await namingConflicts(TRACKER_CONFLICTS, () => tx.all(build.insertInto('tracker').values(values)))
  await recordAudit(tx, { ...author, action: 'tracker.created', subjectType: 'tracker', subjectId: id, details: withoutPersonalValues(input, TRACKER_PERSONAL_FIELDS) })
  return readTracker(tx, programId, id)
}
