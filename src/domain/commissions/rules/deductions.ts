import { divideHalfAwayFromZero, type Micros, minorToMicros } from '../../money/amounts.ts'
import { PPM, type RatePpm } from '../../money/rates.ts'
import {
  type Fields,
  type Findings,
  note,
  readChoice,
  readCountries,
  readList,
  readMinor,
  readObject,
  readRate,
  readTexts,
  refuseFindings,
  valueOf,
} from './wire-fields.ts'

const MAX_DEDUCTIONS = 50
const MAX_PRODUCTS = 200

const KINDS = [
  'tax',
  'payment_fee',
  'admin_fee',
  'platform_fee',
  'bonus',
  'chargeback',
  'jackpot',
  'provider_fee',
  'cost_of_goods',
  'other',
] as const

const BASES = [
  'gross_revenue',
  'running_net',
  'deposit',
  'withdrawal',
  'deposit_plus_withdrawal',
  'wager',
  'sale',
  'bonus',
  'supplied',
] as const

export type DeductionKind = (typeof KINDS)[number]
export type DeductionBase = (typeof BASES)[number]

/** One named subtraction on the way from gross revenue to net revenue. Its place in the list is its place in the computation. */
export interface Deduction {
  readonly name: string
  readonly kind: DeductionKind
  /** Null only for a fixed amount on every transaction. */
  readonly base: DeductionBase | null
  /** A percentage of the base, or null for a fixed amount. */
  readonly ratePpm: RatePpm | null
  /** A fixed amount for each transaction that has an amount of the base, or null for a percentage. */
  readonly fixed: Micros | null
  /** ISO 3166 alpha-2 codes of the transaction's country; null = all. */
  readonly countries: readonly string[] | null
  /** Ids or external ids of products; null = all. */
  readonly products: readonly string[] | null
  /** What a percentage of a negative base is: a negative deduction, or 0. */
  readonly whenNegative: 'apply' | 'clamp'
}

/** A transaction's own amounts, signed. */
export interface TransactionAmounts {
  readonly deposit: Micros
  readonly withdrawal: Micros
  readonly wager: Micros
  readonly sale: Micros
  readonly bonus: Micros
  readonly gross: Micros
}

export interface DeductionContext {
  readonly country: string | null
  readonly productId: string | null
  readonly productExternalId: string | null
  /** What the transaction brought along itself, by the name of the deduction that takes it. */
  readonly supplied: readonly { readonly name: string; readonly amount: Micros }[]
}

export interface DeductionLine {
  readonly name: string
  readonly kind: DeductionKind
  readonly base: DeductionBase | null
  readonly baseAmount: Micros
  readonly ratePpm: RatePpm | null
  readonly fixed: Micros | null
  readonly amount: Micros
}

export interface NetAmounts {
  readonly net: Micros
  readonly taxes: Micros
  readonly paymentFees: Micros
  readonly costOfGoods: Micros
}

export interface NetRevenue extends NetAmounts {
  readonly lines: readonly DeductionLine[]
}

/** `netAmounts`, with a line for each deduction. Those whose country or product is another leave none. */
export function applyDeductions(deductions: readonly Deduction[], amounts: TransactionAmounts, context: DeductionContext): NetRevenue {
  const lines: DeductionLine[] = []
  const net = netAmounts(deductions, amounts, context, ({ name, kind, base, ratePpm, fixed }, baseAmount, amount) => {
    lines.push({ name, kind, base, baseAmount, ratePpm, fixed, amount })
  })
  return { ...net, lines }
}

/**
 * From gross to net: each deduction in order, rounded once to a millionth; net is never clamped
 * (docs/commission-rules.md, "Deductions").
 */
export function netAmounts(
  deductions: readonly Deduction[], amounts: TransactionAmounts, context: DeductionContext, tell?: (deduction: Deduction, baseAmount: Micros, amount: Micros) => void,
): NetAmounts {
  let net = amounts.gross
  let taxes = 0n
  let paymentFees = 0n
  for (const deduction of deductions) {
    if (!isInScope(deduction, context)) continue
    const baseAmount = baseAmountOf(deduction, amounts, net, context)
    const amount = deductedFrom(deduction, baseAmount)
    net -= amount
    if (deduction.kind === 'tax') taxes += amount
    else if (deduction.kind === 'payment_fee') paymentFees += amount
    tell?.(deduction, baseAmount, amount)
  }
  return { net, taxes, paymentFees, costOfGoods: amounts.gross - net - taxes - paymentFees }
}

function isInScope(deduction: Deduction, context: DeductionContext): boolean {
  const { countries, products } = deduction
  if (countries !== null && (context.country === null || !countries.includes(context.country))) return false
  if (products === null) return true
  const { productId, productExternalId } = context
  return (productId !== null && products.includes(productId)) || (productExternalId !== null && products.includes(productExternalId))
}

