import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/**
 * Lets one change of a program's affiliates follow another until the transaction ends. Two at once could close a circle of parents that
 * neither sees, take the same number, or exceed a limit together.
 */
export async function lockAffiliates(tx: Tx, programId: Uuid): Promise<void> {
  await tx.sql({ name: 'lock-affiliates', text: 'select id from affiliate where program_id = $1 and is_organic for no key update', values: [programId] })
}
