import { z } from 'zod'
import { AFFILIATE_INVOICE_STATUSES, type AffiliateInvoice } from '../../../domain/invoices/affiliate-invoice.ts'
import { DIFFERENCES } from '../../../domain/invoices/match-invoice.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'
import { affiliateName } from '../affiliate/name-affiliates.ts'

const amounts = { currency: z.string().meta({ examples: ['EUR'] }), net: z.number(), vat: z.number(), total: z.number() }

export const affiliateInvoiceAnswer = z
  .strictObject({
    id: answeredId,
    createdTs: answeredInstant,
    affiliateId: answeredId,
    affiliateName,
    statementId: answeredId,
    number: z.string(),
    issuedOn: z.string().meta({ examples: ['2026-12-01'] }),
    ...amounts,
    status: z.enum(AFFILIATE_INVOICE_STATUSES).meta({ description: 'matched: equal to its statement to the cent. mismatch: a person has to accept or reject it.' }),
    differences: z.array(z.enum(DIFFERENCES)).meta({ description: 'What differs from the statement; sum: net and vat do not come to the total.' }),
    expected: z.strictObject(amounts).meta({ description: 'What the statement says.' }),
    fileName: z.string().nullable(),
    hasContent: z.boolean(),
    createdBy: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: answeredInstant.nullable(),
    decisionReason: z.string().nullable(),
  })
  .meta({ id: 'AffiliateInvoice' })

export function presentAffiliateInvoice({ netMinor, vatMinor, totalMinor, expected, recordedAt, ...invoice }: AffiliateInvoice): object {
  return {
    ...invoice,
    createdTs: recordedAt,
    ...present(invoice.currency, netMinor, vatMinor, totalMinor),
    expected: present(expected.currency, expected.netMinor, expected.vatMinor, expected.netMinor + expected.vatMinor),
  }
}

function present(currency: string, net: bigint, vat: bigint, total: bigint): object {
  const amount = (minor: bigint) => exactNumber(minorToText(minor, currency))
  return { currency, net: amount(net), vat: amount(vat), total: amount(total) }
}
