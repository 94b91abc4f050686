import { z } from 'zod'
import { hasIssued, type LegalEntity } from '../../../domain/invoices/legal-entity.ts'
import { exactNumber } from '../../../domain/money/amounts.ts'
import { commonFields } from '../../plumbing/fields.ts'

export const legalEntityAnswer = z
  .strictObject({
    ...commonFields,
    name: z.string(),
    address: z.string(),
    country: z.string(),
    taxId: z.string().nullable(),
    prefix: z.string(),
    nextInvoiceNumber: z.int(),
    nextCreditNoteNumber: z.int(),
    hasIssued: z.boolean().meta({ description: 'Its prefix and numbers are fixed.' }),
    isDefault: z.boolean(),
  })
  .meta({ id: 'LegalEntity' })

export function presentLegalEntity(entity: LegalEntity): object {
  const { id, name, address, country, taxId, prefix, isDefault, createdAt, updatedAt } = entity
  return {
    id, createdTs: createdAt, updatedTs: updatedAt, name, address, country, taxId, prefix, isDefault, hasIssued: hasIssued(entity),
    nextInvoiceNumber: exactNumber(String(entity.nextInvoiceNumber)), nextCreditNoteNumber: exactNumber(String(entity.nextCreditNoteNumber)),
  }
}
