import { minorToMicros } from '../../money/amounts.ts'
import type { Requirements, WindowOrigin } from '../rules/plan-terms.ts'
import { type Fields, type Findings, note, readChoice, readCountries, readInteger, readMinor, readObject, valueOf } from '../rules/wire-fields.ts'
import { MAX_COUNT, optional } from './small-readers.ts'

const MAX_DAYS = 3_650
const ORIGINS: readonly WindowOrigin[] = ['click', 'registration', 'first_deposit']
export const AMOUNT_REQUIREMENTS = ['minDepositSingle', 'minDepositTotal', 'minNetDeposit', 'minWager', 'minNetRevenue'] as const
const REQUIREMENT_FIELDS = [...AMOUNT_REQUIREMENTS, 'minDeposits', 'countries', 'verified', 'withinDays', 'withinFrom']

/** Reads what a customer must reach for a level of a CPA, or for a CPL. */
export function readRequirements(findings: Findings, path: string, value: unknown): Requirements | null {
  const fields = readObject(findings, path, value, REQUIREMENT_FIELDS)
  if (fields === null) return null
  const requirements: { -readonly [Name in keyof Requirements]: Requirements[Name] } = {}
  for (const name of AMOUNT_REQUIREMENTS) {
    const minor = optional(fields, name, (at, amount) => readMinor(findings, at, amount))
    if (minor !== null) requirements[name] = minorToMicros(minor, findings.currency)
  }
  const minDeposits = optional(fields, 'minDeposits', (at, count) => readInteger(findings, at, count, 1, MAX_COUNT))
  if (minDeposits !== null) requirements.minDeposits = minDeposits
  const countries = optional(fields, 'countries', (at, codes) => readCountries(findings, at, codes))
  if (countries !== null) requirements.countries = countries
  const verified = optional(fields, 'verified', (at, flag) =>
    flag === true ? flag : note(findings, at, 'invalid_value', 'Must be true or left out.'),
  )
  if (verified !== null) requirements.verified = verified
  return { ...requirements, ...readWindow(findings, fields) }
}

function readWindow(findings: Findings, fields: Fields): Pick<Requirements, 'withinDays' | 'withinFrom'> {
  const withinDays = optional(fields, 'withinDays', (at, days) => readInteger(findings, at, days, 1, MAX_DAYS))
  const withinFrom = optional(fields, 'withinFrom', (at, origin) => readChoice(findings, at, origin, ORIGINS))
  if (withinDays !== null) return { withinDays, withinFrom: withinFrom ?? 'registration' }
  if (withinFrom !== null && valueOf(fields, 'withinDays') === undefined) {
    note(findings, `${fields.path}.withinDays`, 'required', 'Is required together with withinFrom.')
  }
  return {}
}

