import { microsFromNumber, minorToMicros } from '../../../money/amounts.ts'
import type { Cap, Carryover, HighRollers, RevenueShareBase, RevenueShareComponent, TierBand, TierMetric, Tiers } from '../../rules/plan-terms.ts'
import { type Findings, note, readChoice, readInteger, readList, readMinor, readObject, readRate, valueOf } from '../../rules/wire-fields.ts'
import { MODIFIER_FIELDS, readModifiers } from '../modifiers/read-modifiers.ts'
import { METRICS, readMetricValue, readWindow } from '../read-metric.ts'
import { MAX_MONTHS, optional, readFlag, readPositiveMinor } from '../small-readers.ts'

const MAX_BANDS = 50
const MAX_AVERAGE_MONTHS_PPM = 120_000_000n
const BASES: readonly RevenueShareBase[] = ['net_revenue', 'gross_revenue', 'net_deposit', 'wager', 'sale']

/** Reads a revenue share. Whether its CPA is an advance is said by the CPA, and set when the whole version has been read. */
export function readRevenueShare(findings: Findings, path: string, value: unknown, key: string): RevenueShareComponent | null {
  const fields = readObject(findings, path, value, ['type', 'base', 'rate', 'tiers', 'carryover', 'highRollers', 'startsAfterCpa', 'duration', ...MODIFIER_FIELDS])
  if (fields === null) return null
  const base = readChoice(findings, `${path}.base`, valueOf(fields, 'base') ?? 'net_revenue', BASES)
  const modifiers = readModifiers(findings, fields, 'rate')
  const carryover = optional(fields, 'carryover', (at, terms) => readCarryover(findings, at, terms))
  const highRollers = optional(fields, 'highRollers', (at, terms) => readHighRollers(findings, at, terms))
  const duration = optional(fields, 'duration', (at, terms) => readDuration(findings, at, terms))
  const startsAfterCpa = readFlag(findings, fields, 'startsAfterCpa', false)
  const rate = valueOf(fields, 'rate')
  const tiers = valueOf(fields, 'tiers')
  if ((rate === undefined) === (tiers === undefined))
    return note(findings, `${path}.rate`, 'invalid_value', 'Either rate or tiers must be given.')
  if (tiers !== undefined && modifiers.rates.length > 0) note(findings, `${path}.rates`, 'invalid_value', 'Rates of their own cannot be combined with tiers.')
  const terms = tiers === undefined ? readFlatRate(findings, `${path}.rate`, rate, base) : readTiers(findings, `${path}.tiers`, tiers, base)
  refuseCaps(findings, path, modifiers.caps, terms)
  if (terms?.window === 'lifetime') refuseClosings(findings, path, { carryover, highRollers })
  if (base === null || terms === null) return null
  return { key, type: 'revenue_share', base, tiers: terms, carryover, highRollers, startsAfterCpa, duration, isAboveCpa: false, ...modifiers }
}

/** A share is paid by period and in totals: what caps count must be that too. */
function refuseCaps(findings: Findings, path: string, caps: readonly Cap[], tiers: Tiers | null): void {
  for (const [index, { per, window, count }] of caps.entries()) {
    const at = `${path}.caps.${index}`
    if (count !== null) note(findings, `${at}.count`, 'invalid_value', 'A revenue share is paid in totals, which are not counted: give an amount.')
    if (window === 'day' || window === 'week') note(findings, `${at}.window`, 'invalid_value', 'A revenue share is paid by month: "month" or "lifetime".')
    if (per === 'customer' && tiers !== null && tiers.scope !== 'customer') {
      note(findings, `${at}.per`, 'invalid_value', 'A cap for each customer needs tiers that are counted for each: scope "customer".')
    }
  }
}

/** A share of all time has no periods to close: its negatives come off what follows by themselves. */
function refuseClosings(findings: Findings, path: string, given: Pick<RevenueShareComponent, 'carryover' | 'highRollers'>): void {
  for (const name of ['carryover', 'highRollers'] as const) {
    if (given[name] !== null) note(findings, `${path}.${name}`, 'invalid_value', 'A share of all time carries by itself: it belongs to other windows.')
  }
}

/** Reads what becomes of negatives; also of a whole program. */
export function readCarryover(findings: Findings, path: string, value: unknown): Carryover | null {
  const fields = readObject(findings, path, value, ['mode', 'scope', 'what', 'cap', 'expiryMonths'])
  if (fields === null) return null
  const mode = readChoice(findings, `${path}.mode`, valueOf(fields, 'mode'), ['reset', 'carry'])
  const scope = readChoice(findings, `${path}.scope`, valueOf(fields, 'scope') ?? 'plan', ['affiliate', 'brand', 'plan', 'product'])
  const what = readChoice(findings, `${path}.what`, valueOf(fields, 'what') ?? 'commission', ['base', 'commission'])
  const cap = optional(fields, 'cap', (at, terms) => readCarryoverCap(findings, at, terms))
  const expiryMonths = optional(fields, 'expiryMonths', (at, months) => readInteger(findings, at, months, 1, MAX_MONTHS))
  if (mode === 'reset' && (cap !== null || expiryMonths !== null)) note(findings, path, 'invalid_value', 'A reset carries nothing: cap and expiryMonths belong to "carry".')
  return mode === null || scope === null || what === null ? null : { scope, what, mode, cap, expiryMonths }
}

