import { z } from 'zod'
import type { Invoice } from '../../../domain/invoices/invoice.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'
import { affiliateName } from '../affiliate/name-affiliates.ts'

export const INVOICE_KINDS = ['invoice', 'credit_note'] as const

export const invoiceAnswer = z
  .strictObject({
    id: answeredId,
    issuedAt: answeredInstant,
    kind: z.enum(INVOICE_KINDS).meta({ description: 'credit_note: the period ended below zero; its amounts are negative.' }),
    number: z.string().meta({ examples: ['ACME-000001'] }),
    legalEntityId: answeredId,
    affiliateId: answeredId,
    affiliateName,
    statementId: answeredId,
    period: z.string().meta({ examples: ['2026-11'] }),
    currency: z.string().meta({ examples: ['EUR'] }),
    net: z.number(),
    vat: z.number(),
    gross: z.number(),
    withheld: z.number(),
    payable: z.number().meta({ description: 'gross less what is withheld.' }),
    hash: z.string().meta({ description: 'SHA-256 of the document, in hex.' }),
  })
  .meta({ id: 'Invoice' })

export function presentInvoice(invoice: Invoice): object {
  const { id, issuedAt, kind, number, legalEntityId, affiliateId, statementId, period, currency, netMinor, vatMinor, withheldMinor, hash } = invoice
  const amount = (minor: bigint) => exactNumber(minorToText(minor, currency))
  return {
    id, issuedAt, kind, number, legalEntityId, affiliateId, statementId, period, currency, net: amount(netMinor), vat: amount(vatMinor), gross: amount(netMinor + vatMinor),
    withheld: amount(withheldMinor), payable: amount(netMinor + vatMinor - withheldMinor), hash: hash.toString('hex'),
  }
}
