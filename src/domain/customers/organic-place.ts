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

/** The organic place of a program; every program has one from its start. */
export async function readOrganicPlace(tx: Tx, programId: Uuid, now: Date): Promise<OrganicPlace> {
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
  const tracker = id === null || name === null ? (await defaultTrackers(tx, programId, [affiliateId], now)).get(affiliateId) : { id, name }
  if (tracker === undefined) throw new DomainError('impossible', { message: 'an affiliate without a default tracker' })
  return { affiliateId, affiliateName, tracker }
}
