import { DomainError } from '../errors.ts'

/** How the European Central Bank publishes its reference rates: `eurofxref-daily.xml`, `-hist-90d.xml`, `-hist.xml`; `eurofxref.csv`, `-hist.csv`. */
export const ECB_FORMATS = ['ecb_xml', 'ecb_csv'] as const
export type EcbFormat = (typeof ECB_FORMATS)[number]

/** The reference rates of one day: how many units of each currency one euro is. */
export interface EcbDay {
  /** `2026-11-20`. */
  readonly day: string
  readonly rates: ReadonlyMap<string, EcbRate>
}

/** The exact value of a decimal text: `digits` / `scale`. */
export interface EcbRate {
  readonly digits: bigint
  readonly scale: bigint
}

const RATE = /^(\d{1,9})(?:\.(\d{1,9}))?$/
const CURRENCY = /^[A-Z]{3}$/
/** Working days of some eighty years. */
const DAYS_MAX = 20_000

/** Puts a file's rates together. Throws `invalid_request` for what is none, naming its day and currency. */
export class EcbFile {
  readonly #days = new Map<string, Map<string, EcbRate>>()

  /** Takes a rate in; a day may have a currency once. */
  add(day: string, currency: string, text: string): void {
    const known = this.#days.get(day)
    const rates = known ?? new Map<string, EcbRate>()
    if (known === undefined) {
      if (!isDay(day)) throw notEcb(`"${shown(day)}" is no day.`)
      if (this.#days.size >= DAYS_MAX) throw notEcb(`More than ${DAYS_MAX} days.`)
      this.#days.set(day, rates)
    }
    if (!CURRENCY.test(currency)) throw notEcb(`"${shown(currency)}" is no currency (${day}).`)
    if (rates.has(currency)) throw notEcb(`There are two rates of ${currency} for ${day}.`)
    rates.set(currency, readRate(text) ?? refuse(`"${shown(text)}" is no rate (${currency}, ${day}).`))
  }

  days(): EcbDay[] {
    if (this.#days.size === 0) throw notEcb('There are no rates in it.')
    return [...this.#days].map(([day, rates]) => ({ day, rates }))
  }
}

/** The refusal of content that is not what the ECB publishes. */
export function notEcb(reason: string): DomainError {
  const message = `Not a file of the European Central Bank's reference rates: ${reason}`
  return new DomainError('invalid_request', { message, errors: [{ path: 'content', code: 'not_ecb_rates', message }] })
}

function refuse(reason: string): never {
  throw notEcb(reason)
}

function readRate(text: string): EcbRate | null {
  const [, whole = '', fraction = ''] = RATE.exec(text) ?? []
  const digits = BigInt(whole + fraction)
  return digits === 0n ? null : { digits, scale: 10n ** BigInt(fraction.length) }
}

function isDay(day: string): boolean {
  if (!/^(?:19|20)\d\d-\d\d-\d\d$/.test(day)) return false
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

/** Of a text that is not what it should be, as much as helps. */
function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
