import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/**
 * Whether two actors may be one person: they are the same, or one user or key stands behind both (whoever makes a key can use it), through
 * however many keys. Keys that the command line made are told apart.
 */
export async function isSamePerson(tx: Tx, programId: Uuid, one: string, other: string): Promise<boolean> {
  const behindOne = new Set(await chainOf(tx, programId, one))
  return (await chainOf(tx, programId, other)).some((actor) => behindOne.has(actor))
}

/** An actor, who made it, who made that, and so on; without what is nobody (`cli`, `system`). */
async function chainOf(tx: Tx, programId: Uuid, actor: string): Promise<string[]> {
  const chain = await tx.sql<{ actor: string }>({
    name: 'makers-of-key',
    text: `with recursive chain (actor) as (
             select $2::text
             union
             select k.created_by from chain c join api_key k on k.program_id = $1 and 'key:' || k.id = c.actor)
           select actor from chain`,
    values: [programId, actor],
  })
  return chain.map((link) => link.actor).filter(isSomebody)
}

function isSomebody(actor: string): boolean {
  return actor.startsWith('key:') || actor.startsWith('user:')
}
