import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

export type TrackerStatus = 'active' | 'inactive' | 'archived'

/** An affiliate's label for a source of traffic; owns tracking links. */
export interface Tracker {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly name: string
  readonly externalId: string | null
  readonly status: TrackerStatus
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface TrackerFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly affiliateId?: Uuid | undefined
  readonly externalId?: string | undefined
  readonly status?: TrackerStatus | undefined
}

/** Throws `not_found`. */
export async function readTracker(tx: Tx, programId: Uuid, id: Uuid): Promise<Tracker> {
  const tracker = await tx.first(trackers(programId).where('id', '=', id))
  if (tracker === undefined) throw new DomainError('not_found')
  return tracker
}

/** Newest first; archived ones only when asked for. */
export async function listTrackers(tx: Tx, filter: TrackerFilter): Promise<Tracker[]> {
  let query = trackers(filter.programId).orderBy('id', 'desc').limit(filter.limit)
  if (filter.afterId !== null) query = query.where('id', '<', filter.afterId)
  if (filter.affiliateId !== undefined) query = query.where('affiliate_id', '=', filter.affiliateId)
  if (filter.externalId !== undefined) query = query.where('external_id', '=', filter.externalId)
  query = filter.status === undefined ? query.where('status', '<>', 'archived') : query.where('status', '=', filter.status)
  return tx.all(query)
}

function trackers(programId: Uuid) {
  return build
    .selectFrom('tracker')
    .where('program_id', '=', programId)
    .select(['id', 'affiliate_id as affiliateId', 'name', 'external_id as externalId', 'status', 'created_at as createdAt', 'updated_at as updatedAt'])
}
