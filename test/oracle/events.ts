import { monthOf, monthStart } from './calendar.ts'
import { Fraction } from './fraction.ts'
import type { ComponentJson, Customer, DeductionJson, Event, History, Program, Version } from './model.ts'

const DIGITS = { JPY: 0, EUR: 2, KWD: 3 } as const
const MICRO_DIGITS = 6

/** How many digits the currency's minor unit has. */
export function digitsOf(currency: string): number {
  const digits = DIGITS[currency as keyof typeof DIGITS]
  if (digits === undefined) throw new RangeError(`the oracle does not know ${currency}`)
  return digits
}

/** An event with everything worked out. Amounts are signed, in major units. */
export interface Known {
  readonly event: Event
  readonly customer: Customer | null
  readonly version: Version
  readonly isTakenBack: boolean
  /** The sale that a refund takes back from. */
  readonly original: Known | null
  readonly deposit: Fraction
  readonly withdrawal: Fraction
  readonly wager: Fraction
  readonly sale: Fraction
  readonly gross: Fraction
  readonly net: Fraction
  /** Where it stands among the others; a refund has its own place here. */
  readonly at: number
  /** When it counts: a refund counts with its sale. */
  readonly countsAt: number
  readonly period: string
  readonly revShareExcluded: boolean
  readonly cpaExcluded: boolean
  readonly suppliedRevShare: bigint
  readonly suppliedCpa: bigint
  readonly suppliedFixed: bigint
}

/** Everything that one plan has to look at. */
export interface Case {
  readonly program: Program
  readonly digits: number
  readonly versions: readonly Version[]
  readonly history: History
  readonly customers: ReadonlyMap<string, Customer>
  /** In canonical order. */
  readonly events: readonly Known[]
  readonly now: number
  /** All affiliates of the plan, this one too: for caps that count over all of them. */
  readonly all: readonly Case[]
}

/** The cases of a plan's affiliates. */
export function openCases(program: Program, versions: readonly Version[], histories: readonly History[], now: number): Case[] {
  const all: Case[] = []
  for (const history of histories) all.push({ ...openCase(program, versions, history, now), all })
  return all
}

/** Time, then brand, then external id. */
export function compareEvents(a: Event, b: Event): number {
  return a.at - b.at || (a.brand < b.brand ? -1 : a.brand > b.brand ? 1 : 0) || (a.externalId < b.externalId ? -1 : a.externalId > b.externalId ? 1 : 0)
}

function openCase(program: Program, versions: readonly Version[], history: History, now: number): Omit<Case, 'all'> {
  const customers = new Map(history.customers.map((customer) => [customer.id, customer]))
  const ordered = [...history.events].sort(compareEvents)
  const known = new Map<string, Known>()
  for (const event of ordered) if (event.refunds === null) known.set(event.id, knownSale(program, versions, customers, event))
  const taken = new Map<string, bigint>()
  for (const event of ordered) {
    if (event.refunds === null) continue
    const original = known.get(event.refunds.event)
    if (original !== undefined) known.set(event.id, knownRefund(event, original, event.refunds.amount, taken))
  }
  const events = ordered.flatMap(({ id }) => known.get(id) ?? [])
  return { program, digits: digitsOf(program.currency), versions, history, customers, events, now }
}

function knownSale(program: Program, versions: readonly Version[], customers: ReadonlyMap<string, Customer>, event: Event): Known {
  const customer = event.customer === null ? null : (customers.get(event.customer) ?? null)
  return {
    event,
    customer,
    version: versionFor(program, versions, customer?.registeredAt ?? event.at, event.at),
    isTakenBack: event.type === 'refund' || event.type === 'chargeback',
    original: null,
    deposit: micros(event.deposit),
    withdrawal: micros(event.withdrawal),
    wager: micros(event.wager),
    sale: micros(event.sale),
    gross: micros(event.gross),
    net: netOf(program.deductions, event),
    at: event.at,
    countsAt: event.at,
    period: monthOf(event.at, program.timeZone),
    revShareExcluded: event.revShareExcluded,
    cpaExcluded: event.cpaExcluded,
    suppliedRevShare: event.suppliedRevShare,
    suppliedCpa: event.suppliedCpa,
    suppliedFixed: event.suppliedFixed,
  }
}

