import type { FixedPerSaleComponent, PercentOfSaleComponent, Recurring, SaleStep } from '../../rules/plan-terms.ts'
import { type Findings, note, readInteger, readList, readObject, readRate, valueOf } from '../../rules/wire-fields.ts'
import { MODIFIER_FIELDS, readModifiers } from '../modifiers/read-modifiers.ts'
import { MAX_COUNT, MAX_MONTHS, optional, readPositiveMinor } from '../small-readers.ts'

const MAX_STEPS = 20

/** Reads a percentage of sales. */
export function readPercentOfSale(findings: Findings, path: string, value: unknown, key: string): PercentOfSaleComponent | null {
  const fields = readObject(findings, path, value, ['type', 'rate', 'steps', 'recurring', ...MODIFIER_FIELDS])
  if (fields === null) return null
  const recurring = readRecurring(findings, `${path}.recurring`, valueOf(fields, 'recurring'))
  const rate = valueOf(fields, 'rate')
  const steps = valueOf(fields, 'steps')
  if ((rate === undefined) === (steps === undefined))
    return note(findings, `${path}.rate`, 'invalid_value', 'Either rate or steps must be given.')
  const modifiers = readModifiers(findings, fields, 'rate')
  if (steps !== undefined && modifiers.rates.length > 0) note(findings, `${path}.rates`, 'invalid_value', 'Rates of their own cannot be combined with steps.')
  if (steps !== undefined) return { key, type: 'percent_of_sale', steps: readSteps(findings, `${path}.steps`, steps), recurring, ...modifiers }
  const ratePpm = readRate(findings, `${path}.rate`, rate)
  return ratePpm === null ? null : { key, type: 'percent_of_sale', steps: [{ ratePpm, count: null }], recurring, ...modifiers }
}

function readSteps(findings: Findings, path: string, value: unknown): readonly SaleStep[] {
  const list = readList(findings, path, value, MAX_STEPS) ?? []
  return list.flatMap((entry, index) => {
    const at = `${path}.${index}`
    const fields = readObject(findings, at, entry, ['rate', 'count'])
    if (fields === null) return []
    const ratePpm = readRate(findings, `${at}.rate`, valueOf(fields, 'rate'))
    const count = optional(fields, 'count', (where, sales) => readInteger(findings, where, sales, 1, MAX_COUNT))
    if (valueOf(fields, 'count') === undefined && index < list.length - 1) {
      note(findings, `${at}.count`, 'required', 'Is required on every step but the last.')
    }
    return ratePpm === null ? [] : [{ ratePpm, count }]
  })
}

/** Reads a fixed amount for each sale. */
export function readFixedPerSale(findings: Findings, path: string, value: unknown, key: string): FixedPerSaleComponent | null {
  const fields = readObject(findings, path, value, ['type', 'amount', 'recurring', ...MODIFIER_FIELDS])
  if (fields === null) return null
  const amountMinor = readPositiveMinor(findings, `${path}.amount`, valueOf(fields, 'amount'))
  const recurring = readRecurring(findings, `${path}.recurring`, valueOf(fields, 'recurring'))
  const modifiers = readModifiers(findings, fields, { amounts: 1 })
  return amountMinor === null ? null : { key, type: 'fixed_per_sale', amountMinor, recurring, ...modifiers }
}

/** `true` or nothing: every sale; `false`: the first sale only; or an object that says how far. */
function readRecurring(findings: Findings, path: string, value: unknown): Recurring {
  if (value === undefined || typeof value === 'boolean') return { firstOnly: value === false, months: null, count: null }
  const fields = readObject(findings, path, value, ['firstOnly', 'months', 'count'])
  if (fields === null) return { firstOnly: false, months: null, count: null }
  const firstOnly = valueOf(fields, 'firstOnly') ?? false
  if (typeof firstOnly !== 'boolean') note(findings, `${path}.firstOnly`, 'invalid_type', 'Must be true or false.')
  return {
    firstOnly: firstOnly === true,
    months: optional(fields, 'months', (at, months) => readInteger(findings, at, months, 1, MAX_MONTHS)),
    count: optional(fields, 'count', (at, count) => readInteger(findings, at, count, 1, MAX_COUNT)),
  }
}

