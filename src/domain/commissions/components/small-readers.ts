import { type Fields, type Findings, note, readMinor, valueOf } from '../rules/wire-fields.ts'

export const MAX_COUNT = 1_000_000
export const MAX_MONTHS = 1_200

/** An amount of more than zero, in minor units. */
export function readPositiveMinor(findings: Findings, path: string, value: unknown): bigint | null {
  const minor = readMinor(findings, path, value)
  return minor === 0n ? note(findings, path, 'out_of_range', 'Must be more than 0.') : minor
}

/** A field that may be left out: null when it is, or when it is wrong (then it has been noted). */
export function optional<Value>(fields: Fields, name: string, read: (path: string, value: unknown) => Value | null): Value | null {
  const value = valueOf(fields, name)
  return value === undefined ? null : read(`${fields.path}.${name}`, value)
}

/** True or false, or the default where the field is left out. */
export function readFlag(findings: Findings, fields: Fields, name: string, absent: boolean): boolean {
  const value = valueOf(fields, name)
  if (value === undefined) return absent
  if (typeof value !== 'boolean') note(findings, `${fields.path}.${name}`, 'invalid_type', 'Must be true or false.')
  return value === true
}
