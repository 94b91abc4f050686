import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { newId, type Uuid } from '../ids.ts'
import { chooseDefault } from './choose-default.ts'
import { ENTITY_CONFLICTS, type LegalEntity, readLegalEntity } from './legal-entity.ts'
import { requireTaxId } from './require-tax-id.ts'

export interface NewLegalEntity {
  readonly name: string
  readonly address: string
  readonly country: string
  readonly taxId?: string | null | undefined
  readonly prefix: string
  /** Where it goes on counting from: 1 unless another system has counted before. */
  readonly nextInvoiceNumber?: number | undefined
  readonly nextCreditNoteNumber?: number | undefined
  readonly isDefault?: boolean | undefined
}

/** Adds somebody in whose name invoices are issued; the first of a program is its default. Throws `already_exists` (prefix) and `invalid_request` (taxId). */
export async function createLegalEntity(tx: Tx, author: Author, input: NewLegalEntity): Promise<LegalEntity> {
  const { programId, now } = author
  const taxId = requireTaxId(input.taxId ?? null, input.country)
  const id: Uuid = newId()
  const isDefault = await chooseDefault(tx, programId, input.isDefault ?? false)
  const [invoice, creditNote] = [BigInt(input.nextInvoiceNumber ?? 1), BigInt(input.nextCreditNoteNumber ?? 1)]
  await namingConflicts(ENTITY_CONFLICTS, () =>
    tx.all(
      build.insertInto('legal_entity').values({
        program_id: programId, id, name: input.name, address: input.address, country: input.country, tax_id: taxId, prefix: input.prefix,
        first_invoice_number: invoice, next_invoice_number: invoice, first_credit_note_number: creditNote, next_credit_note_number: creditNote,
        is_default: isDefault, created_at: now, updated_at: now,
      }),
    ),
  )
  await recordAudit(tx, { ...author, action: 'legal_entity.created', subjectType: 'legal_entity', subjectId: id, details: input })
  return readLegalEntity(tx, programId, id)
}
