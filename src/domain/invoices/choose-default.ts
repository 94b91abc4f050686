import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/**
 * Whether an entity that is about to be written is the program's default: when it is asked for, and when there is none. The one before it no
 * longer is. One such change of a program follows another.
 */
export async function chooseDefault(tx: Tx, programId: Uuid, isAsked: boolean): Promise<boolean> {
  await tx.sql({ name: 'lock-program-entities', text: 'select id from program where id = $1 for no key update', values: [programId] })
  if (isAsked) {
    await tx.count({ text: 'update legal_entity set is_default = false where program_id = $1 and is_default', values: [programId] })
    return true
  }
  const found = await tx.sql({ text: 'select id from legal_entity where program_id = $1 and is_default', values: [programId] })
  return found.length === 0
}
