import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { defaultTrackers, type NamedTracker } from './default-trackers.ts'

/** Where customers go whom nobody sent: the program's internal affiliate, which never earns, and its tracker. */
export interface OrganicPlace {
  readonly affiliateId: Uuid
  readonly affiliateName: string
  readonly tracker: NamedTracker
}

interface StoredPlace extends Omit<OrganicPlace, 'tracker'> {
  readonly tracker: NamedTracker | undefined
}

/** The organic place of a program, maybe without a tracker; every program has one from its start. */
export async function readOrganicPlace(tx: Tx, programId: Uuid): Promise<StoredPlace> {
  const [row] = await tx.sql<{ id: Uuid, name: string, tracker_id: Uuid | null, tracker_name: string | null }>({
    name: 'organic-place',
    text: `select a.id, a.name, t.id as tracker_id, t.name as tracker_name from affiliate a
      left join lateral (
        select id, name from tracker where program_id = $1 and affiliate_id = a.id and status <> 'archived' order by id limit 1) t on true
      where a.program_id = $1 and a.is_organic`,
    values: [programId],
  })
  if (row === undefined) throw new DomainError('impossible', { message: 'the program has no organic affiliate' })
  const { id: affiliateId, name: affiliateName, tracker_id: id, tracker_name: name } = row
  return { affiliateId, affiliateName, tracker: id === null || name === null ? undefined : { id, name } }
}

/** The place with a tracker, made now if it has none. */
export async function withTracker(tx: Tx, programId: Uuid, place: StoredPlace, now: Date): Promise<OrganicPlace> {
  const { affiliateId } = place
  const tracker = place.tracker ?? (await defaultTrackers(tx, programId, [affiliateId], now)).get(affiliateId)
  if (tracker === undefined) throw new DomainError('impossible', { message: 'an affiliate without a default tracker' })
  return { ...place, tracker }
}
