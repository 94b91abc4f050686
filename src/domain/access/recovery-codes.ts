import { randomInt } from 'node:crypto'
import { hashSecret } from './api-key-secret.ts'

/** Without what is mistaken for something else. */
const SIGNS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
const CODES = 10
const GROUPS = 4
const GROUP_LENGTH = 4

/** Ten codes of 78 random bits, for whoever loses the second factor: `K7QM-2XVA-9RTB-HD3E`. Shown once; only their hashes are stored. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => Array.from({ length: GROUPS }, () => Array.from({ length: GROUP_LENGTH }, () => SIGNS.charAt(randomInt(SIGNS.length))).join('')).join('-'))
}

/** However it was typed. */
export function hashRecoveryCode(code: string): Buffer {
  return hashSecret(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
}
