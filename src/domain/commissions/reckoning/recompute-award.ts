import { divideHalfAwayFromZero } from '../../money/amounts.ts'
import { minorDigits } from '../../money/currencies.ts'
import { PPM } from '../../money/rates.ts'
import type { Because } from '../explanation.ts'

/** What an award is worth by its leaves, in minor units, worked out without looking at what was posted; null when they contradict each other. */
export function recomputeAward(leaves: readonly Because[], currency: string): bigint | null {
  // An award that is no more has none.
  if (leaves.length === 0) return 0n
  if (leaves.some(isUnsound)) return null
  const of = new Leaves(leaves)
  const minor = unitsOf(minorDigits(currency))
  const uncut = uncutWorth(of, minor)
  const worth = uncut === null ? null : cutToCap(of, divideHalfAwayFromZero(uncut, minor) * minor)
  return worth === null ? null : worth / minor
}

/** Amounts are added up as 10^-12 of a major unit, which is what a millionth times parts per million comes to exactly. */
const EXACT_SCALE = 12

function unitsOf(scale: number): bigint {
  return 10n ** BigInt(EXACT_SCALE - scale)
}

/** Nodes side by side, looked up by name. */
class Leaves {
  readonly #nodes: readonly Because[]

  constructor(nodes: readonly Because[] = []) {
    this.#nodes = nodes
  }

  has(name: string): boolean {
    return this.#nodes.some((node) => node.name === name)
  }

  isTrue(name: string): boolean {
    return this.#nodes.some(({ name: own, value }) => own === name && value.as === 'fact' && value.fact === true)
  }

