import { note, readList, readObject, valueOf, type Findings } from '../../rules/wire-fields.ts'
import type { CpaComponent, CpaLevel, Requirements } from '../../rules/plan-terms.ts'
import { AMOUNT_REQUIREMENTS, readRequirements } from '../read-requirements.ts'
import { MODIFIER_FIELDS, readModifiers } from '../modifiers/read-modifiers.ts'
import { readFlag, readPositiveMinor } from '../small-readers.ts'

const MAX_LEVELS = 20

/** Reads a CPA. */
export function readCpa(findings: Findings, path: string, value: unknown, key: string): CpaComponent | null {
  const fields = readObject(findings, path, value, ['type', 'levels', 'asAdvance', ...MODIFIER_FIELDS])
  if (fields === null) return null
  const list = readList(findings, `${path}.levels`, valueOf(fields, 'levels'), MAX_LEVELS) ?? []
  const levels: CpaLevel[] = []
  for (const [index, entry] of list.entries()) {
    const level = readLevel(findings, `${path}.levels.${index}`, entry, levels.at(-1))
    if (level !== null) levels.push(level)
  }
  const asAdvance = readFlag(findings, fields, 'asAdvance', false)
  const modifiers = readModifiers(findings, fields, { amounts: list.length })
  for (const [index, { per }] of modifiers.caps.entries()) {
    // What one affiliate's share comes to must not depend on what others' customers were paid for.
    if (asAdvance && per === 'plan') note(findings, `${path}.caps.${index}.per`, 'invalid_value', 'An advance is capped for the customer or the affiliate.')
  }
  return { key, type: 'cpa', levels, asAdvance, ...modifiers }
}

function readLevel(findings: Findings, path: string, value: unknown, below: CpaLevel | undefined): CpaLevel | null {
  const fields = readObject(findings, path, value, ['amount', 'requirements'])
  if (fields === null) return null
  const amountMinor = readPositiveMinor(findings, `${path}.amount`, valueOf(fields, 'amount'))
  const own = readRequirements(findings, `${path}.requirements`, valueOf(fields, 'requirements') ?? {})
  if (amountMinor === null || own === null) return null
  if (below !== undefined && amountMinor <= below.amountMinor) {
    note(findings, `${path}.amount`, 'not_ascending', 'Must be more than the level before: amounts of levels are cumulative.')
  }
  const requirements = below === undefined ? own : withImplied(own, below.requirements)
  if (requirements.countries?.length === 0) {
    note(
      findings,
      `${path}.requirements.countries`,
      'invalid_value',
      'Must share a country with the level before, whose requirements are implied.',
    )
  }
  return { amountMinor, requirements }
}

// A level implies the requirements of all lower ones: the higher minimum, the countries in both, verified if either says so. Only a
// window of its own takes the place of the lower level's, since a higher level is commonly given more time.
function withImplied(own: Requirements, below: Requirements): Requirements {
  const merged: { -readonly [Name in keyof Requirements]: Requirements[Name] } = { ...below, ...own }
  for (const name of AMOUNT_REQUIREMENTS) {
    const lower = below[name]
    if (lower !== undefined && (merged[name] ?? 0n) < lower) merged[name] = lower
  }
  if (below.minDeposits !== undefined) merged.minDeposits = Math.max(below.minDeposits, own.minDeposits ?? 0)
  const allowed = below.countries
  if (allowed !== undefined && own.countries !== undefined) merged.countries = own.countries.filter((country) => allowed.includes(country))
  return merged
}

