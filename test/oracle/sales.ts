import { addMonths, monthOf } from './calendar.ts'
import { type Case, componentIn, type Known } from './events.ts'
import { Fraction, smaller } from './fraction.ts'
import type { RateRowJson, SaleJson } from './model.ts'
import { rowFor } from './modifiers.ts'
import type { Pay } from './pay.ts'

/** What sales earn, each by itself, and what their refunds take back; under caps that comes off the sale itself. */
export function sales(input: Case, key: string): Pay[] {
  const entering = input.events.filter((known) => enters(known, componentOf(known, key)))
  return entering.flatMap((known) => {
    const component = componentOf(known, key)
    if (component === undefined) return []
    const others = known.customer === null ? [known] : entering.filter(({ customer }) => customer === known.customer)
    const earned = earns(input, component, known, others)
    const takings = takenBack(input, known, earned)
    if ((component.caps ?? []).length > 0) return [payAt(input, known, known, takings.reduce((left, { amount }) => left - amount, earned))]
    return [payAt(input, known, known, earned), ...takings.map(({ refund, amount }) => payAt(input, known, refund, -amount))]
  })
}

function payAt(input: Case, sale: Known, { at }: Known, amount: bigint): Pay {
  return { versionId: sale.version.id, at, name: sale.event.externalId, period: monthOf(at, input.program.timeZone), brand: sale.event.brand, customer: sale.event.customer, amount }
}

/** What each refund takes back: all of them together the refunded part of what was earned, never more than all of it. */
function takenBack({ events }: Case, sale: Known, earned: bigint): { readonly refund: Known; readonly amount: bigint }[] {
  const paidOf = (known: Known) => (sale.sale.isPositive ? known.sale : known.deposit)
  let [refunded, taken] = [Fraction.ZERO, 0n]
  return events.filter(({ original }) => original === sale).map((refund) => {
    refunded = refunded.minus(paidOf(refund))
    const inAll = Fraction.of(earned).times(smaller(refunded, paidOf(sale))).over(paidOf(sale)).rounded(0)
    const amount = inAll - taken
    taken = inAll
    return { refund, amount }
  })
}

function componentOf(known: Known, key: string): SaleJson | undefined {
  return componentIn(known.version, key, 'percent_of_sale') ?? componentIn(known.version, key, 'fixed_per_sale')
}

function enters(known: Known, component: SaleJson | undefined): boolean {
  if (component === undefined || known.original !== null || known.sale.isZero) return false
  if (component.type === 'fixed_per_sale') return known.sale.isPositive && known.suppliedFixed === 0n
  return !known.revShareExcluded && known.suppliedRevShare === 0n
}

/** What a sale earns among the customer's sales, in minor units. A negative one has the terms of the sale before it. */
function earns(input: Case, component: SaleJson, known: Known, others: readonly Known[]): bigint {
  const counted = others.filter(({ sale }) => sale.isPositive)
  const upToThis = others.slice(0, others.indexOf(known) + 1).filter(({ sale }) => sale.isPositive).length
  const ordinal = Math.max(1, upToThis)
  const recurring = typeof component.recurring === 'boolean' ? { firstOnly: !component.recurring } : (component.recurring ?? {})
  if (recurring.firstOnly === true && ordinal > 1) return 0n
  if (recurring.count !== undefined && ordinal > recurring.count) return 0n
  const first = counted[0]
  if (recurring.months !== undefined && first !== undefined && known.at >= addMonths(first.at, recurring.months)) return 0n
  const row = rowFor(component.rates, factsOf(known))
  if (component.type === 'fixed_per_sale') return Fraction.decimal(row?.amount ?? component.amount).rounded(input.digits)
  return known.sale.times(Fraction.percent(rateAt(component, row, ordinal))).rounded(input.digits)
}

export function factsOf({ event, customer }: Known) {
  return {
    country: event.country ?? customer?.country ?? null, brand: event.brand, product: event.product ?? customer?.product ?? null, tracker: event.tracker, device: customer?.device ?? null,
  }
}

function rateAt(component: Extract<SaleJson, { type: 'percent_of_sale' }>, row: RateRowJson | undefined, ordinal: number): string {
  const flat = row?.rate ?? component.rate
  if (flat !== undefined) return flat
  let covered = 0
  for (const { rate, count } of component.steps ?? []) {
    covered += count ?? Number.POSITIVE_INFINITY
    if (ordinal <= covered) return rate
  }
  return '0'
}
