import type { BonusComponent } from '../../rules/plan-terms.ts'
import { type Findings, note, readChoice, readObject, valueOf } from '../../rules/wire-fields.ts'
import { readHoldDays, withoutModifiers } from '../modifiers/read-modifiers.ts'
import { METRICS, readMetricValue, readWindow } from '../read-metric.ts'
import { readPositiveMinor } from '../small-readers.ts'

/** Reads a bonus (docs/commission-rules.md, "Bonus"). */
export function readBonus(findings: Findings, path: string, value: unknown, key: string): BonusComponent | null {
  const fields = readObject(findings, path, value, ['type', 'amount', 'metric', 'window', 'threshold', 'repeats', 'holdDays'])
  if (fields === null) return null
  const amountMinor = readPositiveMinor(findings, `${path}.amount`, valueOf(fields, 'amount'))
  const metric = readChoice(findings, `${path}.metric`, valueOf(fields, 'metric'), METRICS)
  const window = readWindow(findings, `${path}.window`, valueOf(fields, 'window') ?? 'period')
  const threshold = readMetricValue(findings, `${path}.threshold`, valueOf(fields, 'threshold'), metric)
  const repeats = readChoice(findings, `${path}.repeats`, valueOf(fields, 'repeats') ?? 'once', ['once', 'every_period'])
  if (threshold === 0n) note(findings, `${path}.threshold`, 'out_of_range', 'Must be more than 0.')
  if (window === 'lifetime' && repeats === 'every_period') note(findings, `${path}.repeats`, 'invalid_value', 'What is counted for all time is reached once.')
  if (amountMinor === null || metric === null || window === null || threshold === null || repeats === null) return null
  return { key, type: 'bonus', amountMinor, metric, window, threshold, repeats, ...withoutModifiers(readHoldDays(findings, fields)) }
}
