import { dateFormat } from '../intl-formats.ts'

export type XLength = 'short' | 'long'

/** An ISO day or month in the words of the page's language; anything else stays as it is. Days are days: no time zone moves them. */
export function formatX(x: string, length: XLength, language: string): string {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(x)
  if (parts === null) return x
  const [, year, month, day] = parts
  const instant = Date.UTC(Number(year), Number(month) - 1, Number(day ?? '1'))
  return dateFormat(language, { timeZone: 'UTC', ...fieldsOf(day !== undefined, length) }).format(instant)
}

function fieldsOf(isDay: boolean, length: XLength): Intl.DateTimeFormatOptions {
  if (!isDay) return { month: length === 'short' ? 'short' : 'long', year: length === 'short' ? '2-digit' : 'numeric' }
  return length === 'short' ? { month: 'short', day: 'numeric' } : { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' }
}
