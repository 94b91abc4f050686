import { ERASED_AFFILIATE_NAME } from '../affiliates/erase-affiliate.ts'
import type { Uuid } from '../ids.ts'
import { minorToFixedText } from '../money/amounts.ts'
import { ratePpmToText } from '../money/rates.ts'
import { formatInstant } from '../time/instant.ts'
import type { LegalEntity } from './legal-entity.ts'
import type { Tax } from './tax-of.ts'
import type { TaxProfile } from './tax-profile.ts'

export type InvoiceKind = 'invoice' | 'credit_note'

/**
 * What is hashed of an invoice: canonical JSON of this object. Amounts are decimal texts with all digits of the currency, negative on a credit
 * note; rates are percents; days are those of the program's time zone.
 */
export interface InvoiceDocument {
  readonly format: 'fairshare-invoice/1'
  readonly id: Uuid
  readonly programId: Uuid
  readonly isTest: boolean
  /** A credit note is about its own period, which ended below zero; it corrects no invoice of another. */
  readonly kind: InvoiceKind
  readonly number: string
  readonly issuedAt: string
  readonly issuedOn: string
  /** Days: the first, and the one after the last. */
  readonly period: { readonly name: string; readonly from: string; readonly until: string; readonly timeZone: string }
  /** The statement that it is about, with its hash in hex. */
  readonly statement: { readonly id: Uuid; readonly hash: string }
  /** The affiliate, in whose name the customer writes the invoice. */
  readonly supplier: InvoiceParty & { readonly affiliateId: Uuid }
  readonly customer: InvoiceParty & { readonly legalEntityId: Uuid }
  readonly currency: string
  readonly vatRate: string
  readonly reverseCharge: boolean
  readonly withholdingRate: string
  readonly totals: { readonly net: string; readonly vat: string; readonly gross: string; readonly withheld: string; readonly payable: string }
}

export interface InvoiceParty {
  readonly name: string
  readonly address: string | null
  readonly country: string | null
  readonly taxId: string | null
}

export interface InvoiceFacts {
  readonly id: Uuid
  readonly program: { readonly id: Uuid; readonly is_test: boolean; readonly time_zone: string }
  readonly kind: InvoiceKind
  readonly number: string
  readonly now: Date
  /** The day of `now` in the program's time zone. */
  readonly today: string
  readonly period: { readonly name: string; readonly firstDay: string; readonly endDay: string }
  readonly statement: { readonly id: Uuid; readonly hash: Buffer }
  readonly profile: TaxProfile
  readonly entity: LegalEntity
  readonly currency: string
  readonly netMinor: bigint
  readonly tax: Tax
}

/** An invoice as it is kept, with both parties as they are called when it is issued. */
export function documentOf(facts: InvoiceFacts): InvoiceDocument {
  const { program, profile, entity, currency, netMinor, tax, now } = facts
  const amount = (minor: bigint) => minorToFixedText(minor, currency)
  return {
    format: 'fairshare-invoice/1',
    id: facts.id,
    programId: program.id,
    isTest: program.is_test,
    kind: facts.kind,
    number: facts.number,
    issuedAt: formatInstant(now),
    issuedOn: facts.today,
    period: { name: facts.period.name, from: facts.period.firstDay, until: facts.period.endDay, timeZone: program.time_zone },
    statement: { id: facts.statement.id, hash: facts.statement.hash.toString('hex') },
    supplier: { affiliateId: profile.affiliateId, name: profile.legalName ?? ERASED_AFFILIATE_NAME, address: profile.address, country: profile.country, taxId: profile.taxId },
    customer: { legalEntityId: entity.id, name: entity.name, address: entity.address, country: entity.country, taxId: entity.taxId },
    currency,
    vatRate: ratePpmToText(tax.vatRatePpm),
    reverseCharge: tax.isReverseCharge,
    withholdingRate: ratePpmToText(tax.withholdingRatePpm),
    totals: {
      net: amount(netMinor), vat: amount(tax.vatMinor), gross: amount(netMinor + tax.vatMinor), withheld: amount(tax.withheldMinor),
      payable: amount(netMinor + tax.vatMinor - tax.withheldMinor),
    },
  }
}

const NUMBER_DIGITS = 6

/** ACME-000001; ACME-CN-000001 of a credit note. A prefix has no dash, so no two entities come to one number. */
export function invoiceNumber(prefix: string, kind: InvoiceKind, sequence: bigint): string {
  return `${prefix}-${kind === 'credit_note' ? 'CN-' : ''}${String(sequence).padStart(NUMBER_DIGITS, '0')}`
}
