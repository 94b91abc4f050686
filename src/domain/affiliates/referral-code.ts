import { randomBytes } from 'node:crypto'

const MADE_LENGTH = 8
/** Without 0 and 1, O and I: 32 characters, so that each takes five bits of a random byte. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/**
 * The form in which a referral code is stored and looked up: compatibility forms, spaces around it and case make no second code.
 */
export function foldReferralCode(code: string): string {
  return code.normalize('NFKC').trim().toUpperCase()
}

/** A random code of 8 characters without look-alikes: 40 bits. */
export function newReferralCode(): string {
  return Array.from(randomBytes(MADE_LENGTH), (byte) => ALPHABET[byte & 31]).join('')
}
