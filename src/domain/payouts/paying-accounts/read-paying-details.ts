import { isCnpj } from '../../payout-methods/details/brazilian-ids.ts'
import { DetailFields, type GivenDetails, lineOf, type Reading } from '../../payout-methods/details/detail-fields.ts'
import { readBankDetails } from '../../payout-methods/details/read-bank-details.ts'
import type { RailPayer } from '../rails/rail-file.ts'
import { newPayerSecret, type PayerDetails, type PayingAccountKind, type PayingDetails } from './paying-details.ts'

/** What the text of a URL tells about whether it can be called, and the wall clock for the first secret. */
export interface PayerSurroundings {
  readonly isCallable: (url: string) => boolean
  readonly now: Date
}

/** Details as they were given, checked and in one form. Throws `invalid_request`. */
export function readPayingDetails(kind: PayingAccountKind, given: GivenDetails, surroundings: PayerSurroundings): PayingDetails {
  const fields = new DetailFields(given)
  const details = readByKind(kind, fields, surroundings)
  fields.refuseErrors()
  return details
}

/** What may be seen of them. */
export function hintOfPaying(details: PayingDetails): string {
  switch (details.kind) {
    case 'sepa':
      return `${details.iban.slice(0, 4)} … ${details.iban.slice(-4)}`
    case 'pix':
      return `${details.bankCode} … ${details.account.slice(-3)}-${details.accountDigit}`
    case 'webhook':
      return new URL(details.url).host
  }
}

function readByKind(kind: PayingAccountKind, fields: DetailFields, surroundings: PayerSurroundings): PayingDetails {
  switch (kind) {
    case 'sepa':
      return readSepa(fields)
    case 'pix':
      return readPix(fields)
    case 'webhook':
      return readPayer(fields, surroundings)
  }
}

function readSepa(fields: DetailFields): RailPayer {
  const { holderName, iban, bic } = readBankDetails(fields)
  if (fields.has('accountNumber')) fields.refuse('accountNumber', 'unknown_field', 'A SEPA account is named by its IBAN.')
  return { kind: 'sepa', holderName, iban: iban ?? '', bic }
}

const LONGEST_COMPANY = 30
const LONGEST_AGREEMENT = 20

function readPix(fields: DetailFields): RailPayer {
  return {
    kind: 'pix',
    holderName: fields.required('holderName', lineOf(LONGEST_COMPANY)) ?? '',
    cnpj: fields.required('cnpj', readCnpj) ?? '',
    bankCode: fields.required('bankCode', readDigits(3, 3)) ?? '',
    bankName: fields.required('bankName', lineOf(LONGEST_COMPANY)) ?? '',
    agreement: fields.required('agreement', lineOf(LONGEST_AGREEMENT)) ?? '',
    branch: fields.required('branch', readDigits(1, 5)) ?? '',
    branchDigit: fields.optional('branchDigit', readCheckDigit) ?? '',
    account: fields.required('account', readDigits(1, 12)) ?? '',
    accountDigit: fields.required('accountDigit', readCheckDigit) ?? '',
  }
}

function readPayer(fields: DetailFields, { isCallable, now }: PayerSurroundings): PayerDetails {
  const url = fields.required('url', (text) =>
    // Payouts are asked for below it by their key.
    isCallable(text) && !/[?#]/.test(text) ? { value: text.replace(/\/+$/, '') } : { code: 'invalid_url', message: 'Expected an https URL that can be called, without a query.' },
  )
  return { kind: 'webhook', url: url ?? '', secrets: [newPayerSecret(now)] }
}

function readCnpj(text: string): Reading {
  const value = text.replace(/[\s./-]/g, '').toUpperCase()
  return isCnpj(value) ? { value } : { code: 'invalid_cnpj', message: 'Expected a CNPJ: its length or check digits are not right.' }
}

function readDigits(shortest: number, longest: number): (text: string) => Reading {
  return (text) => {
    const value = text.trim()
    const isNumber = /^\d+$/.test(value) && value.length >= shortest && value.length <= longest
    return isNumber ? { value } : { code: 'invalid_number', message: shortest === longest ? `Expected ${longest} digits.` : `Expected ${shortest} to ${longest} digits.` }
  }
}

function readCheckDigit(text: string): Reading {
  const value = text.trim().toUpperCase()
  return /^[0-9A-Z]$/.test(value) ? { value } : { code: 'invalid_check_digit', message: 'Expected one digit or letter.' }
}
