import type { CpcComponent } from '../../rules/plan-terms.ts'
import { type Findings, note, readObject, valueOf } from '../../rules/wire-fields.ts'
import type { ComponentKind } from '../component.ts'
import { MODIFIER_FIELDS, readModifiers } from '../modifiers/read-modifiers.ts'
import { readPositiveMinor } from '../small-readers.ts'

export const cpc: ComponentKind<CpcComponent> = { type: 'cpc', read: readCpc, isInFlight: () => false, needs: ['clicks'] }

function readCpc(findings: Findings, path: string, value: unknown, key: string): CpcComponent | null {
  const fields = readObject(findings, path, value, ['type', 'amount', ...MODIFIER_FIELDS])
  if (fields === null) return null
  const amountMinor = readPositiveMinor(findings, `${path}.amount`, valueOf(fields, 'amount'))
  const modifiers = readModifiers(findings, fields, { amounts: 1 })
  for (const [index, { per }] of modifiers.caps.entries()) {
    if (per === 'customer') note(findings, `${path}.caps.${index}.per`, 'invalid_value', 'A click is of no customer yet: affiliate or plan.')
  }
  return amountMinor === null ? null : { key, type: 'cpc', amountMinor, ...modifiers }
}
