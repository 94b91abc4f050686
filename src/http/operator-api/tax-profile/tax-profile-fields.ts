import { z } from 'zod'
import { INVOICING } from '../../../domain/invoices/tax-profile.ts'
import { answeredId, answeredInstant, idField, percent } from '../../plumbing/fields.ts'
import { partyFields, partyName } from '../legal-entity/legal-entity-fields.ts'
import { affiliateName } from '../affiliate/name-affiliates.ts'

const HIGHEST_RATE = 100
const rate = percent.refine((value) => Number(value) <= HIGHEST_RATE, { error: 'Expected at most 100 percent.' })

export const newTaxProfileBody = z
  .strictObject({
    affiliateId: idField,
    legalName: partyName.meta({ description: 'As it is printed on invoices.', examples: ['Anna Borg'] }),
    ...partyFields,
    vatRate: rate.optional().meta({ description: 'Percent; charged only with a tax id and without reverse charge.', examples: ['19'] }),
    reverseCharge: z.boolean().optional().meta({ description: 'Who receives the service owes the VAT: none is charged, the invoice says so.' }),
    withholdingRate: rate.optional().meta({ description: 'Percent of the net that is kept back as tax.', examples: ['15'] }),
    invoicing: z.enum(INVOICING).meta({
      description: 'self_billed: we issue an invoice for every sealed statement. uploaded: the affiliate sends one, and is not paid before it fits. none: nobody does.',
    }),
    legalEntityId: idField.nullish().meta({ description: "Who issues its invoices; without one the program's default." }),
  })
  .meta({
    id: 'NewTaxProfile',
    examples: [{ affiliateId: '019abc00-0000-7000-8000-000000000001', legalName: 'Anna Borg', address: 'Triq il-Kbira 2\nSLM 1549 Sliema', country: 'MT', taxId: 'MT11679112', vatRate: '18', invoicing: 'none' }],
  })

export const taxProfileAnswer = z
  .strictObject({
    id: answeredId,
    createdTs: answeredInstant.meta({ description: 'From when on it holds.' }),
    affiliateId: answeredId,
    affiliateName,
    legalName: z.string().nullable().meta({ description: 'null, like address, country and tax id: the affiliate was erased.' }),
    address: z.string().nullable(),
    country: z.string().nullable(),
    taxId: z.string().nullable(),
    vatRate: z.string(),
    reverseCharge: z.boolean(),
    withholdingRate: z.string(),
    invoicing: z.enum(INVOICING),
    legalEntityId: answeredId.nullable(),
    createdBy: z.string(),
  })
  .meta({ id: 'TaxProfile' })
