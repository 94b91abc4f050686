import { build, type Tx } from '../../db/database.ts'
import { DomainError, type ErrorCode } from '../errors.ts'
import type { Uuid } from '../ids.ts'

type OwnTable = 'affiliate' | 'affiliate_group' | 'brand' | 'product' | 'tracker' | 'commission_plan' | 'customer' | 'transaction'

/**
 * Makes sure that an object named in a body is the program's own. Throws `code` naming the field; another program's object is
 * answered like one that never existed, and so is an affiliate that was erased.
 */
export async function requireOwn(tx: Tx, programId: Uuid, table: OwnTable, id: Uuid | null | undefined, code: ErrorCode, field: string): Promise<void> {
  if (id === null || id === undefined) return
  const found = await tx.first(table === 'affiliate' ? ownAffiliate(programId, id) : build.selectFrom(table).select('id').where('program_id', '=', programId).where('id', '=', id))
  if (found === undefined) throw new DomainError(code, { errors: [{ path: field, code, message: 'There is no such object.' }] })
}

function ownAffiliate(programId: Uuid, id: Uuid) {
  return build.selectFrom('affiliate').select('id').where('program_id', '=', programId).where('id', '=', id).where('erased_at', 'is', null)
}
