import { electronicFormatIBAN, getCountrySpecifications, isSEPACountry, isValidBIC, isValidIBAN } from 'ibantools'
import type { BankDetails } from '../payout-details.ts'
import { type DetailFields, lineOf, type Reading } from './detail-fields.ts'

/** What a name may have in a SEPA credit transfer (Max70Text). */
export const LONGEST_HOLDER_NAME = 70
const LONGEST_ACCOUNT = 34

const COUNTRIES = getCountrySpecifications()
/** In the area of SEPA, and yet they pay each other by sort code and number. */
const SORT_CODE_COUNTRIES = new Set(['GB', 'GG', 'JE', 'IM', 'GI'])

/** How banks are told apart where that is more than a text. */
const BANK_CODES: Readonly<Record<string, { readonly about: string; readonly isValid: (code: string) => boolean }>> = {
  US: { about: 'a routing number of nine digits', isValid: isRoutingNumber },
  GB: { about: 'a sort code of six digits', isValid: (code) => /^\d{6}$/.test(code) },
  AU: { about: 'a BSB of six digits', isValid: (code) => /^\d{6}$/.test(code) },
  IN: { about: 'an IFSC like HDFC0001234', isValid: (code) => /^[A-Z]{4}0[A-Z0-9]{6}$/.test(code) },
}

/** An account by its IBAN or, where there is none, by its number and the code of the bank. */
export function readBankDetails(fields: DetailFields): BankDetails {
  const holderName = fields.required('holderName', lineOf(LONGEST_HOLDER_NAME)) ?? ''
  const bic = fields.optional('bic', readBic)
  return { kind: 'bank', holderName, bic, ...(fields.has('accountNumber') ? readAccount(fields) : readByIban(fields)) }
}

type Account = Pick<BankDetails, 'country' | 'iban' | 'accountNumber' | 'bankCode'>

function readByIban(fields: DetailFields): Account {
  const iban = fields.required('iban', readIban)
  const country = iban?.slice(0, 2) ?? ''
  const named = fields.optional('country', readCountry)
  if (iban !== null && named !== null && named !== country) fields.refuse('country', 'other_country', 'The IBAN is of another country.')
  return { country, iban, accountNumber: null, bankCode: null }
}

function readAccount(fields: DetailFields): Account {
  if (fields.has('iban')) fields.refuse('iban', 'one_of', 'Expected an IBAN or an account number, not both.')
  fields.optional('iban', readIban)
  const country = fields.required('country', readCountry) ?? ''
  if (isSEPACountry(country) && !SORT_CODE_COUNTRIES.has(country)) fields.refuse('accountNumber', 'iban_required', 'Accounts in this country are named by IBAN.')
  const accountNumber = fields.required('accountNumber', readAccountNumber)
  const bankCode = fields.required('bankCode', (text) => readBankCode(country, text))
  return { country, iban: null, accountNumber, bankCode }
}

function readIban(text: string): Reading {
  const value = electronicFormatIBAN(text.replace(/\s/g, '')) ?? ''
  // QR-IBANs take only payments with a QR reference, which ours do not have.
  if (isValidIBAN(value, { allowQRIBAN: false })) return { value }
  return { code: 'invalid_iban', message: 'Expected an IBAN: its country, length or check digits are not right.' }
}

function readBic(text: string): Reading {
  const value = text.replace(/\s/g, '').toUpperCase()
  return isValidBIC(value) ? { value } : { code: 'invalid_bic', message: 'Expected a BIC of 8 or 11 characters.' }
}

function readCountry(text: string): Reading {
  return /^[A-Z]{2}$/.test(text) && COUNTRIES[text] !== undefined ? { value: text } : { code: 'invalid_country', message: 'Expected a country code of two capital letters.' }
}

function readAccountNumber(text: string): Reading {
  const value = text.replace(/\s/g, '').toUpperCase()
  const isNumber = value.length <= LONGEST_ACCOUNT && /^[0-9A-Z](?:[0-9A-Z-]*[0-9A-Z])?$/.test(value)
  return isNumber ? { value } : { code: 'invalid_account_number', message: `Expected at most ${LONGEST_ACCOUNT} letters, digits and dashes.` }
}

function readBankCode(country: string, text: string): Reading {
  const value = text.replace(/[\s-]/g, '').toUpperCase()
  const rule = Object.hasOwn(BANK_CODES, country) ? BANK_CODES[country] : undefined
  const isCode = /^[0-9A-Z]{1,20}$/.test(value) && (rule === undefined || rule.isValid(value))
  return isCode ? { value } : { code: 'invalid_bank_code', message: `Expected ${rule?.about ?? 'at most 20 letters and digits'}.` }
}

const ROUTING_WEIGHTS = [3, 7, 1]

/** The check digit of the American Bankers Association: weights 3, 7, 1. */
function isRoutingNumber(code: string): boolean {
  if (!/^\d{9}$/.test(code)) return false
  const sum = [...code].reduce((total, digit, index) => total + Number(digit) * (ROUTING_WEIGHTS[index % 3] ?? 0), 0)
  return sum % 10 === 0 && sum > 0
}
