import { minorToMicros } from '../../money/amounts.ts'
import type {
  Component,
  CpaComponent,
  CpaLevel,
  FixedPerSaleComponent,
  PercentOfSaleComponent,
  Recurring,
  Requirements,
  RevenueShareBase,
  RevenueShareComponent,
  SaleStep,
  TierBand,
  TierMetric,
  Tiers,
  WindowOrigin,
} from './plan-terms.ts'
import {
  type Fields,
  type Findings,
  note,
  readChoice,
  readCountries,
  readInteger,
  readList,
  readMinor,
  readObject,
  readRate,
  refuseFindings,
  valueOf,
} from './wire-fields.ts'

const MAX_COMPONENTS = 10
const MAX_LEVELS = 20
const MAX_BANDS = 50
const MAX_STEPS = 20
const MAX_DAYS = 3_650
const MAX_MONTHS = 1_200
const MAX_COUNT = 1_000_000

const TYPES = ['cpa', 'revenue_share', 'percent_of_sale', 'fixed_per_sale'] as const
const LATER_TYPES: readonly unknown[] = ['cpl', 'cpc', 'period_fee', 'sub_affiliate', 'bonus']
const BASES: readonly RevenueShareBase[] = ['net_revenue', 'gross_revenue', 'net_deposit', 'wager', 'sale']
const METRICS: readonly TierMetric[] = ['net_revenue', 'gross_revenue', 'deposits', 'ftd_count']
const LATER_METRICS: readonly unknown[] = ['qualified_count', 'sales', 'sale_count', 'active_customers']
const ORIGINS: readonly WindowOrigin[] = ['click', 'registration', 'first_deposit']

/** Metrics that count things; all others are amounts. */
const COUNT_METRICS: ReadonlySet<TierMetric | null> = new Set<TierMetric>(['ftd_count'])

const AMOUNT_REQUIREMENTS = ['minDepositSingle', 'minDepositTotal', 'minNetDeposit', 'minWager', 'minNetRevenue'] as const
const REQUIREMENT_FIELDS = [...AMOUNT_REQUIREMENTS, 'minDeposits', 'countries', 'verified', 'withinDays', 'withinFrom']

/** Fields that the rules foresee on every component and that are refused until they are built. */
const LATER_FIELDS = ['caps', 'floor', 'holdDays', 'rates', 'countries', 'brands', 'products', 'trackers', 'devices']

/**
 * Reads the components of a plan version from their JSON, both when a plan is saved and when a saved one is loaded.
 * Throws `invalid_request` with every wrong field below `pathPrefix`, or `tier_metric_not_base` when that is all that is wrong
 * (docs/commission-rules.md, "Components").
 */
export function parseComponents(json: unknown, currency: string, pathPrefix: string): Component[] {
  const findings: Findings = { currency, errors: [] }
  const list = readList(findings, pathPrefix, json, MAX_COMPONENTS) ?? []
  const seen = new Map<string, number>()
  const components = list.flatMap((entry, index) => {
    const component = readComponent(findings, `${pathPrefix}.${index}`, entry, seen)
    return component === null ? [] : [component]
  })
  refuseFindings(findings)
  return components
}

function readComponent(findings: Findings, path: string, value: unknown, seen: Map<string, number>): Component | null {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  if (LATER_TYPES.includes(type)) return note(findings, `${path}.type`, 'not_supported', 'This component is not supported yet.')
  const known = readChoice(findings, `${path}.type`, type, TYPES)
  if (known === null) return null
  const ordinal = (seen.get(known) ?? 0) + 1
  seen.set(known, ordinal)
  return READERS[known](findings, path, value, ordinal === 1 ? known : `${known}.${ordinal}`)
}

type Reader = (findings: Findings, path: string, value: unknown, key: string) => Component | null

const READERS: Readonly<Record<(typeof TYPES)[number], Reader>> = {
  cpa: readCpa,
  revenue_share: readRevenueShare,
  percent_of_sale: readPercentOfSale,
  fixed_per_sale: readFixedPerSale,
}

// ── cpa ──

