import { hash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const RANDOM_LENGTH = 30
const CHECK_LENGTH = 6

/**
 * Keys of one kind: its name and `_live_` or `_test_`, 30 random base62 characters (178 bits) and a CRC32 of all that in 6 base62 characters,
 * so that a scanner can recognise one and a typo is refused without asking the database.
 */
export function keyForm(kind: 'fsk' | 'fsa'): { readonly make: (isTest: boolean) => string; readonly isSecret: (text: string) => boolean } {
  const pattern = new RegExp(`^${kind}_(?:live|test)_[0-9A-Za-z]{${RANDOM_LENGTH + CHECK_LENGTH}}$`)
  return {
    make: (isTest) => {
      let body = `${kind}_${isTest ? 'test' : 'live'}_`
      for (let i = 0; i < RANDOM_LENGTH; i += 1) body += BASE62.charAt(randomInt(BASE62.length))
      return body + checkOf(body)
    },
    isSecret: (text) => pattern.test(text) && checkOf(text.slice(0, -CHECK_LENGTH)) === text.slice(-CHECK_LENGTH),
  }
}

const form = keyForm('fsk')

/** A new key of a program: `fsk_live_…` or `fsk_test_…`. */
export const makeApiKeySecret = form.make

/** Whether a text has the form and the check of a program's key. Says nothing about whether it was ever issued. */
export const isApiKeySecret = form.isSecret

/** How a secret is stored and looked up. A fast hash is enough: keys and session tokens carry far more than 112 random bits. */
export function hashSecret(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

/** What a person may see of a key afterwards. */
export function hintOf(secret: string): string {
  return `${secret.slice(0, 9)}…${secret.slice(-4)}`
}

function checkOf(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (let i = 0; i < CHECK_LENGTH; i += 1) {
    text = BASE62.charAt(rest % 62) + text
    rest = Math.floor(rest / 62)
  }
  return text
}
