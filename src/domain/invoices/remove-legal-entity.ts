import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { hasIssued, lockLegalEntities } from './legal-entity.ts'

/** Removes a legal entity that was never used. Throws `not_found` and `in_use`: the default, one that has issued, one that a tax profile names. */
export async function removeLegalEntity(tx: Tx, author: Author, id: Uuid): Promise<void> {
  const { programId } = author
  // A profile that is about to name it holds the row (add-tax-profile.ts), so it is seen below, or does not find it.
  const [entity] = await lockLegalEntities(tx, programId, [id])
  if (entity === undefined) throw new DomainError('not_found')
  if (entity.isDefault) throw new DomainError('in_use', { message: 'It is the default: make another the default first.' })
  if (hasIssued(entity)) throw new DomainError('in_use', { message: 'It has issued invoices.' })
  const profiles = await tx.sql({ text: 'select id from tax_profile where program_id = $1 and legal_entity_id = $2 limit 1', values: [programId, id] })
  if (profiles.length > 0) throw new DomainError('in_use', { message: 'Tax profiles name it.' })
  await tx.count({ text: 'delete from legal_entity where program_id = $1 and id = $2', values: [programId, id] })
  await recordAudit(tx, { ...author, action: 'legal_entity.removed', subjectType: 'legal_entity', subjectId: id })
}
