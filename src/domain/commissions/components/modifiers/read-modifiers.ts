import type { Cap, Modifiers, RateRow } from '../../rules/plan-terms.ts'
import { type Fields, type Findings, note, readChoice, readCountries, readInteger, readList, readObject, readRate, readTexts, valueOf } from '../../rules/wire-fields.ts'
import { MAX_COUNT, optional, readPositiveMinor } from '../small-readers.ts'

const MAX_HOLD_DAYS = 3_650
const MAX_ROWS = 300
const MAX_CAPS = 10
const MAX_NARROWED_TO = 500
const DEVICES = ['desktop', 'mobile', 'tablet', 'other'] as const

/** The fields that every component may have. */
export const MODIFIER_FIELDS = ['holdDays', 'rates', 'caps', 'floor'] as const

/** What a row of the component's table of rates gives: a rate, or this many amounts. */
export type Pays = 'rate' | { readonly amounts: number }

/** Reads what can be said of any component (docs/commission-rules.md, "Every component"). */
export function readModifiers(findings: Findings, fields: Fields, pays: Pays): Modifiers {
  return {
    holdDays: readHoldDays(findings, fields),
    rates: optional(fields, 'rates', (at, rows) => readRows(findings, at, rows, pays)) ?? [],
    caps: optional(fields, 'caps', (at, caps) => readCaps(findings, at, caps)) ?? [],
    floorMinor: optional(fields, 'floor', (at, amount) => readPositiveMinor(findings, at, amount)),
  }
}

export function readHoldDays(findings: Findings, fields: Fields): number | null {
  return optional(fields, 'holdDays', (at, days) => readInteger(findings, at, days, 0, MAX_HOLD_DAYS))
}

/** Of a component that is not narrowed or limited: what it pays is one amount or rate already. */
export function withoutModifiers(holdDays: number | null): Modifiers {
  return { holdDays, rates: [], caps: [], floorMinor: null }
}

function readRows(findings: Findings, path: string, value: unknown, pays: Pays): RateRow[] {
  const list = readList(findings, path, value, MAX_ROWS) ?? []
  const rows: RateRow[] = []
  for (const [index, entry] of list.entries()) {
    const at = `${path}.${index}`
    const row = readRow(findings, at, entry, pays)
    if (row === null) continue
    // The first row that matches is taken, so what is behind a wider one would be a promise that is never kept.
    const before = rows.findIndex((earlier) => isWithin(row, earlier))
    if (before !== -1) note(findings, at, 'invalid_value', 'Is never taken: a row before it matches everything that this one does.')
    rows.push(row)
  }
  return rows
}

function readRow(findings: Findings, path: string, value: unknown, pays: Pays): RateRow | null {
  const fields = readObject(findings, path, value, [...SCOPES, ...namesOf(pays)])
  if (fields === null) return null
  if (SCOPES.every((name) => valueOf(fields, name) === undefined)) return note(findings, path, 'required', `Must name at least one of ${SCOPES.join(', ')}.`)
  const noted = findings.errors.length
  const row = { ...readScope(findings, fields), ...readPay(findings, fields, pays) }
  return findings.errors.length === noted ? row : null
}

function namesOf(pays: Pays): readonly string[] {
  if (pays === 'rate') return ['rate']
  return pays.amounts === 1 ? ['amount'] : ['amounts']
}

/** Whether everything that a row matches is matched by another one too. */
function isWithin(row: RateRow, wider: RateRow): boolean {
  return SCOPES.every((name) => {
    const [own, others] = [row[name], wider[name]]
    if (others === null) return true
    const known = new Set(others)
    return own?.every((value) => known.has(value)) === true
  })
}

const SCOPES = ['countries', 'brands', 'products', 'trackers', 'devices'] as const

function readScope(findings: Findings, fields: Fields): Omit<RateRow, 'ratePpm' | 'amountsMinor'> {
  const ids = (name: string) => optional(fields, name, (at, list) => readTexts(findings, at, list, IDS))
  return {
    countries: optional(fields, 'countries', (at, codes) => readCountries(findings, at, codes)),
    brands: ids('brands'),
    products: ids('products'),
    trackers: ids('trackers'),
    devices: optional(fields, 'devices', (at, list) => readTexts(findings, at, list, DEVICE_NAMES)),
  }
}

