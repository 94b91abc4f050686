import type { CapDraft, ComponentDraft, LevelDraft, PlanDraft, RateRowDraft, RequirementsDraft, WindowDraft } from './draft.ts'

/** A version as the API takes it. */
export interface VersionBody {
  readonly effectiveFrom?: string
  readonly appliesTo?: 'new_customers' | 'from_date' | 'all_open'
  readonly noticeDays?: number
  readonly holdDays?: number
  readonly components: object[]
}

const REACHES = ['from_date', 'all_open'] as const

/**
 * What the form says, as the API takes it. Defaults are left out. What cannot be read as a number goes as it was typed: the API says what is
 * wrong with it, at its field. `instantOf` tells the instant of a local time in the program's zone.
 */
export function fromDraft({ version }: PlanDraft, instantOf: (localTime: string) => string): VersionBody {
  return present({
    effectiveFrom: version.effectiveFrom === '' ? undefined : instantOf(version.effectiveFrom),
    appliesTo: REACHES.find((reach) => reach === version.appliesTo),
    noticeDays: number(version.noticeDays),
    holdDays: number(version.holdDays),
    components: version.components.map(fromComponentDraft),
  }) as unknown as VersionBody
}

/** One component, with the fields of its type alone. */
export function fromComponentDraft(draft: ComponentDraft): object {
  return present({ type: draft.type, ...OWN_FIELDS[draft.type](draft) })
}

type Own = (draft: ComponentDraft) => Record<string, unknown>

const OWN_FIELDS: { readonly [type in ComponentDraft['type']]: Own } = {
  cpa: (draft) => ({
    levels: draft.levels.map(({ amount, requirements }) =>
      present({ amount: number(amount), requirements: fromRequirements(requirements) }),
    ),
    asAdvance: draft.asAdvance || undefined,
    ...modifiers(draft, draft.levels.length > 1 ? 'amounts' : 'amount'),
  }),
  cpl: (draft) => ({ amount: number(draft.amount), requirements: fromRequirements(draft.requirements), ...modifiers(draft, 'amount') }),
  cpc: (draft) => ({ amount: number(draft.amount), ...modifiers(draft, 'amount') }),
  revenue_share: (draft) => ({
    base: unless(draft.base, 'net_revenue'),
    ...(draft.pays === 'table' ? { tiers: fromTiers(draft) } : { rate: filled(draft.rate) }),
    carryover: fromCarryover(draft.carryover),
    highRollers: draft.highRollers.isOn
      ? present({ threshold: number(draft.highRollers.threshold), expiryMonths: number(draft.highRollers.expiryMonths) })
      : undefined,
    startsAfterCpa: draft.startsAfterCpa || undefined,
    duration:
      draft.duration.months.trim() === ''
        ? undefined
        : present({ months: number(draft.duration.months), from: unless(draft.duration.from, 'registration') }),
    ...modifiers(draft, 'rate'),
  }),
  percent_of_sale: (draft) => ({
    ...(draft.pays === 'table'
      ? { steps: draft.steps.map(({ rate, count }) => present({ rate: filled(rate), count: number(count) })) }
      : { rate: filled(draft.rate) }),
    recurring: fromRecurring(draft.recurring),
    ...modifiers(draft, 'rate'),
  }),
  fixed_per_sale: (draft) => ({ amount: number(draft.amount), recurring: fromRecurring(draft.recurring), ...modifiers(draft, 'amount') }),
  period_fee: (draft) => ({
    amount: number(draft.amount),
    proration: draft.proration ? undefined : false,
    holdDays: number(draft.holdDays),
  }),
  bonus: (draft) => ({
    amount: number(draft.amount),
    metric: draft.metric,
    window: draft.window.kind === 'period' ? undefined : fromWindow(draft.window),
    threshold: number(draft.threshold),
    repeats: unless(draft.repeats, 'once'),
    holdDays: number(draft.holdDays),
  }),
  sub_affiliate: (draft) => ({
    base: unless(draft.base, 'commission'),
    levels: draft.levels.map((level) => fromRecruitLevel(level, draft.base)),
    months: number(draft.months),
    negativesPropagate: draft.negativesPropagate || undefined,
    clawbacksPropagate: draft.clawbacksPropagate ? undefined : false,
    holdDays: number(draft.holdDays),
    floor: number(draft.floor),
    caps: fromCaps(draft.caps),
  }),
}

