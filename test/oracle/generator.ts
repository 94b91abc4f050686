import { pick, type Random } from '../simulation/random.ts'
import { addDays, dayOf, monthAfter, monthEnd, monthOf, monthStart } from './calendar.ts'
import { digitsOf } from './events.ts'
import type { CapJson, CarryoverJson, Clicks, ComponentJson, Customer, DeductionJson, Event, History, Metric, Program, RateRowJson, RecruitPeriod, Recruit, RequirementsJson, TiersJson, Version, WindowJson } from './model.ts'

/** A program, a plan and a history that never were. */
export interface World {
  readonly program: Program
  readonly versions: readonly Version[]
  readonly history: History
  /** Of other affiliates under the plan. */
  readonly others: readonly History[]
  readonly now: number
}

/** Months with a change of the clock, one of them at midnight. */
const STARTS = { 'Europe/Malta': ['2026-02', '2026-09'], 'America/Sao_Paulo': ['2018-01', '2018-09'], UTC: ['2026-11'] } as const
const MONTHS = 4
const CURRENCIES = ['EUR', 'JPY', 'KWD'] as const
const COUNTRIES = ['MT', 'BR', 'SE'] as const
const DEVICES = ['desktop', 'mobile'] as const
const BRANDS = [1, 2].map((n) => id(10 + n))
const PRODUCTS = [1, 2].map((n) => id(20 + n))
const TRACKERS = [1, 2].map((n) => id(30 + n))
const AMOUNT_METRICS = ['net_revenue', 'gross_revenue', 'deposits', 'sales'] as const
const METRICS: readonly Metric[] = [...AMOUNT_METRICS, 'ftd_count', 'qualified_count', 'sale_count', 'active_customers']

