import { minorFromNumberExact } from '../../money/amounts.ts'
import { ratePpmFromText } from '../../money/rates.ts'
import { DomainError, type FieldError } from '../../errors.ts'

/** A rate of more than 1,000 % is a slip of the pen, not a deal. */
const MAX_RATE_PPM = 10_000_000n

/** Collects what is wrong with a document of terms, so that its author sees all of it at once. */
export interface Findings {
  readonly currency: string
  readonly errors: FieldError[]
}

/** An object of the document and where it stands. */
export interface Fields {
  readonly path: string
  readonly values: Readonly<Record<string, unknown>>
}

/** Notes one wrong field. */
export function note(findings: Findings, path: string, code: string, message: string): null {
  findings.errors.push({ path, code, message })
  return null
}

/** Throws what was found, if anything. A lone kind of finding that has a code of its own in the catalogue is thrown under that code. */
export function refuseFindings(findings: Findings): void {
  if (findings.errors.length === 0) return
  const isMetricOnly = findings.errors.every((error) => error.code === 'tier_metric_not_base')
  throw new DomainError(isMetricOnly ? 'tier_metric_not_base' : 'invalid_request', { errors: findings.errors })
}

/** Reads an object that has none but the `known` fields; fields that are `later` are named as not supported yet. */
export function readObject(
  findings: Findings,
  path: string,
  value: unknown,
  known: readonly string[],
  later: readonly string[] = [],
): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return note(findings, path, 'invalid_type', 'Must be an object.')
  const values = value as Record<string, unknown>
  for (const [name, field] of Object.entries(values)) {
    if (known.includes(name)) continue
    if (!later.includes(name)) note(findings, `${path}.${name}`, 'unknown_field', 'There is no such field.')
    else if (field !== null) note(findings, `${path}.${name}`, 'not_supported', 'This is not supported yet.')
  }
  return { path, values }
}

/** A field's value; null and absent are the same. */
export function valueOf(fields: Fields, name: string): unknown {
  return fields.values[name] ?? undefined
}

/** A list with between 1 and `max` entries. */
export function readList(findings: Findings, path: string, value: unknown, max: number): readonly unknown[] | null {
  if (value === undefined || value === null) return note(findings, path, 'required', 'Is required.')
  if (!Array.isArray(value)) return note(findings, path, 'invalid_type', 'Must be a list.')
  if (value.length < 1 || value.length > max) return note(findings, path, 'out_of_range', `Must have between 1 and ${max} entries.`)
  return value
}

/** One of the given words. */
export function readChoice<Choice extends string>(
  findings: Findings,
  path: string,
  value: unknown,
  choices: readonly Choice[],
): Choice | null {
  if (value === undefined) return note(findings, path, 'required', 'Is required.')
  const choice = choices.find((candidate) => candidate === value)
  return choice ?? note(findings, path, 'invalid_value', `Must be one of ${choices.join(', ')}.`)
}

/** An amount that is not negative, in minor units; one finer than the minor unit is refused. */
export function readMinor(findings: Findings, path: string, value: unknown): bigint | null {
  if (value === undefined) return note(findings, path, 'required', 'Is required.')
  if (typeof value !== 'number') return note(findings, path, 'invalid_type', 'Must be a number.')
  const minor = minorFromNumberExact(value, findings.currency)
  if (minor === null)
    return note(findings, path, 'invalid_amount', `Must be an amount below 10^13, no finer than the minor unit of ${findings.currency}.`)
  return minor < 0n ? note(findings, path, 'out_of_range', 'Must not be negative.') : minor
}

/** A rate, written in percent. */
export function readRate(findings: Findings, path: string, value: unknown): bigint | null {
  if (value === undefined) return note(findings, path, 'required', 'Is required.')
  const ratePpm = typeof value === 'string' ? ratePpmFromText(value) : null
  if (ratePpm === null) return note(findings, path, 'invalid_rate', 'Must be a percentage as text with at most 4 decimals, such as "7.5".')
  return ratePpm > MAX_RATE_PPM ? note(findings, path, 'out_of_range', 'Must be at most 1000 %.') : ratePpm
}

/** A whole number between two bounds. */
export function readInteger(findings: Findings, path: string, value: unknown, min: number, max: number): number | null {
  if (value === undefined) return note(findings, path, 'required', 'Is required.')
  if (typeof value !== 'number' || !Number.isInteger(value)) return note(findings, path, 'invalid_type', 'Must be a whole number.')
  return value < min || value > max ? note(findings, path, 'out_of_range', `Must be between ${min} and ${max}.`) : value
}

/** A list of texts without repetition, each of which matches the pattern. */
export function readTexts(
  findings: Findings,
  path: string,
  value: unknown,
  rule: { readonly max: number; readonly pattern: RegExp; readonly message: string },
): readonly string[] | null {
  const list = readList(findings, path, value, rule.max)
  if (list === null) return null
  const texts: string[] = []
  for (const [index, text] of list.entries()) {
    if (typeof text !== 'string' || !rule.pattern.test(text)) note(findings, `${path}.${index}`, 'invalid_value', rule.message)
    else if (texts.includes(text)) note(findings, `${path}.${index}`, 'invalid_value', 'Is in the list already.')
    else texts.push(text)
  }
  return texts.length === list.length ? texts : null
}

/** ISO 3166 alpha-2 codes, in capitals. */
export function readCountries(findings: Findings, path: string, value: unknown): readonly string[] | null {
  return readTexts(findings, path, value, {
    max: 250,
    pattern: /^[A-Z]{2}$/,
    message: 'Must be a country code of two capital letters, such as MT.',
  })
}
