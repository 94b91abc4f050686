import { z } from 'zod'
import { LONGEST_FILE_TEXT } from '../../../domain/invoices/upload-invoice.ts'
import { currency, idField, money, text } from '../../plumbing/fields.ts'

const LONGEST_NUMBER = 100
const LONGEST_FILE_NAME = 255
const LONGEST_REASON = 2_000

const amount = money.min(0)
const day = z.iso.date({ error: 'Expected a day such as 2026-11-30.' })

export const newAffiliateInvoiceBody = z
  .strictObject({
    affiliateId: idField,
    statementId: idField.meta({ description: 'A sealed statement of the affiliate.' }),
    number: text(LONGEST_NUMBER).meta({ description: "The affiliate's own; once, however it is typed.", examples: ['2026-17'] }),
    issuedOn: day.meta({ description: 'As it is printed on it.', examples: ['2026-12-01'] }),
    net: amount.meta({ examples: [100] }),
    vat: amount.meta({ examples: [18] }),
    total: amount.meta({ description: 'net and vat; what is withheld is not taken off.', examples: [118] }),
    currency,
    fileName: text(LONGEST_FILE_NAME).nullish(),
    content: z.string().max(LONGEST_FILE_TEXT).nullish().meta({ description: 'The invoice as a PDF of at most 5 MiB, in base64.', contentEncoding: 'base64' }),
  })
  .meta({
    id: 'NewAffiliateInvoice',
    examples: [{
      affiliateId: '019abc00-0000-7000-8000-000000000001', statementId: '019abc00-0000-7000-8000-000000000002', number: '2026-17', issuedOn: '2026-12-01', net: 100, vat: 18, total: 118, currency: 'EUR',
    }],
  })

export const invoiceDecisionBody = z
  .strictObject({ reason: text(LONGEST_REASON).meta({ description: 'Why; told to the affiliate.' }) })
  .meta({ examples: [{ reason: 'Rounded line by line: agreed by e-mail' }] })