/** The n-th id, in the form that ids have. */
export function id(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

interface Scene {
  readonly next: Random
  readonly zone: string
  readonly start: string
  readonly digits: number
  /** Amounts that terms speak of, in major units: events like to come to exactly these. */
  readonly thresholds: number[]
}

/** Whether something is so, with a probability. */
function maybe(next: Random, probability: number): boolean {
  return next() < probability
}

function upTo(next: Random, most: number): number {
  return Math.floor(next() * (most + 1))
}

/** Some of a list, at least one. */
function some<T>(next: Random, values: readonly T[]): T[] {
  const chosen = values.filter(() => maybe(next, 0.5))
  return chosen.length > 0 ? chosen : [pick(next, values)]
}

/** Where and when a world is, if that is not left to chance. */
export interface Setting {
  readonly zone: string
  readonly start: string
  readonly now: number
}

/** A world made of components of the given types. */
export function randomWorld(next: Random, types: readonly ComponentJson['type'][], setting?: Setting): World {
  const currency = pick(next, CURRENCIES)
  const anyZone = pick(next, Object.keys(STARTS) as (keyof typeof STARTS)[])
  const zone = setting?.zone ?? anyZone
  const scene: Scene = { next, zone, start: setting?.start ?? pick(next, STARTS[anyZone]), digits: digitsOf(currency), thresholds: [] }
  const versions = randomVersions(scene, types)
  const program = { currency, timeZone: zone, carryover: randomCarryover(scene), deductions: randomDeductions(scene) }
  const now = setting?.now ?? anyNow(scene)
  const others = hasPlanCap(versions) && maybe(next, 0.7) ? [randomHistory(scene, versions, now, OTHER)] : []
  return { program, versions, history: randomHistory(scene, versions, now, 0), others, now }
}

/** Ids of a second affiliate's are higher by this. */
const OTHER = 100_000

function hasPlanCap(versions: readonly Version[]): boolean {
  return versions.some(({ components }) => components.some(({ caps }) => caps?.some(({ per }) => per === 'plan')))
}

/** Long after everything, or in the middle of it. */
function anyNow(scene: Scene): number {
  const { next, zone } = scene
  return maybe(next, 0.5) ? monthEnd(monthAfter(scene.start, MONTHS + 3), zone) : randomInstant(scene)
}

function randomVersions(scene: Scene, types: readonly ComponentJson['type'][]): Version[] {
  const { next, zone, start } = scene
  const components = randomComponents(scene, types)
  const versions: Version[] = [{ id: id(1), effectiveFrom: monthStart(monthAfter(start, pick(next, [-1, 0, 1])), zone), appliesTo: 'new_customers', components }]
  const count = pick(next, [1, 1, 2, 3, 4])
  for (let n = 2; n <= count; n += 1) {
    const before = versions.at(-1)?.components ?? components
    const changed = maybe(next, 0.2) ? randomComponents(scene, types) : before.map((component) => withOtherNumbers(scene, component))
    versions.push({ id: id(n), effectiveFrom: randomInstant(scene), appliesTo: pick(next, ['new_customers', 'from_date', 'all_open']), components: changed })
  }
  return versions.sort((a, b) => a.effectiveFrom - b.effectiveFrom)
}

/** The same deal at other rates and amounts. */
function withOtherNumbers(scene: Scene, component: ComponentJson): ComponentJson {
  const { next } = scene
  if (maybe(next, 0.3)) return component
  switch (component.type) {
    case 'revenue_share':
      return component.tiers === undefined
        ? { ...component, rate: randomRate(next) }
        : { ...component, tiers: { ...component.tiers, bands: component.tiers.bands.map((band) => ({ ...band, rate: randomRate(next) })) } }
    case 'percent_of_sale':
      return component.steps === undefined ? { ...component, rate: randomRate(next) } : component
    case 'cpa': {
      const factor = pick(next, [1, 2, 3])
      return { ...component, levels: component.levels.map((level) => ({ ...level, amount: level.amount * factor })) }
    }
    case 'sub_affiliate':
      return component
    default:
      return { ...component, amount: randomAmount(scene) }
  }
}

function randomComponents(scene: Scene, types: readonly ComponentJson['type'][]): ComponentJson[] {
  const { next } = scene
  const chosen = Array.from({ length: pick(next, [1, 1, 1, 2, 3]) }, () => pick(next, types))
  return chosen.map((type) => randomComponent(scene, type, chosen))
}

function randomComponent(scene: Scene, type: ComponentJson['type'], all: readonly ComponentJson['type'][]): ComponentJson {
  const { next } = scene
  switch (type) {
    case 'cpa': return randomCpa(scene, all)
    case 'cpl': return { type, amount: randomAmount(scene), ...(maybe(next, 0.7) ? { requirements: randomRequirements(scene) } : {}), ...randomModifiers(scene, 'amount') }
    case 'cpc': return { type, amount: randomAmount(scene), ...randomModifiers(scene, 'amount', 'clicks') }
    case 'revenue_share': return randomShare(scene, all)
    case 'percent_of_sale': return randomPercentOfSale(scene)
    case 'fixed_per_sale': return { type, amount: randomAmount(scene), ...randomRecurring(next), ...randomModifiers(scene, 'amount') }
    case 'period_fee': return { type, amount: randomAmount(scene), ...(maybe(next, 0.5) ? { proration: maybe(next, 0.5) } : {}) }
    case 'sub_affiliate': return randomSubAffiliate(scene)
    case 'bonus': return randomBonus(scene)
  }
}

function randomCpa(scene: Scene, all: readonly string[]): ComponentJson {
  const { next } = scene
  let amount = 0
  const levels = Array.from({ length: pick(next, [1, 1, 2, 3]) }, () => ({ amount: (amount = inMinor(scene, amount + randomAmount(scene))), requirements: randomRequirements(scene) }))
  const rows = levels.length === 1 ? randomModifiers(scene, 'amount') : randomModifiers(scene, levels.length)
  return { type: 'cpa', levels, ...(all.includes('revenue_share') && maybe(next, 0.3) ? { asAdvance: true } : {}), ...rows }
}

function randomRequirements(scene: Scene): RequirementsJson {
  const { next } = scene
  return {
    ...(maybe(next, 0.2) ? { minDepositSingle: threshold(scene) } : {}),
    ...(maybe(next, 0.4) ? { minDepositTotal: threshold(scene) } : {}),
    ...(maybe(next, 0.2) ? { minNetDeposit: threshold(scene) } : {}),
    ...(maybe(next, 0.2) ? { minWager: threshold(scene) } : {}),
    ...(maybe(next, 0.2) ? { minNetRevenue: threshold(scene) } : {}),
    ...(maybe(next, 0.2) ? { minDeposits: 1 + upTo(next, 2) } : {}),
    ...(maybe(next, 0.2) ? { countries: some(next, COUNTRIES) } : {}),
    ...(maybe(next, 0.1) ? { verified: true as const } : {}),
    ...(maybe(next, 0.4) ? { withinDays: 1 + upTo(next, 60), withinFrom: pick(next, ['click', 'registration', 'first_deposit']) } : {}),
  }
}

function randomShare(scene: Scene, all: readonly string[]): ComponentJson {
  const { next } = scene
  const base = pick(next, ['net_revenue', 'net_revenue', 'gross_revenue', 'net_deposit', 'wager', 'sale'] as const)
  const isTiered = maybe(next, 0.65)
  const pays = isTiered ? { tiers: randomTiers(scene, base) } : { rate: randomRate(next) }
  return {
    type: 'revenue_share',
    ...(base === 'net_revenue' && maybe(next, 0.5) ? {} : { base }),
    ...pays,
    ...(maybe(next, 0.5) ? { carryover: randomCarryover(scene) } : {}),
    ...(maybe(next, 0.15) ? { highRollers: { threshold: threshold(scene) || 1, ...(maybe(next, 0.5) ? { expiryMonths: 1 + upTo(next, 2) } : {}) } } : {}),
    ...(all.includes('cpa') && maybe(next, 0.2) ? { startsAfterCpa: true } : {}),
    ...(maybe(next, 0.15) ? { duration: { months: 1 + upTo(next, 2), ...(maybe(next, 0.7) ? { from: pick(next, ['registration', 'first_deposit'] as const) } : {}) } } : {}),
    ...randomModifiers(scene, isTiered ? null : 'rate', 'periods'),
  }
}

function randomTiers(scene: Scene, base: string): TiersJson {
  const { next } = scene
  const own = base === 'sale' ? 'sales' : base
  const marginal = AMOUNT_METRICS.find((metric) => metric === own)
  const isMarginal = marginal !== undefined && maybe(next, 0.5)
  const metric = isMarginal ? marginal : pick(next, METRICS)
  const isCount = metric.endsWith('_count') || metric === 'active_customers'
  const starts = [...new Set([0, ...Array.from({ length: 1 + upTo(next, 2) }, () => (isCount ? 1 + upTo(next, 3) : threshold(scene)))])].sort((a, b) => a - b)
  return {
    metric,
    window: randomWindow(next),
    application: isMarginal ? 'marginal' : 'whole',
    ...(maybe(next, 0.4) ? { scope: pick(next, ['affiliate_plan', 'brand', 'customer']) } : {}),
    ...(maybe(next, 0.3) ? { demotion: maybe(next, 0.3) } : {}),
    bands: starts.map((from) => ({ from, rate: randomRate(next) })),
  }
}

function randomWindow(next: Random): WindowJson {
  const kind = pick(next, ['period', 'period', 'lifetime', 'days'])
  return kind === 'period' || kind === 'lifetime' ? kind : { days: pick(next, [1, 7, 30, 31, 45, 90]) }
}

function randomCarryover(scene: Scene): CarryoverJson {
  const { next } = scene
  const common = {
    ...(maybe(next, 0.6) ? { scope: pick(next, ['affiliate', 'brand', 'plan', 'product'] as const) } : {}),
    ...(maybe(next, 0.7) ? { what: pick(next, ['base', 'commission'] as const) } : {}),
  }
  if (maybe(next, 0.4)) return { mode: 'reset', ...common }
  const cap = pick(next, [{}, {}, { cap: { amount: threshold(scene) } }, { cap: { averageMonths: pick(next, [0.5, 1, 1.5, 2]) } }])
  return { mode: 'carry', ...common, ...cap, ...(maybe(next, 0.4) ? { expiryMonths: 1 + upTo(next, 2) } : {}) }
}

function randomPercentOfSale(scene: Scene): ComponentJson {
  const { next } = scene
  if (maybe(next, 0.5)) return { type: 'percent_of_sale', rate: randomRate(next), ...randomRecurring(next), ...randomModifiers(scene, 'rate') }
  const counted = Array.from({ length: 1 + upTo(next, 1) }, () => ({ rate: randomRate(next), count: 1 + upTo(next, 2) }))
  const steps = maybe(next, 0.6) ? [...counted, { rate: randomRate(next) }] : counted
  return { type: 'percent_of_sale', steps, ...randomRecurring(next), ...randomModifiers(scene, null) }
}

function randomRecurring(next: Random): { recurring?: boolean | { firstOnly?: boolean; months?: number; count?: number } } {
  if (maybe(next, 0.4)) return {}
  if (maybe(next, 0.3)) return { recurring: maybe(next, 0.5) }
  return { recurring: { ...(maybe(next, 0.2) ? { firstOnly: true } : {}), ...(maybe(next, 0.5) ? { months: 1 + upTo(next, 2) } : {}), ...(maybe(next, 0.5) ? { count: 1 + upTo(next, 3) } : {}) } }
}

function randomSubAffiliate(scene: Scene): ComponentJson {
  const { next } = scene
  const base = pick(next, ['commission', 'revenue_share', 'net_revenue', 'qualified_customer'] as const)
  const levels = Array.from({ length: 1 + upTo(next, 2) }, () => (base === 'qualified_customer' ? { amount: randomAmount(scene) } : { rate: randomRate(next) }))
  return {
    type: 'sub_affiliate', base, levels,
    ...(maybe(next, 0.5) ? { months: 1 + upTo(next, 3) } : {}),
    ...(maybe(next, 0.5) ? { negativesPropagate: maybe(next, 0.7) } : {}),
    ...(maybe(next, 0.5) ? { clawbacksPropagate: maybe(next, 0.3) } : {}),
    ...randomModifiers(scene, null, 'periods'),
  }
}

function randomBonus(scene: Scene): ComponentJson {
  const { next } = scene
  const metric = pick(next, METRICS)
  const isCount = metric.endsWith('_count') || metric === 'active_customers'
  const window = randomWindow(next)
  return {
    type: 'bonus', amount: randomAmount(scene), metric, window, threshold: isCount ? 1 + upTo(next, 4) : threshold(scene) || 1,
    repeats: window === 'lifetime' ? 'once' : pick(next, ['once', 'every_period']),
  }
}

/** Rates of its own, caps and a floor. `pays`: a rate, an amount, amounts of so many levels, or no table of rates at all. */
function randomModifiers(scene: Scene, pays: 'rate' | 'amount' | number | null, capsOf: 'events' | 'clicks' | 'periods' = 'events') {
  const { next } = scene
  const caps = Array.from({ length: 1 + upTo(next, 1) }, () => randomCap(scene, capsOf))
  return {
    ...(pays !== null && maybe(next, 0.25) ? { rates: Array.from({ length: 1 + upTo(next, 2) }, () => randomRow(scene, pays)) } : {}),
    ...(maybe(next, 0.25) ? { caps } : {}),
    ...(maybe(next, 0.15) ? { floor: randomAmount(scene) } : {}),
  }
}

/** Clicks are of no customer; what is paid by period cannot be counted, nor capped for less than a month. */
function randomCap(scene: Scene, of: 'events' | 'clicks' | 'periods'): CapJson {
  const { next } = scene
  const per = pick(next, of === 'events' ? (['customer', 'affiliate', 'plan'] as const) : (['affiliate', 'plan'] as const))
  const isCount = of === 'events' || (of === 'clicks' && per === 'affiliate') ? maybe(next, 0.5) : false
  return {
    ...(per === 'affiliate' && maybe(next, 0.5) ? {} : { per }), window: pick(next, of === 'periods' ? ['month', 'lifetime'] : ['day', 'week', 'month', 'lifetime']),
    ...(maybe(next, 0.7) ? { action: pick(next, ['reject', 'zero'] as const) } : {}), ...(isCount ? { count: 1 + upTo(next, 3) } : { amount: randomAmount(scene) }),
  }
}

function randomRow(scene: Scene, pays: 'rate' | 'amount' | number): RateRowJson {
  const { next } = scene
  const narrowed = pick(next, [
    { countries: some(next, COUNTRIES) }, { brands: some(next, BRANDS) }, { products: some(next, PRODUCTS) }, { trackers: some(next, TRACKERS) }, { devices: some(next, DEVICES) },
    { countries: some(next, COUNTRIES), brands: some(next, BRANDS) },
  ])
  if (pays === 'rate') return { ...narrowed, rate: randomRate(next) }
  if (pays === 'amount') return { ...narrowed, amount: randomAmount(scene) }
  let amount = 0
  return { ...narrowed, amounts: Array.from({ length: pays }, () => (amount = inMinor(scene, amount + randomAmount(scene)))) }
}

function randomDeductions({ next }: Scene): DeductionJson[] {
  if (maybe(next, 0.4)) return []
  const all: DeductionJson[] = [
    { name: 'Tax', kind: 'tax', base: 'gross_revenue', rate: '16.5', whenNegative: 'clamp' },
    { name: 'Admin', kind: 'admin_fee', base: 'running_net', rate: '20' },
    { name: 'Cash', kind: 'payment_fee', base: 'deposit_plus_withdrawal', rate: '2.25' },
    { name: 'Bonus', kind: 'bonus', base: 'bonus' },
    { name: 'Games', kind: 'provider_fee', base: 'supplied' },
    { name: 'Card', kind: 'payment_fee', base: 'deposit', fixed: 1, countries: ['MT', 'BR'] },
    { name: 'Goods', kind: 'cost_of_goods', base: 'sale', rate: '33.3333', products: [PRODUCTS[0] ?? ''] },
    { name: 'Wagers', kind: 'platform_fee', base: 'wager', rate: '0.5' },
  ]
  return some(next, all)
}

function randomRate(next: Random): string {
  return pick(next, ['0', '5', '10', '12.25', '25', '33.3333', '40', '50', '100', '0.0001'])
}

/** An amount of terms, in major units and as fine as the minor unit. */
function randomAmount(scene: Scene): number {
  return inMinor(scene, pick(scene.next, [1, 2, 2.5, 5, 7.77, 10, 12.345, 20, 50]))
}

function threshold(scene: Scene): number {
  const amount = inMinor(scene, pick(scene.next, [5, 10, 20, 49.99, 50, 100]))
  scene.thresholds.push(amount)
  return amount
}

function inMinor({ digits }: Scene, amount: number): number {
  return Math.max(1, Math.round(amount * 10 ** digits)) / 10 ** digits
}

/** An instant of the months that the history is of; often one that stands next to a boundary, or where others stand. */
function randomInstant({ next, zone, start }: Scene): number {
  const month = monthAfter(start, upTo(next, MONTHS - 1))
  const kind = pick(next, ['any', 'any', 'day', 'first', 'last'])
  if (kind === 'first') return monthStart(month, zone)
  if (kind === 'last') return monthEnd(month, zone) - 1
  const day = addDays(monthStart(month, zone), upTo(next, 30))
  return kind === 'day' ? day : day + Math.floor(next() * 86_400_000)
}

function randomHistory(scene: Scene, versions: readonly Version[], now: number, firstId: number): History {
  const { next } = scene
  const customers = Array.from({ length: 1 + upTo(next, 4) }, (_, n) => randomCustomer(scene, firstId + n))
  const events = randomEvents(scene, customers, upTo(next, 60), firstId).filter(({ at }) => at <= now)
  const from = Math.min(...versions.map(({ effectiveFrom }) => effectiveFrom), monthStart(scene.start, scene.zone))
  const pause = [randomInstant(scene), randomInstant(scene)].sort((a, b) => a - b)
  const [paused, resumed] = [pause[0] ?? from, pause[1] ?? from]
  const coverage = maybe(next, 0.6) || paused <= from || resumed <= paused ? [{ from, until: null }] : [{ from, until: paused }, { from: resumed, until: maybe(next, 0.5) ? null : resumed + 40 * 86_400_000 }]
  return { coverage, customers, events, clicks: randomClicks(scene, now), recruits: randomRecruits(scene, now) }
}

function randomCustomer(scene: Scene, n: number): Customer {
  const { next, zone, start } = scene
  const registeredAt = maybe(next, 0.5) ? monthStart(start, zone) - upTo(next, 5) * 86_400_000 : randomInstant(scene)
  return {
    id: id(100 + n), brand: pick(next, BRANDS), product: pick(next, [null, ...PRODUCTS]), tracker: pick(next, TRACKERS), device: pick(next, [null, ...DEVICES]),
    registeredAt, clickedAt: maybe(next, 0.7) ? registeredAt - upTo(next, 3) * 86_400_000 : null, country: pick(next, [null, ...COUNTRIES, ...COUNTRIES]), isVerified: maybe(next, 0.8),
    revShareExcluded: maybe(next, 0.05), cpaExcluded: maybe(next, 0.05),
  }
}

function randomEvents(scene: Scene, customers: readonly Customer[], count: number, firstId: number): Event[] {
  const { next } = scene
  const events: Event[] = []
  for (let n = firstId; n < firstId + count; n += 1) {
    const earlier = events.length > 0 && maybe(next, 0.15) ? pick(next, events) : null
    const at = earlier?.at ?? randomInstant(scene)
    const refundable = events.filter(({ refunds, sale, deposit, type }) => refunds === null && type !== 'chargeback' && (sale > 0n || (sale === 0n && deposit > 0n)))
    const isRefund = refundable.length > 0 && maybe(next, 0.15)
    events.push(isRefund ? randomRefund(scene, pick(next, refundable), n) : randomEvent(scene, customers, n, at))
  }
  return events
}

const NOTHING = { deposit: 0n, withdrawal: 0n, wager: 0n, sale: 0n, bonus: 0n, gross: 0n, deductions: [], refunds: null, suppliedRevShare: 0n, suppliedCpa: 0n, suppliedFixed: 0n }

/** Names that do not ascend with time. */
function nameOf(next: Random, n: number): string {
  return `${pick(next, ['a', 'b', 'Z'])}${n}`
}

function randomEvent(scene: Scene, customers: readonly Customer[], n: number, at: number): Event {
  const { next } = scene
  const customer = maybe(next, 0.95) ? pick(next, customers) : null
  const common = {
    ...NOTHING,
    id: id(1000 + n), externalId: nameOf(next, n), at, brand: customer?.brand ?? pick(next, BRANDS), product: pick(next, [customer?.product ?? null, ...PRODUCTS]),
    customer: customer?.id ?? null, tracker: customer?.tracker ?? pick(next, TRACKERS), country: pick(next, [customer?.country ?? null, ...COUNTRIES, null]),
    revShareExcluded: customer?.revShareExcluded ?? false, cpaExcluded: customer?.cpaExcluded ?? false,
  }
  const amount = randomMicros(scene)
  const minor = roundedToMinor(scene, amount)
  switch (pick(next, ['deposit', 'deposit', 'revenue', 'revenue', 'revenue', 'sale', 'sale', 'wager', 'withdrawal', 'mixed', 'negative_sale', 'chargeback', 'supplied'])) {
    case 'deposit': return { ...common, type: 'deposit', deposit: minor }
    case 'revenue': return { ...common, type: 'revenue', gross: maybe(next, 0.35) ? -amount : amount, bonus: maybe(next, 0.2) ? amount / 7n : 0n, deductions: maybe(next, 0.2) ? [{ name: ' games', amount: amount / 10n }] : [] }
    case 'sale': return { ...common, type: 'sale', sale: minor }
    case 'wager': return { ...common, type: 'wager', wager: amount }
    case 'withdrawal': return { ...common, type: 'withdrawal', withdrawal: amount }
    case 'mixed': return { ...common, type: 'revenue', deposit: minor, gross: amount / 3n, sale: roundedToMinor(scene, amount / 2n), wager: amount * 2n }
    case 'negative_sale': return { ...common, type: 'sale', sale: -minor }
    case 'chargeback': return { ...common, type: 'chargeback', deposit: -roundedToMinor(scene, amount / 4n), gross: -amount / 9n }
    default: return { ...common, type: 'revenue', gross: amount, sale: minor, ...pick(next, [{ suppliedRevShare: 123n }, { suppliedCpa: BigInt(1 + upTo(next, 4_000)) }, { suppliedFixed: 77n }]) }
  }
}

function randomRefund(scene: Scene, original: Event, n: number): Event {
  const { next } = scene
  const paid = original.sale > 0n ? original.sale : original.deposit
  const amount = pick(next, [paid, paid / 2n, paid / 3n, paid * 2n, 1_000_000n])
  const at = original.at + upTo(next, 60) * 86_400_000
  return { ...original, ...NOTHING, id: id(1000 + n), externalId: nameOf(next, n), at, type: pick(next, ['refund', 'chargeback']), refunds: { event: original.id, amount: roundedToMinor(scene, amount) } }
}

/** Millionths, positive; often exactly a threshold, or next to one. */
function randomMicros(scene: Scene): bigint {
  const { next, thresholds, digits } = scene
  const unit = 10n ** BigInt(6 - digits)
  if (thresholds.length === 0 || maybe(next, 0.5)) return BigInt(1 + Math.floor(next() * 120_000_000))
  const exact = BigInt(Math.round(pick(next, thresholds) * 1_000_000))
  const beside = exact + pick(next, [0n, 0n, unit, -unit, 1n, -1n])
  return beside > 0n ? beside : unit
}

function roundedToMinor({ digits }: Scene, amount: bigint): bigint {
  const unit = 10n ** BigInt(6 - digits)
  const rounded = (amount / unit) * unit
  return rounded > 0n ? rounded : unit
}

function randomClicks(scene: Scene, now: number): Clicks[] {
  const { next, zone } = scene
  const clicks = Array.from({ length: upTo(next, 12) }, (): Clicks => {
    const lastAt = randomInstant(scene)
    return {
      day: dayOf(lastAt, zone), lastAt, brand: pick(next, BRANDS), product: pick(next, [null, ...PRODUCTS]), tracker: pick(next, TRACKERS), country: pick(next, [null, ...COUNTRIES]),
      device: pick(next, [null, ...DEVICES]), versionId: id(1), unique: upTo(next, 4), repeated: upTo(next, 3), invalid: upTo(next, 2),
    }
  })
  return clicks.filter(({ lastAt }) => lastAt <= now).sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
}

/** Clicks come by day, then by what they have in common. */
function orderOf({ day, brand, product, tracker, country, device }: Clicks): string {
  return [day, brand, product, tracker, country, device].join(' ')
}

function randomRecruits(scene: Scene, now: number): Recruit[] {
  const { next, zone } = scene
  return Array.from({ length: upTo(next, 3) }, (_, n) => {
    const joinedAt = maybe(next, 0.5) ? monthStart(scene.start, zone) + upTo(next, 3) * 86_400_000 : randomInstant(scene)
    const first = monthOf(joinedAt, zone)
    const periods = Array.from({ length: upTo(next, 4) }, (_, month): RecruitPeriod => {
      const period = monthAfter(first, month)
      const [commission, revenueShare] = [BigInt(Math.floor(next() * 8_000) - 2_000), BigInt(Math.floor(next() * 4_000) - 1_500)]
      return {
        period, from: Math.max(joinedAt, monthStart(period, zone)), commission: commission + revenueShare, revenueShare,
        clawbacks: maybe(next, 0.4) ? -BigInt(upTo(next, 900)) : 0n, revenueShareClawbacks: maybe(next, 0.3) ? -BigInt(upTo(next, 400)) : 0n,
        netRevenue: BigInt(Math.floor((next() - 0.3) * 90_000_000)), qualified: upTo(next, 3), lastAt: monthEnd(period, zone) - 1 - upTo(next, 1_000_000),
      }
    })
    // One recruit may be there at two levels.
    return { id: id(500 + upTo(next, n)), level: 1 + upTo(next, 2), joinedAt, periods: periods.filter(({ lastAt, from }) => lastAt <= now && lastAt >= from) }
  })
}
