import { foldEmail } from '../../access/fold-email.ts'
import type { OtherDetails, PaypalDetails, PayoutDetails, PayoutMethodKind, WiseDetails } from '../payout-details.ts'
import { DetailFields, type GivenDetails, type Reading } from './detail-fields.ts'
import { readBankDetails } from './read-bank-details.ts'
import { readCryptoDetails } from './read-crypto-details.ts'
import { readPixDetails } from './read-pix-details.ts'

const LONGEST_EMAIL = 254
export const LONGEST_INSTRUCTIONS = 2_000

const READERS: Readonly<Record<PayoutMethodKind, (fields: DetailFields) => PayoutDetails>> = {
  bank: readBankDetails, pix: readPixDetails, paypal: readPaypalDetails, wise: readWiseDetails, crypto: readCryptoDetails, other: readOtherDetails,
}

/** Checks details as far as they can be checked without asking anybody, and brings them into one form. Throws `invalid_request` (`details.*`). */
export function readDetails(kind: PayoutMethodKind, given: GivenDetails): PayoutDetails {
  const fields = new DetailFields(given)
  const details = READERS[kind](fields)
  fields.refuseErrors()
  return details
}

function readPaypalDetails(fields: DetailFields): PaypalDetails {
  return { kind: 'paypal', email: fields.required('email', readEmail) ?? '' }
}

function readWiseDetails(fields: DetailFields): WiseDetails {
  if (fields.has('email') && fields.has('account')) fields.refuse('account', 'one_of', 'Expected an e-mail address or an account, not both.')
  const account = fields.optional('account', readWiseAccount)
  return { kind: 'wise', account, email: fields.has('account') ? fields.optional('email', readEmail) : fields.required('email', readEmail) }
}

function readOtherDetails(fields: DetailFields): OtherDetails {
  return { kind: 'other', instructions: fields.required('instructions', readInstructions) ?? '' }
}

function readEmail(text: string): Reading {
  const value = foldEmail(text.trim())
  return value !== null && value.length <= LONGEST_EMAIL ? { value } : { code: 'invalid_email', message: 'Expected an e-mail address.' }
}

/** A membership number (P12345678), a Wisetag (@anna) or the number of an account. */
function readWiseAccount(text: string): Reading {
  const value = text.trim()
  return /^@?[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/.test(value) ? { value } : { code: 'invalid_account', message: 'Expected a membership number, a Wisetag or an account.' }
}

function readInstructions(text: string): Reading {
  const value = text.replace(/\r\n?/g, '\n').trim()
  const isText = value !== '' && value.length <= LONGEST_INSTRUCTIONS && !/[^\P{Cc}\n\t]|\p{Cs}/u.test(value)
  return isText ? { value } : { code: 'invalid_text', message: `Expected at most ${LONGEST_INSTRUCTIONS} characters.` }
}
