import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { listStatements, readStatement, type Statement } from '../statements/statement.ts'
import { type PortalScope, requireOwner } from './require-owner.ts'

/** A sealed statement of an affiliate: what is not sealed may still be written anew. Throws `not_found`. */
export async function readOwnStatement(tx: Tx, scope: PortalScope, id: Uuid): Promise<Statement> {
  const statement = requireOwner(await readStatement(tx, scope.programId, id), scope)
  if (statement.status !== 'sealed') throw new DomainError('not_found')
  return statement
}

/** The sealed statements of an affiliate, newest first. The one that is being reviewed can only be the newest. */
export async function listOwnStatements(tx: Tx, { programId, affiliateId }: PortalScope, afterId: Uuid | null, limit: number): Promise<Statement[]> {
  const statements = await listStatements(tx, { programId, affiliateId, afterId, limit: limit + 1 })
  return statements.filter(({ status }) => status === 'sealed').slice(0, limit)
}
