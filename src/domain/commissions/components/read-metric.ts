import { minorToMicros } from '../../money/amounts.ts'
import type { TierMetric, TierWindow } from '../rules/plan-terms.ts'
import { type Findings, readChoice, readInteger, readMinor, readObject, valueOf } from '../rules/wire-fields.ts'
import { MAX_COUNT } from './small-readers.ts'

const MAX_WINDOW_DAYS = 3_650

export const METRICS: readonly TierMetric[] = ['net_revenue', 'gross_revenue', 'deposits', 'sales', 'ftd_count', 'qualified_count', 'sale_count', 'active_customers']

/** Metrics that count things; all others are amounts. */
export const COUNT_METRICS: ReadonlySet<TierMetric | null> = new Set<TierMetric>(['ftd_count', 'qualified_count', 'sale_count', 'active_customers'])

/** A value of a metric: millionths of a major unit, or a plain count. */
export function readMetricValue(findings: Findings, path: string, value: unknown, metric: TierMetric | null): bigint | null {
  if (COUNT_METRICS.has(metric)) {
    const count = readInteger(findings, path, value, 0, MAX_COUNT)
    return count === null ? null : BigInt(count)
  }
  const minor = readMinor(findings, path, value)
  return minor === null ? null : minorToMicros(minor, findings.currency)
}

/** `"period"`, `"lifetime"` or `{"days": 90}`. */
export function readWindow(findings: Findings, path: string, value: unknown): TierWindow | null {
  if (typeof value !== 'object' || value === null) return readChoice<'period' | 'lifetime'>(findings, path, value, ['period', 'lifetime'])
  const fields = readObject(findings, path, value, ['days'])
  const days = fields === null ? null : readInteger(findings, `${path}.days`, valueOf(fields, 'days'), 1, MAX_WINDOW_DAYS)
  return days === null ? null : { days }
}
