import type { Language } from '../../commissions/explanation.ts'
import { speechOf } from '../../commissions/explanation-words.ts'
import { minorDigits } from '../../money/currencies.ts'

/** How a paper in one language writes values of one currency and time zone. */
export interface PaperFormats {
  /** A decimal text of major units, with all digits of the currency and without its name: `1,234.50`. */
  amount(text: string): string
  /** The same with the currency: `1,234.50 EUR`. */
  money(text: string): string
  /** A decimal text of any precision: a rate. */
  decimal(text: string): string
  /** The day of an instant in the time zone: `Nov 3, 2026`. */
  day(instant: Date): string
  /** The last day of a span that ends before an instant. */
  lastDay(untilExclusive: Date): string
  /** Day and minute, with the zone: `Dec 2, 2026, 10:00 AM UTC`. */
  moment(instant: Date): string
}

const known = new Map<string, PaperFormats>()

/** Made once for each language, currency and time zone: `Intl` takes longer for its formatters than a page takes to draw. */
export function paperFormats(language: Language, currency: string, timeZone: string): PaperFormats {
  const key = `${language} ${currency} ${timeZone}`
  const formats = known.get(key) ?? makeFormats(language, currency, timeZone)
  if (known.size < FORMATS_MAX) known.set(key, formats)
  return formats
}

const FORMATS_MAX = 1_000

function makeFormats(language: Language, currency: string, timeZone: string): PaperFormats {
  const speech = speechOf(language, currency)
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone })
  const moments = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZone, timeZoneName: 'short' })
  return {
    amount: (text) => speech.money(minorOf(text, currency)).slice(0, -1 - currency.length),
    money: (text) => speech.money(minorOf(text, currency)),
    decimal: (text) => (language === 'en' ? text : text.replace('.', ',')),
    day: (instant) => plain(days.format(instant)),
    lastDay: (untilExclusive) => plain(days.format(new Date(untilExclusive.getTime() - 1))),
    moment: (instant) => plain(moments.format(instant)),
  }
}

function minorOf(text: string, currency: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(minorDigits(currency), '0'))
}

/** `Intl` puts narrow no-break spaces before AM and PM, which nobody can search for. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ')
}
