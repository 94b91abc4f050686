import { foldEmail } from '../../access/fold-email.ts'
import { isUuid } from '../../ids.ts'
import { PIX_KEY_TYPES, type PixDetails, type PixKeyType } from '../payout-details.ts'
import { isCnpj, isCpf } from './brazilian-ids.ts'
import { type DetailFields, lineOf, oneOf, type Reading } from './detail-fields.ts'
import { LONGEST_HOLDER_NAME } from './read-bank-details.ts'

/** Of the directory of keys (DICT). */
const LONGEST_PIX_EMAIL = 77
const PUNCTUATION = /[\s./-]/g

/** A key of the Brazilian directory, in the form in which it is kept there. */
export function readPixDetails(fields: DetailFields): PixDetails {
  const keyType = fields.required('keyType', oneOf(PIX_KEY_TYPES))
  const key = fields.required('key', keyType === null ? lineOf(LONGEST_PIX_EMAIL) : READERS[keyType])
  const holderName = fields.required('holderName', lineOf(LONGEST_HOLDER_NAME))
  const taxId = fields.optional('taxId', readTaxId)
  const isTaxId = keyType === 'cpf' || keyType === 'cnpj'
  if (isTaxId && taxId !== null && taxId !== key) fields.refuse('taxId', 'other_holder', 'The key is the tax id of another holder.')
  return { kind: 'pix', keyType: keyType ?? 'random', key: key ?? '', holderName: holderName ?? '', taxId: isTaxId ? key : taxId }
}

const READERS: Readonly<Record<PixKeyType, (text: string) => Reading>> = { cpf: readCpf, cnpj: readCnpj, email: readPixEmail, phone: readPhone, random: readRandomKey }

function readCpf(text: string): Reading {
  const value = text.replace(PUNCTUATION, '')
  return isCpf(value) ? { value } : { code: 'invalid_cpf', message: 'Expected a CPF of eleven digits: length or check digits are not right.' }
}

function readCnpj(text: string): Reading {
  const value = text.replace(PUNCTUATION, '').toUpperCase()
  return isCnpj(value) ? { value } : { code: 'invalid_cnpj', message: 'Expected a CNPJ of fourteen characters: length or check digits are not right.' }
}

function readTaxId(text: string): Reading {
  return text.replace(PUNCTUATION, '').length === 11 ? readCpf(text) : readCnpj(text)
}

function readPixEmail(text: string): Reading {
  const value = foldEmail(text.trim())
  const isKey = value !== null && value.length <= LONGEST_PIX_EMAIL && /^[\x21-\x7e]+$/.test(value)
  return isKey ? { value } : { code: 'invalid_email', message: `Expected an e-mail address of at most ${LONGEST_PIX_EMAIL} characters.` }
}

function readPhone(text: string): Reading {
  const value = text.replace(/[\s().-]/g, '')
  const isBrazilian = value.startsWith('+55')
  const isPhone = isBrazilian ? /^\+55[1-9]{2}9?\d{8}$/.test(value) : /^\+[1-9]\d{6,14}$/.test(value)
  return isPhone ? { value } : { code: 'invalid_phone', message: 'Expected a phone number with its country, like +5511987654321.' }
}

function readRandomKey(text: string): Reading {
  const value = text.trim().toLowerCase()
  return isUuid(value) ? { value } : { code: 'invalid_random_key', message: 'Expected a UUID.' }
}
