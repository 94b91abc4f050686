import { listOf, objectOf, textOf, textsOf } from '../plans/builder/json-reader.ts'

export const DEDUCTION_KINDS = [
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
export const DEDUCTION_BASES = [
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

/** A deduction as a form holds it: texts by the names that the API calls them. */
export interface DeductionDraft {
  readonly name: string
  readonly kind: (typeof DEDUCTION_KINDS)[number]
  /** Empty: a fixed amount for every transaction. */
  readonly base: string
  readonly by: 'rate' | 'fixed'
  readonly rate: string
  readonly fixed: string
  readonly countries: string
  readonly products: readonly string[]
  readonly whenNegative: string
}

/** A deduction as the API takes it. */
export type DeductionBody = { name: string; kind: DeductionDraft['kind'] } & Record<string, unknown>

export const NEW_DEDUCTION: DeductionDraft = {
  name: '',
  kind: 'admin_fee',
  base: 'gross_revenue',
  by: 'rate',
  rate: '',
  fixed: '',
  countries: '',
  products: [],
  whenNegative: 'apply',
}

export function toDeductionDraft(value: unknown): DeductionDraft {
  const json = objectOf(value)
  return {
    name: textOf(json['name']),
    kind: DEDUCTION_KINDS.find((kind) => kind === json['kind']) ?? 'other',
    base: textOf(json['base']),
    by: json['fixed'] == null ? 'rate' : 'fixed',
    rate: textOf(json['rate']),
    fixed: textOf(json['fixed']),
    countries: textsOf(listOf(json['countries'])).join(', '),
    products: textsOf(json['products']),
    whenNegative: textOf(json['whenNegative'], 'apply'),
  }
}

/** What is no number goes as it was typed, so that the API can say so. */
export function fromDeductionDraft(draft: DeductionDraft): DeductionBody {
  const countries = draft.countries
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((code) => code !== '')
  return {
    name: draft.name,
    kind: draft.kind,
    ...(draft.base !== '' && { base: draft.base }),
    ...(draft.by === 'fixed' ? { fixed: numberOf(draft.fixed) } : draft.rate.trim() !== '' && { rate: draft.rate.trim() }),
    ...(countries.length > 0 && { countries }),
    ...(draft.products.length > 0 && { products: draft.products }),
    ...(draft.whenNegative === 'clamp' && { whenNegative: 'clamp' }),
  }
}

/** A number where the text is one, else the text; 0 for nothing. */
export function numberOf(text: string): number | string {
  const trimmed = text.trim()
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed === '' ? 0 : trimmed
}
