import type { PeriodFeeComponent } from '../../rules/plan-terms.ts'
import { type Findings, readObject, valueOf } from '../../rules/wire-fields.ts'
import type { ComponentKind } from '../component.ts'
import { readHoldDays, withoutModifiers } from '../modifiers/read-modifiers.ts'
import { readFlag, readPositiveMinor } from '../small-readers.ts'
import { reckonFees } from './reckon-fees.ts'

export const periodFee: ComponentKind<PeriodFeeComponent> = { type: 'period_fee', read: readPeriodFee, isInFlight: () => false, needs: [], reckon: reckonFees }

function readPeriodFee(findings: Findings, path: string, value: unknown, key: string): PeriodFeeComponent | null {
  const fields = readObject(findings, path, value, ['type', 'amount', 'proration', 'holdDays'])
  if (fields === null) return null
  const amountMinor = readPositiveMinor(findings, `${path}.amount`, valueOf(fields, 'amount'))
  const isProrated = readFlag(findings, fields, 'proration', true)
  return amountMinor === null ? null : { key, type: 'period_fee', amountMinor, isProrated, ...withoutModifiers(readHoldDays(findings, fields)) }
}
