import { DomainError } from '../errors.ts'

/** A password that stands alone. */
const LEAST_ALONE = 15
/** One with a second factor behind it. */
const LEAST_WITH_SECOND_FACTOR = 8
const MOST_BYTES = 1_024
/** Of what else the person or the installation is called. */
const LEAST_CONTEXT = 4

/** The commonest, without what people put behind them; long ones are common words said twice. */
const COMMON = new Set(
  `password passwort contrasena senha letmein welcome bemvindo bienvenido qwerty qwertyuiop qwertz asdfghjkl zxcvbnm azerty admin administrator administrador
   iloveyou teamo teamo football futebol futbol baseball superman batman starwars dragon monkey sunshine princess princesa shadow master michael jordan
   trustno changeme secret default guest login access whatever computer internet samsung google facebook summer winter spring autumn fairshare affiliate
   afiliado correcthorsebatterystaple brasil flamengo corinthians palmeiras barcelona realmadrid liverpool chelsea arsenal pokemon minecraft`.split(/\s+/),
)

/** Whose password it is to be: it may not say their own names. */
export interface PasswordOwner {
  readonly names: readonly string[]
  readonly hasSecondFactor: boolean
}

/** Whether a password is long enough to stand alone. */
export function standsAlone(password: string): boolean {
  return lengthOf(password) >= LEAST_ALONE
}

/**
 * Length, and nothing that is tried first: no rules about signs, no rotation (NIST 800-63B-4). Throws `invalid_request` naming `field`.
 */
export function checkPassword(password: string, owner: PasswordOwner, field = 'password'): void {
  const least = owner.hasSecondFactor ? LEAST_WITH_SECOND_FACTOR : LEAST_ALONE
  if (Buffer.byteLength(password) > MOST_BYTES) throw refused(field, 'too_long', 'The password is too long.')
  if (lengthOf(password) < least) throw refused(field, 'too_short', `The password needs at least ${least} characters.`)
  if (isGuessable(password, owner.names)) throw refused(field, 'too_common', 'This password is among the first that would be tried. Some words that do not belong together are better.')
}

function lengthOf(password: string): number {
  return [...password.normalize('NFKC')].length
}

function isGuessable(password: string, names: readonly string[]): boolean {
  const folded = password.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const letters = foldDigits(folded).replace(/[^a-z]/g, '')
  const isFewSigns = new Set(folded).size <= 4
  const isSequence = [...folded].every((sign, i, all) => i === 0 || Math.abs(sign.charCodeAt(0) - (all[i - 1] ?? '').charCodeAt(0)) <= 1)
  const rest = withoutNames(folded, names)
  return isFewSigns || isSequence || isRepeated(letters) || COMMON.has(letters) || rest.length < LEAST_CONTEXT
}

/** `p4ssw0rd` is `password`. */
function foldDigits(text: string): string {
  const LIKE: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' }
  return text.replace(/[013457@$]/g, (sign) => LIKE[sign] ?? sign)
}

/** One common word, said again and again. */
function isRepeated(letters: string): boolean {
  for (const word of COMMON) {
    if (letters.length >= word.length && letters.length % word.length === 0 && letters === word.repeat(letters.length / word.length)) return true
  }
  return false
}

function withoutNames(folded: string, names: readonly string[]): string {
  const parts = names.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length >= LEAST_CONTEXT)
  return parts.reduce((rest, part) => rest.replaceAll(part, ''), folded).replace(/[^\p{L}]/gu, '') === '' ? '' : folded
}

function refused(path: string, code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path, code, message }] })
}