const IDS = { max: MAX_NARROWED_TO, pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, message: 'Must be an id.' }
const DEVICE_NAMES = { max: DEVICES.length, pattern: new RegExp(`^(${DEVICES.join('|')})$`), message: `Must be one of ${DEVICES.join(', ')}.` }

function readPay(findings: Findings, fields: Fields, pays: Pays): Pick<RateRow, 'ratePpm' | 'amountsMinor'> {
  if (pays === 'rate') return { ratePpm: readRate(findings, `${fields.path}.rate`, valueOf(fields, 'rate')), amountsMinor: null }
  if (pays.amounts === 1) {
    const amount = readPositiveMinor(findings, `${fields.path}.amount`, valueOf(fields, 'amount'))
    return { ratePpm: null, amountsMinor: amount === null ? null : [amount] }
  }
  // Without levels there is no saying how many amounts there should be; that they are missing has been noted.
  if (pays.amounts === 0) return { ratePpm: null, amountsMinor: [] }
  const list = readList(findings, `${fields.path}.amounts`, valueOf(fields, 'amounts'), pays.amounts) ?? []
  if (list.length > 0 && list.length < pays.amounts) note(findings, `${fields.path}.amounts`, 'out_of_range', `Must have ${pays.amounts} entries, one for each level.`)
  const amounts: bigint[] = []
  for (const [index, entry] of list.entries()) {
    const at = `${fields.path}.amounts.${index}`
    const amount = readPositiveMinor(findings, at, entry)
    if (amount === null) continue
    const before = amounts.at(-1)
    if (before !== undefined && amount <= before) note(findings, at, 'not_ascending', 'Must be more than the level before: amounts of levels are cumulative.')
    amounts.push(amount)
  }
  return { ratePpm: null, amountsMinor: amounts }
}

function readCaps(findings: Findings, path: string, value: unknown): Cap[] {
  const list = readList(findings, path, value, MAX_CAPS) ?? []
  const caps: Cap[] = []
  for (const [index, entry] of list.entries()) {
    const at = `${path}.${index}`
    const fields = readObject(findings, at, entry, ['per', 'window', 'count', 'amount', 'action'])
    const cap = fields === null ? null : readCap(findings, fields)
    if (cap === null) continue
    if (caps.some((other) => isSameLimit(cap, other))) note(findings, at, 'invalid_value', 'There is such a cap already, by the same measure.')
    caps.push(cap)
  }
  return caps
}

function isSameLimit(cap: Cap, other: Cap): boolean {
  return cap.per === other.per && cap.window === other.window && (cap.count === null) === (other.count === null)
}

function readCap(findings: Findings, fields: Fields): Cap | null {
  const { path } = fields
  const per = readChoice(findings, `${path}.per`, valueOf(fields, 'per') ?? 'affiliate', ['customer', 'affiliate', 'plan'])
  const window = readChoice(findings, `${path}.window`, valueOf(fields, 'window'), ['day', 'week', 'month', 'lifetime'])
  const action = readChoice(findings, `${path}.action`, valueOf(fields, 'action') ?? 'zero', ['reject', 'zero'])
  const [count, amount] = [valueOf(fields, 'count'), valueOf(fields, 'amount')]
  if ((count === undefined) === (amount === undefined)) return note(findings, `${path}.count`, 'invalid_value', 'Either count or amount must be given.')
  const most = optional(fields, 'count', (at, number) => readInteger(findings, at, number, 1, MAX_COUNT))
  const amountMinor = optional(fields, 'amount', (at, value) => readPositiveMinor(findings, at, value))
  if (per === null || window === null || action === null || (most === null && amountMinor === null)) return null
  return { per, window, count: most, amountMinor, action }
}

/** Whether a component has nothing that needs more than a look at the transaction itself. A hold of its own is no such thing. */
export function isPlain(modifiers: Modifiers): boolean {
  return modifiers.rates.length === 0 && modifiers.caps.length === 0 && modifiers.floorMinor === null
}