  /** Of the first; 0 where there is none. */
  value(name: string): bigint {
    return valueOf(this.#nodes.find((node) => node.name === name))
  }

  sum(...names: string[]): bigint {
    return this.#nodes.reduce((sum, node) => (names.includes(node.name) ? sum + valueOf(node) : sum), 0n)
  }

  named(name: string): readonly Because[] {
    return this.#nodes.filter((node) => node.name === name)
  }
}

/** Amounts in 10^-12, rates in parts per million, counts as they are. */
function valueOf(node: Because | undefined): bigint {
  switch (node?.value.as) {
    case 'amount': return node.value.units * unitsOf(node.value.scale)
    case 'count': return node.value.count
    case 'rate': return node.value.ratePpm
    default: return 0n
  }
}

/** Whether a node, or one below it, is something else than what it comes from. */
function isUnsound(node: Because): boolean {
  const { name, value, because } = node
  if (because === undefined) return false
  const evaluate = value.as === 'amount' ? NODES[name] : undefined
  if (evaluate !== undefined && value.as === 'amount') {
    const units = unitsOf(value.scale)
    if (valueOf(node) !== divideHalfAwayFromZero(evaluate(new Leaves(because), valueOf(node)), units) * units) return true
  }
  return because.some(isUnsound)
}

/** What nodes come to by what is below them, before they are rounded. */
const NODES: Readonly<Record<string, (of: Leaves, shown: bigint) => bigint>> = {
  saleEarns: saleOf,
  slice: (of) => (of.value('amount') * of.value('rate')) / PPM,
  share: shareOf,
  earnedByWholeMetric: (of) => of.sum('slice'),
  payableShare: (of) => atLeastZero(of.value('shareOfCustomer') - of.value('advance')),
  levelWorth: levelOf,
  paidClicks: (of) => of.value('amountPerClick') * of.value('uniqueClicks'),
  recruitShare: (of) => (of.has('negativeShare') ? 0n : of.sum('partOfPeriod')),
  negativeShare: (of) => of.sum('partOfPeriod'),
  partOfPeriod: recruitPartOf,
  beforeRounding: (of) => of.sum('recruitShare', 'otherRecruits'),
}

function saleOf(of: Leaves): bigint {
  if (isBeyondCount(of)) return 0n
  if (of.has('rate')) return (of.value('saleAmount') * of.value('rate')) / PPM
  return of.value('saleAmount') > 0n ? of.value('amountPerSale') : 0n
}

/** Only the first sales of a customer, or those of its first months, earn. */
function isBeyondCount(of: Leaves): boolean {
  const number = of.value('saleNumber')
  return of.has('isInTime') || (of.has('firstSaleOnly') && number > 1n) || (of.has('salesCounted') && number > of.value('salesCounted'))
}

/** Base × rate, slice by slice, or the base's part of what the whole metric earns. */
function shareOf(of: Leaves): bigint {
  if (of.has('earnedByWholeMetric')) return of.value('metric') === 0n ? 0n : (of.value('earnedByWholeMetric') * of.value('base')) / of.value('metric')
  return of.has('rate') ? (of.value('base') * of.value('rate')) / PPM : of.sum('slice')
}

/** The level less those below it and what was supplied; one that was lost, or that another version pays by now, is worth nothing. */
function levelOf(of: Leaves, shown: bigint): bigint {
  if (shown === 0n) return 0n
  const owed = (cumulative: bigint) => atLeastZero(cumulative - of.value('suppliedByCaller'))
  return owed(of.value('levelAmount')) - owed(of.value('amountOfLowerLevels'))
}

function recruitPartOf(of: Leaves): bigint {
  if (of.has('monthsEndedAt')) return 0n
  if (of.has('qualifiedCustomers')) return of.value('qualifiedCustomers') * of.value('amountPerCustomer')
  return (of.sum('commission', 'revenueShare', 'netRevenue', 'clawbacks') * of.value('rate')) / PPM
}

function atLeastZero(amount: bigint): bigint {
  return amount > 0n ? amount : 0n
}

/** What the leaves come to before caps; null where they are of nothing that is known. */
function uncutWorth(of: Leaves, minor: bigint): bigint | null {
  if (of.has('originalCommission')) return takenBack(of, minor, 'refundedBefore') - takenBack(of, minor, 'refundedAfter')
  if (of.has('saleEarns')) return of.value('saleEarns') + of.value('takenBackByRefunds')
  if (of.has('levelWorth')) return of.sum('levelWorth') - of.sum('paidBefore')
  if (of.has('shareAfterCarryIn')) return of.value('shareAfterCarryIn') - of.value('shareOfPeriod')
  if (of.has('carryover')) return -of.value('shareOfPeriod')
  if (of.has('shareBefore')) return of.value('shareAfter') - of.value('shareBefore')
  if (of.has('payableShare')) return of.value('payableShare') - of.value('payableBefore')
  if (of.has('share')) return of.value('share') - of.value('earnedBefore')
  if (of.has('floor')) return of.value('floor') - of.value('earned')
  if (of.has('bonus')) return of.value('bonus')
  if (of.has('beforeRounding')) return of.value('beforeRounding')
  if (of.has('daysOfPeriod')) return feeOf(of)
  if (of.has('reason')) return 0n
  if (of.has('amountPerRegistration')) return of.value('amountPerRegistration')
  return of.has('day') ? of.sum('paidClicks', 'paidInPart') : null
}

/** What refunds take of a commission: its part of what was paid, never more than all of it, rounded to the minor unit. */
function takenBack(of: Leaves, minor: bigint, name: 'refundedBefore' | 'refundedAfter'): bigint {
  const [paid, refunded] = [of.value('paid'), of.value(name)]
  if (paid === 0n || refunded <= 0n) return 0n
  return divideHalfAwayFromZero(of.value('originalCommission') * (refunded < paid ? refunded : paid), paid * minor) * minor
}

/** Amounts by their days, over all versions together; one that is not prorated is paid in full. */
function feeOf(of: Leaves): bigint {
  const parts = of.named('amountPerPeriod').map((node) => ({ amount: valueOf(node), of: new Leaves(node.because) }))
  const full = parts.find((part) => !part.of.isTrue('proration') && parts.length === 1)
  if (full !== undefined) return full.amount
  return parts.reduce((sum, part) => sum + part.amount * part.of.value('coveredDays'), 0n) / of.value('daysOfPeriod')
}

/** A cap leaves what is left of its amount; one by count leaves nothing. Null: the leaves are of another amount than what it cut. */
function cutToCap(of: Leaves, amount: bigint): bigint | null {
  const [cap] = of.named('cap')
  if (cap === undefined || !of.has('beforeCap')) return amount
  if (of.value('beforeCap') !== amount) return null
  const limit = cap.because ?? []
  const isCount = limit.some(({ name, value }) => name === 'most' && value.as === 'count')
  return isCount ? 0n : new Leaves(limit).value('most') - new Leaves(limit).value('usedBefore')
}
