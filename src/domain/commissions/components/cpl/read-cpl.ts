import type { CplComponent } from '../../rules/plan-terms.ts'
import { type Findings, readObject, valueOf } from '../../rules/wire-fields.ts'
import { MODIFIER_FIELDS, readModifiers } from '../modifiers/read-modifiers.ts'
import { readRequirements } from '../read-requirements.ts'
import { readPositiveMinor } from '../small-readers.ts'

/** Reads an amount for each registration. */
export function readCpl(findings: Findings, path: string, value: unknown, key: string): CplComponent | null {
  const fields = readObject(findings, path, value, ['type', 'amount', 'requirements', ...MODIFIER_FIELDS])
  if (fields === null) return null
  const amountMinor = readPositiveMinor(findings, `${path}.amount`, valueOf(fields, 'amount'))
  const requirements = readRequirements(findings, `${path}.requirements`, valueOf(fields, 'requirements') ?? {})
  const modifiers = readModifiers(findings, fields, { amounts: 1 })
  return amountMinor === null || requirements === null ? null : { key, type: 'cpl', amountMinor, requirements, ...modifiers }
}