function readCarryoverCap(findings: Findings, path: string, value: unknown): Carryover['cap'] {
  const fields = readObject(findings, path, value, ['amount', 'averageMonths'])
  if (fields === null) return null
  const [amount, months] = [valueOf(fields, 'amount'), valueOf(fields, 'averageMonths')]
  if ((amount === undefined) === (months === undefined)) return note(findings, path, 'invalid_value', 'Either amount or averageMonths must be given.')
  if (amount !== undefined) {
    const minor = readMinor(findings, `${path}.amount`, amount)
    return minor === null ? null : { amount: minorToMicros(minor, findings.currency) }
  }
  const ppm = typeof months === 'number' ? microsFromNumber(months) : null
  if (ppm === null || ppm <= 0n || ppm > MAX_AVERAGE_MONTHS_PPM || ppm % 10_000n !== 0n) {
    return note(findings, `${path}.averageMonths`, 'out_of_range', 'Must be a number of months above 0, at most 120, with at most 2 decimals.')
  }
  return { averageMonthsPpm: ppm }
}

function readHighRollers(findings: Findings, path: string, value: unknown): HighRollers | null {
  const fields = readObject(findings, path, value, ['threshold', 'expiryMonths'])
  if (fields === null) return null
  const threshold = readPositiveMinor(findings, `${path}.threshold`, valueOf(fields, 'threshold'))
  const expiryMonths = optional(fields, 'expiryMonths', (at, months) => readInteger(findings, at, months, 1, MAX_MONTHS))
  return threshold === null ? null : { threshold: minorToMicros(threshold, findings.currency), expiryMonths }
}

function readDuration(findings: Findings, path: string, value: unknown): RevenueShareComponent['duration'] {
  const fields = readObject(findings, path, value, ['months', 'from'])
  if (fields === null) return null
  const months = readInteger(findings, `${path}.months`, valueOf(fields, 'months'), 1, MAX_MONTHS)
  const from = readChoice(findings, `${path}.from`, valueOf(fields, 'from') ?? 'registration', ['registration', 'first_deposit'])
  return months === null || from === null ? null : { months, from }
}

function readFlatRate(findings: Findings, path: string, value: unknown, base: RevenueShareBase | null): Tiers | null {
  const ratePpm = readRate(findings, path, value)
  if (ratePpm === null) return null
  const metric = base === 'gross_revenue' ? base : 'net_revenue'
  return { metric, window: 'period', application: 'whole', scope: 'affiliate_plan', hasDemotion: true, bands: [{ from: 0n, ratePpm }] }
}

function readTiers(findings: Findings, path: string, value: unknown, base: RevenueShareBase | null): Tiers | null {
  const fields = readObject(findings, path, value, ['metric', 'window', 'application', 'scope', 'demotion', 'bands'])
  if (fields === null) return null
  const application = readChoice(findings, `${path}.application`, valueOf(fields, 'application'), ['marginal', 'whole'])
  const metric = readMetric(findings, `${path}.metric`, valueOf(fields, 'metric'), application === 'marginal' ? base : null)
  const window = readWindow(findings, `${path}.window`, valueOf(fields, 'window'))
  const scope = readChoice(findings, `${path}.scope`, valueOf(fields, 'scope') ?? 'affiliate_plan', ['affiliate_plan', 'brand', 'customer'])
  const hasDemotion = readFlag(findings, fields, 'demotion', true)
  const bands = readBands(findings, `${path}.bands`, valueOf(fields, 'bands'), metric)
  if (!hasDemotion && application === 'marginal' && window === 'lifetime') {
    note(findings, `${path}.demotion`, 'invalid_value', 'There is one window of all time, and none before it: its slices keep their rates.')
  }
  if (application === null || metric === null || window === null || scope === null || bands === null) return null
  return { metric, window, application, scope, hasDemotion, bands }
}

/** `mustBe` is the base of marginal tiers, which have to be measured by it. */
function readMetric(findings: Findings, path: string, value: unknown, mustBe: RevenueShareBase | null): TierMetric | null {
  // The sales of a window are the base `sale` under the name that metrics have.
  if (METRICS.some((metric) => metric === value) && mustBe !== null && value !== (mustBe === 'sale' ? 'sales' : mustBe)) {
    return note(findings, path, 'tier_metric_not_base', `Marginal tiers need the metric that is the base, ${mustBe}.`)
  }
  return readChoice(findings, path, value, METRICS)
}

function readBands(findings: Findings, path: string, value: unknown, metric: TierMetric | null): readonly TierBand[] | null {
  const list = readList(findings, path, value, MAX_BANDS)
  if (list === null) return null
  const bands: TierBand[] = []
  for (const [index, entry] of list.entries()) {
    const band = readBand(findings, `${path}.${index}`, entry, metric)
    if (band === null) continue
    const before = bands.at(-1)
    if (index === 0 && band.from !== 0n) note(findings, `${path}.0.from`, 'invalid_value', 'The first band must start at 0.')
    if (before !== undefined && band.from <= before.from)
      note(findings, `${path}.${index}.from`, 'not_ascending', 'Must be more than the band before.')
    bands.push(band)
  }
  return bands
}

function readBand(findings: Findings, path: string, value: unknown, metric: TierMetric | null): TierBand | null {
  const fields = readObject(findings, path, value, ['from', 'rate'])
  if (fields === null) return null
  const from = readMetricValue(findings, `${path}.from`, valueOf(fields, 'from'), metric)
  const ratePpm = readRate(findings, `${path}.rate`, valueOf(fields, 'rate'))
  return from === null || ratePpm === null ? null : { from, ratePpm }
}
