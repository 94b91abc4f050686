import type { Award } from '../components/component.ts'
import type { Because, ExplainedValue } from '../explanation.ts'

/** The leaves of an award as they are stored: exact, and readable without knowing the component. */
export interface AwardEvidence {
  readonly amount: string
  readonly because: readonly StoredBecause[]
}

export interface StoredBecause {
  readonly name: string
  readonly value: StoredValue
  readonly because?: readonly StoredBecause[]
}

export type StoredValue =
  | { readonly as: 'amount'; readonly units: string; readonly scale: number }
  | { readonly as: 'rate'; readonly ratePpm: string }
  | { readonly as: 'count'; readonly count: string }
  | { readonly as: 'fact'; readonly fact: string | boolean | null }
  | { readonly as: 'instant'; readonly instant: string }

/** What is stored with a line of an award. */
export function evidenceOf(award: Pick<Award, 'amountMinor' | 'because'>): AwardEvidence {
  return { amount: String(award.amountMinor), because: award.because().map(storedOf) }
}

function storedOf({ name, value, because }: Because): StoredBecause {
  const stored = { name, value: storedValue(value) }
  return because === undefined ? stored : { ...stored, because: because.map(storedOf) }
}

function storedValue(value: ExplainedValue): StoredValue {
  switch (value.as) {
    case 'amount': return { ...value, units: String(value.units) }
    case 'rate': return { as: 'rate', ratePpm: String(value.ratePpm) }
    case 'count': return { as: 'count', count: String(value.count) }
    case 'fact': return value
    case 'instant': return { as: 'instant', instant: value.instant.toISOString() }
  }
}

/** The explanation that was stored. */
export function becauseOf({ because }: AwardEvidence): Because[] {
  return because.map(explainedOf)
}

function explainedOf({ name, value, because }: StoredBecause): Because {
  const explained = { name, value: explainedValue(value) }
  return because === undefined ? explained : { ...explained, because: because.map(explainedOf) }
}

function explainedValue(value: StoredValue): ExplainedValue {
  switch (value.as) {
    case 'amount': return { ...value, units: BigInt(value.units) }
    case 'rate': return { as: 'rate', ratePpm: BigInt(value.ratePpm) }
    case 'count': return { as: 'count', count: BigInt(value.count) }
    case 'fact': return value
    case 'instant': return { as: 'instant', instant: new Date(value.instant) }
  }
}
