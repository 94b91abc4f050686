import { build, type Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** Keys are made by keys at most this deep. */
const LONGEST_CHAIN = 20

/**
 * Whether two actors may be one person: they are the same, or one user or key stands behind both (whoever makes a key can use it). Keys
 * that the command line made are told apart.
 */
export async function isSamePerson(tx: Tx, programId: Uuid, one: string, other: string): Promise<boolean> {
  const behindOne = new Set(await chainOf(tx, programId, one))
  return (await chainOf(tx, programId, other)).some((actor) => behindOne.has(actor))
}

/** An actor, who made it, who made that, and so on; without what is nobody (`cli`, `system`). */
async function chainOf(tx: Tx, programId: Uuid, actor: string): Promise<string[]> {
  const chain: string[] = []
  for (let next = actor; isSomebody(next) && chain.length < LONGEST_CHAIN && !chain.includes(next); ) {
    chain.push(next)
    if (!next.startsWith('key:')) break
    const key = await tx.first(build.selectFrom('api_key').select('created_by').where('program_id', '=', programId).where('id', '=', next.slice('key:'.length)))
    next = key?.created_by ?? ''
  }
  return chain
}

function isSomebody(actor: string): boolean {
  return actor.startsWith('key:') || actor.startsWith('user:')
}