function readCpa(findings: Findings, path: string, value: unknown, key: string): CpaComponent | null {
  const fields = readObject(findings, path, value, ['type', 'levels'], [...LATER_FIELDS, 'asAdvance'])
  if (fields === null) return null
  const list = readList(findings, `${path}.levels`, valueOf(fields, 'levels'), MAX_LEVELS) ?? []
  const levels: CpaLevel[] = []
  for (const [index, entry] of list.entries()) {
    const level = readLevel(findings, `${path}.levels.${index}`, entry, levels.at(-1))
    if (level !== null) levels.push(level)
  }
  return { key, type: 'cpa', levels }
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

function readRequirements(findings: Findings, path: string, value: unknown): Requirements | null {
  const fields = readObject(findings, path, value, REQUIREMENT_FIELDS)
  if (fields === null) return null
  const requirements: { -readonly [Name in keyof Requirements]: Requirements[Name] } = {}
  for (const name of AMOUNT_REQUIREMENTS) {
    const minor = optional(fields, name, (at, amount) => readMinor(findings, at, amount))
    if (minor !== null) requirements[name] = minorToMicros(minor, findings.currency)
  }
  const minDeposits = optional(fields, 'minDeposits', (at, count) => readInteger(findings, at, count, 1, MAX_COUNT))
  if (minDeposits !== null) requirements.minDeposits = minDeposits
  const countries = optional(fields, 'countries', (at, codes) => readCountries(findings, at, codes))
  if (countries !== null) requirements.countries = countries
  const verified = optional(fields, 'verified', (at, flag) =>
    flag === true ? flag : note(findings, at, 'invalid_value', 'Must be true or left out.'),
  )
  if (verified !== null) requirements.verified = verified
  return { ...requirements, ...readWindow(findings, fields) }
}

function readWindow(findings: Findings, fields: Fields): Pick<Requirements, 'withinDays' | 'withinFrom'> {
  const withinDays = optional(fields, 'withinDays', (at, days) => readInteger(findings, at, days, 1, MAX_DAYS))
  const withinFrom = optional(fields, 'withinFrom', (at, origin) => readChoice(findings, at, origin, ORIGINS))
  if (withinDays !== null) return { withinDays, withinFrom: withinFrom ?? 'registration' }
  if (withinFrom !== null && valueOf(fields, 'withinDays') === undefined) {
    note(findings, `${fields.path}.withinDays`, 'required', 'Is required together with withinFrom.')
  }
  return {}
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

// ── revenue_share ──

function readRevenueShare(findings: Findings, path: string, value: unknown, key: string): RevenueShareComponent | null {
  const later = [...LATER_FIELDS, 'startsAfterCpa', 'duration']
  const fields = readObject(findings, path, value, ['type', 'base', 'rate', 'tiers', 'carryover'], later)
  if (fields === null) return null
  const base = readChoice(findings, `${path}.base`, valueOf(fields, 'base') ?? 'net_revenue', BASES)
  readCarryover(findings, `${path}.carryover`, valueOf(fields, 'carryover'))
  const rate = valueOf(fields, 'rate')
  const tiers = valueOf(fields, 'tiers')
  if ((rate === undefined) === (tiers === undefined))
    return note(findings, `${path}.rate`, 'invalid_value', 'Either rate or tiers must be given.')
  const terms = tiers === undefined ? readFlatRate(findings, `${path}.rate`, rate, base) : readTiers(findings, `${path}.tiers`, tiers, base)
  return base === null || terms === null ? null : { key, type: 'revenue_share', base, tiers: terms }
}

function readCarryover(findings: Findings, path: string, value: unknown): void {
  if (value === undefined) return
  const fields = readObject(findings, path, value, ['mode'], ['scope', 'what', 'cap', 'expiryMonths'])
  if (fields === null) return
  const mode = readChoice(findings, `${path}.mode`, valueOf(fields, 'mode'), ['reset', 'carry'])
  if (mode === 'carry') note(findings, `${path}.mode`, 'not_supported', 'Carrying a negative balance is not supported yet.')
}

function readFlatRate(findings: Findings, path: string, value: unknown, base: RevenueShareBase | null): Tiers | null {
  const ratePpm = readRate(findings, path, value)
  if (ratePpm === null) return null
  const metric = base === 'gross_revenue' ? base : 'net_revenue'
  return { metric, window: 'period', application: 'whole', scope: 'affiliate_plan', bands: [{ from: 0n, ratePpm }] }
}

function readTiers(findings: Findings, path: string, value: unknown, base: RevenueShareBase | null): Tiers | null {
  const fields = readObject(findings, path, value, ['metric', 'window', 'application', 'scope', 'demotion', 'bands'])
  if (fields === null) return null
  const application = readChoice(findings, `${path}.application`, valueOf(fields, 'application'), ['marginal', 'whole'])
  const metric = readMetric(findings, `${path}.metric`, valueOf(fields, 'metric'), application === 'marginal' ? base : null)
  const window = readTierWindow(findings, `${path}.window`, valueOf(fields, 'window'))
  const scope = readChoice(findings, `${path}.scope`, valueOf(fields, 'scope') ?? 'affiliate_plan', ['affiliate_plan', 'brand', 'customer'])
  const demotion = valueOf(fields, 'demotion') ?? true
  if (demotion === false) note(findings, `${path}.demotion`, 'not_supported', 'Keeping a tier when the metric falls is not supported yet.')
  else if (demotion !== true) note(findings, `${path}.demotion`, 'invalid_type', 'Must be true or false.')
  const bands = readBands(findings, `${path}.bands`, valueOf(fields, 'bands'), metric)
  if (application === null || metric === null || window === null || scope === null || bands === null) return null
  return { metric, window, application, scope, bands }
}

/** `mustBe` is the base of marginal tiers, which have to be measured by it. */
function readMetric(findings: Findings, path: string, value: unknown, mustBe: RevenueShareBase | null): TierMetric | null {
  const isLater = LATER_METRICS.includes(value)
  // The sales of a window are the base `sale` under the name that metrics have.
  const isKnown = isLater || METRICS.some((metric) => metric === value)
  if (isKnown && mustBe !== null && value !== (mustBe === 'sale' ? 'sales' : mustBe)) {
    return note(findings, path, 'tier_metric_not_base', `Marginal tiers need the metric that is the base, ${mustBe}.`)
  }
  if (isLater) return note(findings, path, 'not_supported', 'This metric is not supported yet.')
  return readChoice(findings, path, value, METRICS)
}

function readTierWindow(findings: Findings, path: string, value: unknown): Tiers['window'] | null {
  if (typeof value === 'object') return note(findings, path, 'not_supported', 'Rolling windows are not supported yet.')
  return readChoice(findings, path, value, ['period', 'lifetime'])
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
  const from = readBandStart(findings, `${path}.from`, valueOf(fields, 'from'), metric)
  const ratePpm = readRate(findings, `${path}.rate`, valueOf(fields, 'rate'))
  return from === null || ratePpm === null ? null : { from, ratePpm }
}

function readBandStart(findings: Findings, path: string, value: unknown, metric: TierMetric | null): bigint | null {
  if (COUNT_METRICS.has(metric)) {
    const count = readInteger(findings, path, value, 0, MAX_COUNT)
    return count === null ? null : BigInt(count)
  }
  const minor = readMinor(findings, path, value)
  return minor === null ? null : minorToMicros(minor, findings.currency)
}

// ── percent_of_sale, fixed_per_sale ──

function readPercentOfSale(findings: Findings, path: string, value: unknown, key: string): PercentOfSaleComponent | null {
  const fields = readObject(findings, path, value, ['type', 'rate', 'steps', 'recurring'], LATER_FIELDS)
  if (fields === null) return null
  const recurring = readRecurring(findings, `${path}.recurring`, valueOf(fields, 'recurring'))
  const rate = valueOf(fields, 'rate')
  const steps = valueOf(fields, 'steps')
  if ((rate === undefined) === (steps === undefined))
    return note(findings, `${path}.rate`, 'invalid_value', 'Either rate or steps must be given.')
  if (steps !== undefined) return { key, type: 'percent_of_sale', steps: readSteps(findings, `${path}.steps`, steps), recurring }
  const ratePpm = readRate(findings, `${path}.rate`, rate)
  return ratePpm === null ? null : { key, type: 'percent_of_sale', steps: [{ ratePpm, count: null }], recurring }
}

function readSteps(findings: Findings, path: string, value: unknown): readonly SaleStep[] {
  const list = readList(findings, path, value, MAX_STEPS) ?? []
  return list.flatMap((entry, index) => {
    const at = `${path}.${index}`
    const fields = readObject(findings, at, entry, ['rate', 'count'])
    if (fields === null) return []
    const ratePpm = readRate(findings, `${at}.rate`, valueOf(fields, 'rate'))
    const count = optional(fields, 'count', (where, sales) => readInteger(findings, where, sales, 1, MAX_COUNT))
    if (valueOf(fields, 'count') === undefined && index < list.length - 1) {
      note(findings, `${at}.count`, 'required', 'Is required on every step but the last.')
    }
    return ratePpm === null ? [] : [{ ratePpm, count }]
  })
}

function readFixedPerSale(findings: Findings, path: string, value: unknown, key: string): FixedPerSaleComponent | null {
  const fields = readObject(findings, path, value, ['type', 'amount', 'recurring'], LATER_FIELDS)
  if (fields === null) return null
  const amountMinor = readPositiveMinor(findings, `${path}.amount`, valueOf(fields, 'amount'))
  const recurring = readRecurring(findings, `${path}.recurring`, valueOf(fields, 'recurring'))
  return amountMinor === null ? null : { key, type: 'fixed_per_sale', amountMinor, recurring }
}

/** `true` or nothing: every sale; `false`: the first sale only; or an object that says how far. */
function readRecurring(findings: Findings, path: string, value: unknown): Recurring {
  if (value === undefined || typeof value === 'boolean') return { firstOnly: value === false, months: null, count: null }
  const fields = readObject(findings, path, value, ['firstOnly', 'months', 'count'])
  if (fields === null) return { firstOnly: false, months: null, count: null }
  const firstOnly = valueOf(fields, 'firstOnly') ?? false
  if (typeof firstOnly !== 'boolean') note(findings, `${path}.firstOnly`, 'invalid_type', 'Must be true or false.')
  return {
    firstOnly: firstOnly === true,
    months: optional(fields, 'months', (at, months) => readInteger(findings, at, months, 1, MAX_MONTHS)),
    count: optional(fields, 'count', (at, count) => readInteger(findings, at, count, 1, MAX_COUNT)),
  }
}

// ── small readers ──

function readPositiveMinor(findings: Findings, path: string, value: unknown): bigint | null {
  const minor = readMinor(findings, path, value)
  return minor === 0n ? note(findings, path, 'out_of_range', 'Must be more than 0.') : minor
}

function optional<Value>(fields: Fields, name: string, read: (path: string, value: unknown) => Value | null): Value | null {
  const value = valueOf(fields, name)
  return value === undefined ? null : read(`${fields.path}.${name}`, value)
}
