import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { chooseDefault } from './choose-default.ts'
import type { NewLegalEntity } from './create-legal-entity.ts'
import { ENTITY_CONFLICTS, hasIssued, type LegalEntity, lockLegalEntities, readLegalEntity } from './legal-entity.ts'
import { requireTaxId } from './require-tax-id.ts'

export type LegalEntityChange = { readonly [Field in keyof NewLegalEntity]?: NewLegalEntity[Field] | undefined }

/**
 * Changes what is given of a legal entity, for what is issued from now on. Its prefix and its next numbers are fixed once it has issued
 * something; the default is changed by making another one it. Throws `not_found`, `already_exists` (prefix), `in_use` and `invalid_request` (taxId).
 */
export async function changeLegalEntity(tx: Tx, author: Author, id: Uuid, change: LegalEntityChange): Promise<LegalEntity> {
  const { programId, now } = author
  if (change.isDefault === true) await chooseDefault(tx, programId, true)
  const [entity] = await lockLegalEntities(tx, programId, [id])
  if (entity === undefined) throw new DomainError('not_found')
  if (change.isDefault === false && entity.isDefault) throw inUse('isDefault', 'A program has one: make another the default.')
  refuseRenumbering(entity, change)
  await namingConflicts(ENTITY_CONFLICTS, () =>
    tx.all(
      build.updateTable('legal_entity').where('program_id', '=', programId).where('id', '=', id).set({
        name: change.name, address: change.address, country: change.country, prefix: change.prefix,
        // A country of its own has ids of its own.
        tax_id: requireTaxId(change.taxId === undefined ? entity.taxId : change.taxId, change.country ?? entity.country),
        ...(hasIssued(entity) ? {} : startsOf(change)), is_default: change.isDefault, updated_at: now,
      }),
    ),
  )
  await recordAudit(tx, { ...author, action: 'legal_entity.changed', subjectType: 'legal_entity', subjectId: id, details: change })
  return readLegalEntity(tx, programId, id)
}

function refuseRenumbering(entity: LegalEntity, change: LegalEntityChange): void {
  if (!hasIssued(entity)) return
  const isAsIs = (sent: number | undefined, known: bigint) => sent === undefined || BigInt(sent) === known
  const message = 'It has issued something: its numbers follow one another.'
  if (change.prefix !== undefined && change.prefix !== entity.prefix) throw inUse('prefix', message)
  if (!isAsIs(change.nextInvoiceNumber, entity.nextInvoiceNumber)) throw inUse('nextInvoiceNumber', message)
  if (!isAsIs(change.nextCreditNoteNumber, entity.nextCreditNoteNumber)) throw inUse('nextCreditNoteNumber', message)
}

function startsOf({ nextInvoiceNumber: invoice, nextCreditNoteNumber: creditNote }: LegalEntityChange) {
  return { first_invoice_number: start(invoice), next_invoice_number: start(invoice), first_credit_note_number: start(creditNote), next_credit_note_number: start(creditNote) }
}

function start(number: number | undefined): bigint | undefined {
  return number === undefined ? undefined : BigInt(number)
}

function inUse(path: string, message: string): DomainError {
  return new DomainError('in_use', { message, errors: [{ path, code: 'in_use', message }] })
}
