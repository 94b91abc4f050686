import type { Tx } from '../../../db/database.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'

/** The affiliate that the operator calls so. Throws `affiliate_unknown`, naming the field. */
export async function findAffiliateByExternalId(tx: Tx, programId: Uuid, externalId: string, field: string): Promise<Uuid> {
  const [row] = await tx.sql<{ id: Uuid }>({ text: 'select id from affiliate where program_id = $1 and external_id = $2', values: [programId, externalId] })
  if (row !== undefined) return row.id
  throw new DomainError('affiliate_unknown', { errors: [{ path: field, code: 'affiliate_unknown', message: 'There is no such affiliate.' }] })
}
