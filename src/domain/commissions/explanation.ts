import type { Uuid } from '../ids.ts'
import { minorDigits } from '../money/currencies.ts'
import type { RatePpm } from '../money/rates.ts'

/** A value of an explanation. Amounts are exact: `units` × 10^-`scale` of a major unit. */
export type ExplainedValue =
  | { readonly as: 'amount'; readonly units: bigint; readonly scale: number }
  | { readonly as: 'rate'; readonly ratePpm: RatePpm }
  | { readonly as: 'count'; readonly count: bigint }
  | { readonly as: 'fact'; readonly fact: string | boolean | null }
  | { readonly as: 'instant'; readonly instant: Date }

/** One reason: a named value, and what it comes from. The leaves are fields of transactions, plans and earlier lines. */
export interface Because {
  readonly name: string
  readonly value: ExplainedValue
  readonly because?: readonly Because[]
}

/** Whose terms were applied, and whose were not, with the reason. A line without terms has no winner. */
export interface ExplainedPlan {
  readonly winner: {
    /** Null: the program's default plan. */
    readonly assignmentId: Uuid | null
    readonly planId: Uuid
    readonly planName: string
    readonly versionId: Uuid
    readonly version: number
  } | null
  readonly losers: readonly ({ readonly assignmentId: Uuid; readonly reason: string } | { readonly versionId: Uuid; readonly version: number; readonly reason: string })[]
}

export const LANGUAGES = ['en', 'pt-BR', 'es'] as const
export type Language = (typeof LANGUAGES)[number]
export type Words = Readonly<Record<Language, string>>

/** Why a commission line is what it is: recomputable from its leaves, and in words. */
export interface Explanation {
  readonly amountMinor: bigint
  readonly currency: string
  /** `revenue_share.marginal`, `cpa.level`, `zero.not_qualified_yet` … (docs/commission-rules.md). */
  readonly rule: string
  readonly because: readonly Because[]
  readonly plan: ExplainedPlan
  readonly words: Words
}

/** What one kind of rule says about a line. */
export interface ExplainedRule {
  readonly rule: string
  readonly because: readonly Because[]
  readonly words: Words
}

const MICRO_SCALE = 6
/** Millionths times parts per million: what an amount times a rate is before it is rounded. */
const EXACT_SCALE = 12

export function micros(name: string, units: bigint, because?: readonly Because[]): Because {
  return reason(name, { as: 'amount', units, scale: MICRO_SCALE }, because)
}

export function minor(name: string, units: bigint, currency: string, because?: readonly Because[]): Because {
  return reason(name, { as: 'amount', units, scale: minorDigits(currency) }, because)
}

/** An amount of millionths times a rate, not rounded yet. */
export function exact(name: string, units: bigint, because?: readonly Because[]): Because {
  return reason(name, { as: 'amount', units, scale: EXACT_SCALE }, because)
}

export function rate(name: string, ratePpm: RatePpm): Because {
  return { name, value: { as: 'rate', ratePpm } }
}

export function count(name: string, number: bigint | number, because?: readonly Because[]): Because {
  return reason(name, { as: 'count', count: BigInt(number) }, because)
}

export function fact(name: string, value: string | boolean | null, because?: readonly Because[]): Because {
  return reason(name, { as: 'fact', fact: value }, because)
}

export function instant(name: string, value: Date): Because {
  return { name, value: { as: 'instant', instant: value } }
}

function reason(name: string, value: ExplainedValue, because: readonly Because[] | undefined): Because {
  return because === undefined || because.length === 0 ? { name, value } : { name, value, because }
}
