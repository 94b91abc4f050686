import type { Cap, CpcComponent } from '../../rules/plan-terms.ts'
import { type Findings, note, readObject, valueOf } from '../../rules/wire-fields.ts'
import { MODIFIER_FIELDS, readModifiers } from '../modifiers/read-modifiers.ts'
import { readPositiveMinor } from '../small-readers.ts'

/** Reads a commission for clicks (docs/commission-rules.md, "CPC"). */
export function readCpc(findings: Findings, path: string, value: unknown, key: string): CpcComponent | null {
  const fields = readObject(findings, path, value, ['type', 'amount', ...MODIFIER_FIELDS])
  if (fields === null) return null
  const amountMinor = readPositiveMinor(findings, `${path}.amount`, valueOf(fields, 'amount'))
  const modifiers = readModifiers(findings, fields, { amounts: 1 })
  for (const [index, cap] of modifiers.caps.entries()) refuseCap(findings, `${path}.caps.${index}`, cap)
  return amountMinor === null ? null : { key, type: 'cpc', amountMinor, ...modifiers }
}

function refuseCap(findings: Findings, path: string, { per, count }: Cap): void {
  if (per === 'customer') note(findings, `${path}.per`, 'invalid_value', 'A click is of no customer yet: affiliate or plan.')
  // Clicks are told by the day. Which affiliate's came first within it cannot be said, and a count would have to be cut there.
  if (per === 'plan' && count !== null) note(findings, `${path}.count`, 'invalid_value', 'All affiliates together are capped by an amount: that of so many clicks.')
}
