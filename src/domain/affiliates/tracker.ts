import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

export type TrackerStatus = 'active' | 'inactive' | 'archived'

/** An affiliate's label for a source of traffic; owns tracking links. */
export interface Tracker {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly affiliateName: string
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
  /** A part of the name, in any case. */
  readonly search?: string | undefined
}

/** Throws `not_found`. */
export async function readTracker(tx: Tx, programId: Uuid, id: Uuid): Promise<Tracker> {
  const tracker = await tx.first(trackers(programId).where('t.id', '=', id))
  if (tracker === undefined) throw new DomainError('not_found')
  return tracker
}

/** Newest first; archived ones only when asked for. */
export async function listTrackers(tx: Tx, filter: TrackerFilter): Promise<Tracker[]> {
  let query = trackers(filter.programId).orderBy('t.id', 'desc').limit(filter.limit)
  if (filter.afterId !== null) query = query.where('t.id', '<', filter.afterId)
  if (filter.affiliateId !== undefined) query = query.where('t.affiliate_id', '=', filter.affiliateId)
  if (filter.externalId !== undefined) query = query.where('t.external_id', '=', filter.externalId)
  const search = filter.search?.trim().toLowerCase() ?? ''
  if (search !== '') query = query.where((is) => is(is.fn<number>('strpos', [is.fn('lower', ['t.name']), is.val(search)]), '>', 0))
  query = filter.status === undefined ? query.where('t.status', '<>', 'archived') : query.where('t.status', '=', filter.status)
  return tx.all(query)
}

/** Those of an affiliate that was erased are only there for the books. */
function trackers(programId: Uuid) {
  return build
    .selectFrom('tracker as t')
    .innerJoin('affiliate as a', (join) => join.onRef('a.program_id', '=', 't.program_id').onRef('a.id', '=', 't.affiliate_id').on('a.erased_at', 'is', null))
    .where('t.program_id', '=', programId)
    .select(['t.id', 't.affiliate_id as affiliateId', 'a.name as affiliateName', 't.name', 't.external_id as externalId', 't.status', 't.created_at as createdAt', 't.updated_at as updatedAt'])
}
