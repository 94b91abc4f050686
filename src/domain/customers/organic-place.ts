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
  const [affiliate] = await tx.sql<{ id: Uuid, name: string }>({
    name: 'organic-affiliate',
    text: 'select id, name from affiliate where program_id = $1 and is_organic',
    values: [programId],
  })
  const tracker = affiliate === undefined ? undefined : (await defaultTrackers(tx, programId, [affiliate.id], now)).get(affiliate.id)
  if (affiliate === undefined || tracker === undefined) throw new DomainError('impossible', { message: 'the program has no organic affiliate' })
  return { affiliateId: affiliate.id, affiliateName: affiliate.name, tracker }
}
