import { Temporal } from 'temporal-polyfill'
import { DomainError } from '../errors.ts'
import { divideHalfAwayFromZero } from '../money/amounts.ts'
import { isCurrency } from '../money/currencies.ts'
import { PPB } from '../money/rates.ts'
import type { NewFxRate } from '../programs/fx-rate.ts'
import type { EcbDay, EcbRate } from './ecb-file.ts'

/** The reference rates are published about then; they are that day's. */
const PUBLISHED_AT = Temporal.PlainTime.from('16:00')
const PUBLISHED_IN = 'Europe/Berlin'
const EURO: EcbRate = { digits: 1n, scale: 1n }
/** What a rate can be, in billionths: below a thousand million. */
const RATE_PPB_LIMIT = 10n ** 18n

/** The rates of a program in a file of the ECB. */
export interface RatesOfFile {
  readonly rates: readonly NewFxRate[]
  readonly firstDay: string
  readonly lastDay: string
  /** Currencies that are none any more. */
  readonly ignoredCurrencies: readonly string[]
  /** Days on which the program's currency had no rate. */
  readonly daysWithout: number
}

export interface RatesWanted {
  /** Null: all of the file. */
  readonly currencies: readonly string[] | null
  /** The first day; null: all of the file. */
  readonly from: string | null
}

/**
 * What a program's currency is worth by the ECB, whose rates are units for one euro: those of other currencies come from two of them, as an
 * exact fraction that is rounded once to billionths. Throws `invalid_request` when the file says nothing about the program's currency.
 */
export function ecbRates(days: readonly EcbDay[], own: string, { currencies, from }: RatesWanted): RatesOfFile {
  const wanted = days.filter(({ day }) => from === null || day >= from)
  if (wanted.length === 0) throw refusal('from', 'day_missing', `The file ends before ${from}.`)
  const known = wanted.filter((day) => rateOf(day, own) !== undefined)
  if (known.length === 0) throw refusal('content', 'currency_missing', `The file has no rate for ${own}, the program's currency.`)
  const present = new Set(['EUR', ...known.flatMap(({ rates }) => [...rates.keys()])])
  const missing = currencies?.find((currency) => !present.has(currency))
  if (missing !== undefined) throw refusal('currencies', 'currency_missing', `The file has no rate for ${missing}.`)
  const asked = [...present].filter((currency) => currencies?.includes(currency) ?? true)
  const sorted = asked.filter((currency) => currency !== own && isCurrency(currency)).sort()
  const ordered = known.map(({ day }) => day).sort()
  return {
    rates: known.flatMap((day) => sorted.flatMap((currency) => crossRate(day, own, currency) ?? [])),
    firstDay: ordered[0] ?? '',
    lastDay: ordered.at(-1) ?? '',
    ignoredCurrencies: asked.filter((currency) => !isCurrency(currency)).sort(),
    daysWithout: wanted.length - known.length,
  }
}

function crossRate(ecb: EcbDay, own: string, currency: string): NewFxRate | undefined {
  const [ownUnits, units] = [rateOf(ecb, own), rateOf(ecb, currency)]
  if (ownUnits === undefined || units === undefined) return undefined
  const ratePpb = divideHalfAwayFromZero(ownUnits.digits * units.scale * PPB, ownUnits.scale * units.digits)
  if (ratePpb === 0n || ratePpb >= RATE_PPB_LIMIT) throw refusal('content', 'rate_out_of_range', `The rate of ${currency} for ${ecb.day} cannot be kept.`)
  return { currency, ratePpb, effectiveFrom: publishedAt(ecb.day), source: `ECB ${ecb.day}` }
}

function rateOf({ rates }: EcbDay, currency: string): EcbRate | undefined {
  return currency === 'EUR' ? EURO : rates.get(currency)
}

function publishedAt(day: string): Date {
  const local = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: PUBLISHED_IN, plainTime: PUBLISHED_AT })
  return new Date(local.epochMilliseconds)
}

function refusal(path: string, code: string, message: string): DomainError {
  return new DomainError('invalid_request', { message, errors: [{ path, code, message }] })
}
