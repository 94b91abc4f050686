import type { RecruitBase, SubAffiliateComponent } from '../../rules/plan-terms.ts'
import { type Findings, readChoice, readInteger, readList, readObject, readRate, valueOf } from '../../rules/wire-fields.ts'
import { readHoldDays, withoutModifiers } from '../modifiers/read-modifiers.ts'
import { MAX_MONTHS, optional, readFlag, readPositiveMinor } from '../small-readers.ts'

/** How far up a share can reach. */
export const MAX_LEVELS = 10

const BASES: readonly RecruitBase[] = ['commission', 'revenue_share', 'net_revenue', 'qualified_customer']

/** Reads a share of recruited affiliates (docs/commission-rules.md, "Sub-affiliates"). */
export function readSubAffiliate(findings: Findings, path: string, value: unknown, key: string): SubAffiliateComponent | null {
  const fields = readObject(findings, path, value, ['type', 'base', 'levels', 'months', 'negativesPropagate', 'clawbacksPropagate', 'holdDays'])
  if (fields === null) return null
  const base = readChoice(findings, `${path}.base`, valueOf(fields, 'base') ?? 'commission', BASES)
  const list = readList(findings, `${path}.levels`, valueOf(fields, 'levels'), MAX_LEVELS) ?? []
  const levels = list.flatMap((entry, index) => readLevel(findings, `${path}.levels.${index}`, entry, base === 'qualified_customer') ?? [])
  const months = optional(fields, 'months', (at, value) => readInteger(findings, at, value, 1, MAX_MONTHS))
  const negativesPropagate = readFlag(findings, fields, 'negativesPropagate', false)
  const clawbacksPropagate = readFlag(findings, fields, 'clawbacksPropagate', true)
  if (base === null) return null
  return { key, type: 'sub_affiliate', base, levels, months, negativesPropagate, clawbacksPropagate, ...withoutModifiers(readHoldDays(findings, fields)) }
}

function readLevel(findings: Findings, path: string, value: unknown, isFlat: boolean): SubAffiliateComponent['levels'][number] | null {
  const fields = readObject(findings, path, value, [isFlat ? 'amount' : 'rate'])
  if (fields === null) return null
  if (isFlat) return { ratePpm: null, amountMinor: readPositiveMinor(findings, `${path}.amount`, valueOf(fields, 'amount')) }
  return { ratePpm: readRate(findings, `${path}.rate`, valueOf(fields, 'rate')), amountMinor: null }
}
