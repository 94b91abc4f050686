import { microsToText, minorToText } from '../money/amounts.ts'
import { type MeasureName, MEASURES } from './report-fields.ts'

/** A measure as exact decimal text: a count, major units of the program's currency, percent; null: a percentage of nothing. */
export function measureText(name: MeasureName, value: bigint | number | null, currency: string): string | null {
  if (typeof value !== 'bigint') return value === null ? null : String(value)
  const { unit } = MEASURES[name]
  if (unit === 'micros') return microsToText(value)
  return unit === 'minor' ? minorToText(value, currency) : String(value)
}