function baseAmountOf(deduction: Deduction, amounts: TransactionAmounts, runningNet: Micros, context: DeductionContext): Micros {
  switch (deduction.base) {
    case 'gross_revenue':
      return amounts.gross
    case 'running_net':
      return runningNet
    case 'deposit':
      return amounts.deposit
    case 'withdrawal':
      return amounts.withdrawal
    case 'deposit_plus_withdrawal':
      return amounts.deposit + amounts.withdrawal
    case 'wager':
      return amounts.wager
    case 'sale':
      return amounts.sale
    case 'bonus':
      return amounts.bonus
    case 'supplied':
      return suppliedAmount(deduction.name, context)
    case null:
      return 0n
  }
}

// A transaction may bring the same name several times: one amount per provider, say.
function suppliedAmount(name: string, context: DeductionContext): Micros {
  const folded = fold(name)
  return context.supplied.reduce((sum, part) => (fold(part.name) === folded ? sum + part.amount : sum), 0n)
}

/** Names of supplied deductions are compared without case and outer space: two systems write them. */
function fold(name: string): string {
  return name.trim().toLowerCase()
}

function deductedFrom(deduction: Deduction, baseAmount: Micros): Micros {
  // A fixed fee stands on something: no deposit, no fee per deposit. Without a base it is a fee on every transaction.
  if (deduction.fixed !== null) return deduction.base !== null && baseAmount === 0n ? 0n : deduction.fixed
  if (deduction.ratePpm === null || (baseAmount < 0n && deduction.whenNegative === 'clamp')) return 0n
  return deduction.ratePpm === PPM ? baseAmount : divideHalfAwayFromZero(baseAmount * deduction.ratePpm, PPM)
}

const FIELDS = ['name', 'kind', 'base', 'rate', 'fixed', 'countries', 'products', 'whenNegative']

/**
 * Reads a brand's or product's list of deductions from its JSON; null is an empty list. Throws `invalid_request` with every wrong
 * field below `path`. Fixed amounts are in major units of `currency`, rates in percent (100 when the base is `bonus` or `supplied`
 * and nothing is said).
 */
export function parseDeductions(json: unknown, currency: string, path: string): Deduction[] {
  if (json === null || json === undefined || (Array.isArray(json) && json.length === 0)) return []
  const findings: Findings = { currency, errors: [] }
  const list = readList(findings, path, json, MAX_DEDUCTIONS) ?? []
  const deductions = list.flatMap((entry, index) => {
    const fields = readObject(findings, `${path}.${index}`, entry, FIELDS)
    const deduction = fields === null ? null : readDeduction(findings, fields)
    return deduction === null ? [] : [deduction]
  })
  refuseFindings(findings)
  return deductions
}

function readDeduction(findings: Findings, fields: Fields): Deduction | null {
  const name = readName(findings, `${fields.path}.name`, valueOf(fields, 'name'))
  const kind = readChoice(findings, `${fields.path}.kind`, valueOf(fields, 'kind'), KINDS)
  const isFixed = valueOf(fields, 'fixed') !== undefined
  const hasBase = !isFixed || valueOf(fields, 'base') !== undefined
  const base = hasBase ? readChoice(findings, `${fields.path}.base`, valueOf(fields, 'base'), BASES) : null
  const measure = readMeasure(findings, fields, base)
  const countries = valueOf(fields, 'countries')
  const products = valueOf(fields, 'products')
  const scope = {
    countries: countries === undefined ? null : readCountries(findings, `${fields.path}.countries`, countries),
    products: products === undefined ? null : readProducts(findings, `${fields.path}.products`, products),
  }
  const whenNegative = readChoice(findings, `${fields.path}.whenNegative`, valueOf(fields, 'whenNegative') ?? 'apply', ['apply', 'clamp'])
  if (name === null || kind === null || measure === null || whenNegative === null) return null
  return { name, kind, base, ...measure, ...scope, whenNegative }
}

function readName(findings: Findings, path: string, value: unknown): string | null {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= 100) return value
  return note(findings, path, value === undefined ? 'required' : 'invalid_value', 'Must be a text of 1 to 100 characters.')
}

function readMeasure(findings: Findings, fields: Fields, base: DeductionBase | null): Pick<Deduction, 'ratePpm' | 'fixed'> | null {
  const rate = valueOf(fields, 'rate')
  const fixed = valueOf(fields, 'fixed')
  if (fixed !== undefined) {
    if (rate !== undefined) return note(findings, `${fields.path}.rate`, 'invalid_value', 'Either rate or fixed must be given, not both.')
    const minor = readMinor(findings, `${fields.path}.fixed`, fixed)
    return minor === null ? null : { ratePpm: null, fixed: minorToMicros(minor, findings.currency) }
  }
  if (rate === undefined && (base === 'bonus' || base === 'supplied')) return { ratePpm: PPM, fixed: null }
  const ratePpm = readRate(findings, `${fields.path}.rate`, rate)
  return ratePpm === null ? null : { ratePpm, fixed: null }
}

function readProducts(findings: Findings, path: string, value: unknown): readonly string[] | null {
  const rule = { max: MAX_PRODUCTS, pattern: /^.{1,200}$/, message: 'Must be the id or external id of a product.' }
  return readTexts(findings, path, value, rule)
}
