import { createHash } from 'node:crypto'
import type { Uuid } from '../../ids.ts'

/** Digits and capitals that nobody takes for one another (Crockford): every bank's character set has them, in any case. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** The shortest field of our rails, CNAB 240's number of a document. A hundred bits: no two payouts share an id. */
const CHARACTERS = 20

/** The end-to-end id of a payout: 20 characters, always the same. The receiver's bank sees it, and bank result files name it. */
export function endToEndIdOf(payoutId: Uuid): string {
  return shortId(`payout ${payoutId}`)
}

/** The message id of a run's file: 20 characters, always the same, so that a bank that gets a file twice can tell. */
export function messageIdOf(payoutRunId: Uuid): string {
  return shortId(`payout run ${payoutRunId}`)
}

function shortId(text: string): string {
  const bytes = createHash('sha256').update(text).digest()
  // 256 is a multiple of 32: every character is equally likely.
  return Array.from(bytes.subarray(0, CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}
