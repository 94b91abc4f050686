import type { Cap, RecruitBase, SubAffiliateComponent } from '../../rules/plan-terms.ts'
import { type Findings, note, readChoice, readInteger, readList, readObject, readRate, valueOf } from '../../rules/wire-fields.ts'
import { readModifiers } from '../modifiers/read-modifiers.ts'
import { MAX_MONTHS, optional, readFlag, readPositiveMinor } from '../small-readers.ts'

/** How far up a share can reach. */
export const MAX_LEVELS = 10

const BASES: readonly RecruitBase[] = ['commission', 'revenue_share', 'net_revenue', 'qualified_customer']

/** Reads a share of recruited affiliates (docs/commission-rules.md, "Sub-affiliates"). */
export function readSubAffiliate(findings: Findings, path: string, value: unknown, key: string): SubAffiliateComponent | null {
  const fields = readObject(findings, path, value, ['type', 'base', 'levels', 'months', 'negativesPropagate', 'clawbacksPropagate', 'holdDays', 'caps', 'floor'])
  if (fields === null) return null
  const base = readChoice(findings, `${path}.base`, valueOf(fields, 'base') ?? 'commission', BASES)
  const list = readList(findings, `${path}.levels`, valueOf(fields, 'levels'), MAX_LEVELS) ?? []
  const levels = list.flatMap((entry, index) => readLevel(findings, `${path}.levels.${index}`, entry, base === 'qualified_customer') ?? [])
  const months = optional(fields, 'months', (at, value) => readInteger(findings, at, value, 1, MAX_MONTHS))
  const negativesPropagate = readFlag(findings, fields, 'negativesPropagate', false)
  const clawbacksPropagate = readFlag(findings, fields, 'clawbacksPropagate', true)
  const modifiers = readModifiers(findings, fields, 'rate')
  for (const [index, cap] of modifiers.caps.entries()) refuseCap(findings, `${path}.caps.${index}`, cap)
  return base === null ? null : { key, type: 'sub_affiliate', base, levels, months, negativesPropagate, clawbacksPropagate, ...modifiers }
}

/** What is paid is one amount for each month, of no customer. */
function refuseCap(findings: Findings, path: string, { per, window, count }: Cap): void {
  if (per === 'customer') note(findings, `${path}.per`, 'invalid_value', 'A share of recruits is of no customer: affiliate or plan.')
  if (window === 'day' || window === 'week') note(findings, `${path}.window`, 'invalid_value', 'A share of recruits is paid by the month: month or lifetime.')
  if (count !== null) note(findings, `${path}.count`, 'invalid_value', 'A share of recruits is one for each month: cap its amount.')
}

function readLevel(findings: Findings, path: string, value: unknown, isFlat: boolean): SubAffiliateComponent['levels'][number] | null {
  const fields = readObject(findings, path, value, [isFlat ? 'amount' : 'rate'])
  if (fields === null) return null
  if (isFlat) return { ratePpm: null, amountMinor: readPositiveMinor(findings, `${path}.amount`, valueOf(fields, 'amount')) }
  return { ratePpm: readRate(findings, `${path}.rate`, valueOf(fields, 'rate')), amountMinor: null }
}