/** A refund takes the refunded share of every amount of its sale away, never more than all. */
function knownRefund(event: Event, original: Known, wanted: bigint, taken: Map<string, bigint>): Known {
  const paid = original.event.sale > 0n ? original.event.sale : original.event.deposit
  const before = taken.get(original.event.id) ?? 0n
  const after = before + wanted > paid ? paid : before + wanted
  taken.set(original.event.id, after)
  const ofMicros = (amount: Fraction) => takenOf(amount, MICRO_DIGITS)
  const takenOf = (amount: Fraction, digits: number) => {
    const upTo = (refunded: bigint) => Fraction.of(amount.times(Fraction.of(refunded, paid)).rounded(digits), 10n ** BigInt(digits))
    return upTo(before).minus(upTo(after))
  }
  const ofMinor = (amount: bigint) => takenOf(Fraction.of(amount), 0).numerator
  return {
    ...original,
    event,
    isTakenBack: true,
    original,
    deposit: ofMicros(original.deposit),
    withdrawal: Fraction.ZERO,
    wager: Fraction.ZERO,
    sale: ofMicros(original.sale),
    gross: ofMicros(original.gross),
    net: ofMicros(original.net),
    at: event.at,
    revShareExcluded: original.revShareExcluded || original.suppliedRevShare !== 0n,
    suppliedRevShare: ofMinor(original.suppliedRevShare),
    suppliedCpa: ofMinor(original.suppliedCpa),
    suppliedFixed: ofMinor(original.suppliedFixed),
  }
}

export function micros(amount: bigint): Fraction {
  return Fraction.of(amount, 10n ** BigInt(MICRO_DIGITS))
}

/** From gross to net: one deduction after the other, each rounded to a millionth. */
export function netOf(deductions: readonly DeductionJson[], event: Event): Fraction {
  let net = micros(event.gross)
  for (const deduction of deductions) {
    if (deduction.countries !== undefined && !deduction.countries.some((country) => country === event.country)) continue
    if (deduction.products !== undefined && !deduction.products.some((product) => product === event.product)) continue
    net = net.minus(deducted(deduction, event, net))
  }
  return net
}

function deducted(deduction: DeductionJson, event: Event, net: Fraction): Fraction {
  const base = baseOfDeduction(deduction, event, net)
  if (deduction.fixed !== undefined) return base?.isZero === true ? Fraction.ZERO : Fraction.decimal(deduction.fixed)
  if (base === null || (base.isNegative && deduction.whenNegative === 'clamp')) return Fraction.ZERO
  const rate = Fraction.percent(deduction.rate ?? '100')
  return micros(base.times(rate).rounded(MICRO_DIGITS))
}

function baseOfDeduction(deduction: DeductionJson, event: Event, net: Fraction): Fraction | null {
  if (deduction.base === undefined) return null
  const amounts = {
    gross_revenue: () => micros(event.gross),
    running_net: () => net,
    deposit: () => micros(event.deposit),
    withdrawal: () => micros(event.withdrawal),
    deposit_plus_withdrawal: () => micros(event.deposit).plus(micros(event.withdrawal)),
    wager: () => micros(event.wager),
    sale: () => micros(event.sale),
    bonus: () => micros(event.bonus),
    supplied: () => micros(event.deductions.filter(({ name }) => name.trim().toLowerCase() === deduction.name.trim().toLowerCase()).reduce((total, { amount }) => total + amount, 0n)),
  }
  return amounts[deduction.base]()
}

/** The version in force at registration (before the first, the first), unless a newer one reaches the event. */
export function versionFor(program: Pick<Program, 'timeZone'>, versions: readonly Version[], registeredAt: number, at: number): Version {
  const oldestFirst = [...versions].sort((a, b) => a.effectiveFrom - b.effectiveFrom || versions.indexOf(a) - versions.indexOf(b))
  const reaching = oldestFirst.filter((version) => {
    if (version.effectiveFrom <= registeredAt) return true
    if (version.appliesTo === 'from_date') return version.effectiveFrom <= at
    if (version.appliesTo === 'all_open') return monthStart(monthOf(version.effectiveFrom, program.timeZone), program.timeZone) <= at
    return false
  })
  const chosen = reaching.at(-1) ?? oldestFirst[0]
  if (chosen === undefined) throw new Error('a plan has a version')
  return chosen
}

/** The components of a version by key: `cpa`, and `cpa.2` for the second of its type. */
export function keyed(version: Version): Map<string, ComponentJson> {
  const counts = new Map<string, number>()
  const components = new Map<string, ComponentJson>()
  for (const component of version.components) {
    const ordinal = (counts.get(component.type) ?? 0) + 1
    counts.set(component.type, ordinal)
    components.set(ordinal === 1 ? component.type : `${component.type}.${ordinal}`, component)
  }
  return components
}

/** The component of a key in a version; undefined where it has none of that key. */
export function componentIn<Type extends ComponentJson['type']>(version: Version, key: string, type: Type): Extract<ComponentJson, { type: Type }> | undefined {
  const found = keyed(version).get(key)
  return found?.type === type ? (found as Extract<ComponentJson, { type: Type }>) : undefined
}
