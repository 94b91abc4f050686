import assert from 'node:assert/strict'
import { capitalText } from './latin-text.ts'

const COLUMNS = 240

/** A line of CNAB 240 of its fields. */
export function line(fields: readonly string[]): string {
  const text = fields.join('')
  assert(text.length === COLUMNS, `a line of ${text.length} columns`)
  return text
}

/** A numeric field: right-aligned behind zeros. */
export function digits(text: string, columns: number): string {
  assert(text.length <= columns && /^[0-9A-Z]*$/.test(text), 'a number that does not fit')
  return text.padStart(columns, '0')
}

/** A text field: capitals, left-aligned before blanks, cut. */
export function letters(text: string, columns: number): string {
  return capitalText(text, columns).padEnd(columns)
}