function modifiers(draft: ComponentDraft, pays: 'rate' | 'amount' | 'amounts'): object {
  const rows = draft.rates.map((row) => fromRateRow(row, pays, draft.levels.length))
  return {
    holdDays: number(draft.holdDays),
    rates: rows.length === 0 ? undefined : rows,
    caps: fromCaps(draft.caps),
    floor: number(draft.floor),
  }
}

function fromRecruitLevel({ rate, amount }: LevelDraft, base: string): object {
  return base === 'qualified_customer' ? present({ amount: number(amount) }) : present({ rate: filled(rate) })
}

function fromTiers({ tiers }: ComponentDraft): object {
  return present({
    metric: tiers.metric,
    window: fromWindow(tiers.window),
    application: tiers.application,
    scope: unless(tiers.scope, 'affiliate_plan'),
    demotion: tiers.demotion ? undefined : false,
    bands: tiers.bands.map(({ from, rate }) => present({ from: number(from), rate: filled(rate) })),
  })
}

function fromWindow({ kind, days }: WindowDraft): unknown {
  return kind === 'days' ? present({ days: number(days) }) : filled(kind)
}

function fromRequirements(draft: RequirementsDraft): object | undefined {
  const { countries, verified, withinFrom, ...minimums } = draft
  const found = present({
    ...Object.fromEntries(Object.entries(minimums).map(([name, text]) => [name, number(text)])),
    countries: codes(countries),
    verified: verified || undefined,
    withinFrom: minimums.withinDays.trim() === '' ? undefined : unless(withinFrom, 'registration'),
  })
  return Object.keys(found).length === 0 ? undefined : found
}

function fromCarryover(draft: ComponentDraft['carryover']): object | undefined {
  if (draft.mode === '') return undefined
  const isCarried = draft.mode === 'carry'
  return present({
    mode: draft.mode,
    scope: unless(draft.scope, 'plan'),
    what: unless(draft.what, 'commission'),
    cap:
      !isCarried || draft.cap.by === ''
        ? undefined
        : draft.cap.by === 'amount'
          ? present({ amount: number(draft.cap.amount) })
          : present({ averageMonths: number(draft.cap.averageMonths) }),
    expiryMonths: isCarried ? number(draft.expiryMonths) : undefined,
  })
}

function fromRecurring({ which, months, count }: ComponentDraft['recurring']): unknown {
  const isFirst = which === 'first'
  if (months.trim() === '' && count.trim() === '') return isFirst ? false : undefined
  return present({ firstOnly: isFirst || undefined, months: number(months), count: number(count) })
}

function fromCaps(caps: readonly CapDraft[]): object[] | undefined {
  if (caps.length === 0) return undefined
  return caps.map(({ per, window, by, count, amount, action }) =>
    present({
      per: unless(per, 'affiliate'),
      window: filled(window),
      ...(by === 'count' ? { count: number(count) } : { amount: number(amount) }),
      action: unless(action, 'zero'),
    }),
  )
}

function fromRateRow(row: RateRowDraft, pays: 'rate' | 'amount' | 'amounts', levels: number): object {
  const amounts = Array.from({ length: levels }, (_, index) => number(row.amounts[index] ?? '') ?? null)
  return present({
    countries: codes(row.countries),
    brands: some(row.brands),
    products: some(row.products),
    trackers: some(row.trackers),
    devices: some(row.devices),
    ...(pays === 'rate' ? { rate: filled(row.rate) } : pays === 'amount' ? { amount: number(row.amount) } : { amounts }),
  })
}

/** A number where the text is one; the text where it is not; nothing where there is none. */
function number(text: string): number | string | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed
}

function filled(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim()
}

function unless(text: string, standard: string): string | undefined {
  return text === standard ? undefined : filled(text)
}

function some(texts: readonly string[]): readonly string[] | undefined {
  return texts.length === 0 ? undefined : texts
}

/** "MT, it de" → MT, IT, DE. */
function codes(text: string): readonly string[] | undefined {
  return some(
    text
      .toUpperCase()
      .split(/[^A-Z0-9]+/)
      .filter((code) => code !== ''),
  )
}

function present(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
