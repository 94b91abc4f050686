import type { Because } from '../../src/domain/commissions/explanation.ts'

/** Amounts as fractions of 10^-12 of a major unit, which is what a millionth times a rate of parts per million is exact in. */
const SCALE = 12

/** The amount, count or rate of a node: amounts in 10^-12, rates in parts per million. */
function valueOf(node: Because | undefined): bigint {
  switch (node?.value.as) {
    case 'amount': return node.value.units * 10n ** BigInt(SCALE - node.value.scale)
    case 'count': return node.value.count
    case 'rate': return node.value.ratePpm
    default: return 0n
  }
}

function roundTo(scale: number, exact: bigint): bigint {
  return divided(exact, 10n ** BigInt(SCALE - scale)) * 10n ** BigInt(SCALE - scale)
}

/** Half away from zero. */
function divided(numerator: bigint, denominator: bigint): bigint {
  const twice = 2n * (numerator < 0n ? -numerator : numerator) + denominator
  const magnitude = twice / (2n * denominator)
  return numerator < 0n ? -magnitude : magnitude
}

class Tree {
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
  value(name: string): bigint {
    return valueOf(this.#nodes.find((node) => node.name === name))
  }
  sum(...names: string[]): bigint {
    return this.#nodes.reduce((sum, node) => (names.includes(node.name) ? sum + valueOf(node) : sum), 0n)
  }
  below(name: string): Tree {
    return new Tree(this.#nodes.find((node) => node.name === name)?.because)
  }
}

const PPM = 1_000_000n

/** What each node that comes from others comes to, exactly; rounded where the node is. */
const NODES: Readonly<Record<string, (tree: Tree) => bigint>> = {
  saleEarns: (of) => (isBeyondCount(of) ? 0n : of.has('rate') ? of.value('beforeRounding') : of.value('amountPerSale')),
  slice: (of) => (of.value('amount') * of.value('rate')) / PPM,
  share: (of) => (of.has('earnedByWholeMetric') ? (of.value('earnedByWholeMetric') * of.value('base')) / of.value('metric') : of.has('rate') ? (of.value('base') * of.value('rate')) / PPM : of.sum('slice')),
  earnedByWholeMetric: (of) => of.sum('slice'),
  payableShare: (of) => { const rest = of.value('shareOfCustomer') - of.value('advance'); return rest > 0n ? rest : 0n },
  levelWorth: (of) => { const rest = of.value('levelAmount') - of.value('amountOfLowerLevels'); const own = rest - of.value('suppliedByCaller'); return own > 0n ? own : 0n },
  paidClicks: (of) => of.value('amountPerClick') * of.value('uniqueClicks'),
  recruitShare: (of) => (of.has('negativeShare') ? 0n : of.sum('partOfPeriod')),
  negativeShare: (of) => of.sum('partOfPeriod'),
  partOfPeriod: (of) => (of.has('monthsEndedAt') ? 0n : of.has('qualifiedCustomers') ? of.value('qualifiedCustomers') * of.value('amountPerCustomer') : (of.sum('commission', 'revenueShare', 'netRevenue', 'clawbacks') * of.value('rate')) / PPM),
}

/** Only the first sales of a customer, or those of its first months, earn. */
function isBeyondCount(of: Tree): boolean {
  const most = of.has('firstSaleOnly') ? 1n : of.has('salesCounted') ? of.value('salesCounted') : null
  return of.has('isInTime') || (most !== null && of.value('saleNumber') > most)
}

/** Nodes that do not come to what they come from, in the whole tree: none, where an explanation is sound. */
export function unsoundNodes(nodes: readonly Because[]): string[] {
  return nodes.flatMap((node) => {
    const below = unsoundNodes(node.because ?? [])
    const evaluate = NODES[node.name]
    if (evaluate === undefined || node.value.as !== 'amount' || node.because === undefined) return below
    const [shown, recomputed] = [valueOf(node), roundTo(node.value.scale, evaluate(new Tree(node.because)))]
    return shown === recomputed ? below : [...below, `${node.name} ${shown} ≠ ${recomputed}`]
  })
}

/** What an award is worth by its leaves, in minor units of a currency with two digits. */
export function worthOf(leaves: readonly Because[]): bigint {
  // An award that is no more has none.
  if (leaves.length === 0) return 0n
  const exact = cutToCap(new Tree(leaves), uncut(leaves))
  return divided(exact, 10n ** BigInt(SCALE - 2))
}

function uncut(leaves: readonly Because[]): bigint {
  const of = new Tree(leaves)
  if (of.has('originalCommission')) return of.value('takenBackBefore') - of.value('takenBackAfter')
  if (of.has('saleEarns')) return of.value('saleEarns') + of.value('takenBackByRefunds')
  if (of.has('levelWorth')) return of.value('levelWorth') - of.value('paidBefore')
  if (of.has('shareAfterCarryIn')) return of.value('shareAfterCarryIn') - of.value('shareOfPeriod')
  if (of.has('carryover')) return -of.value('shareOfPeriod')
  if (of.has('shareBefore')) return of.value('shareAfter') - of.value('shareBefore')
  if (of.has('payableShare')) return of.value('payableShare') - of.value('payableBefore')
  if (of.has('share')) return of.value('share') - of.value('earnedBefore')
  if (of.has('floor')) return of.value('floor') - of.value('earned')
  if (of.has('bonus')) return of.value('bonus')
  if (of.has('beforeRounding')) return of.value('beforeRounding')
  if (of.has('daysOfPeriod')) return feeOf(leaves, of.value('daysOfPeriod'))
  if (of.has('reason')) return 0n
  if (of.has('amountPerRegistration')) return of.value('amountPerRegistration')
  if (of.has('day')) return of.sum('paidClicks', 'paidInPart')
  throw new Error(`leaves of nothing known: ${leaves.map(({ name }) => name).join(', ')}`)
}

function feeOf(leaves: readonly Because[], days: bigint): bigint {
  const parts = leaves.filter(({ name }) => name === 'amountPerPeriod')
  return parts.reduce((sum, node) => sum + (new Tree(node.because).isTrue('proration') ? (valueOf(node) * new Tree(node.because).value('coveredDays')) / days : valueOf(node)), 0n)
}

/** A cap leaves what is left of its amount; one by count leaves nothing. */
function cutToCap(of: Tree, amount: bigint): bigint {
  if (!of.has('beforeCap')) return amount
  const cap = of.below('cap')
  if (of.value('beforeCap') !== amount) throw new Error('a cap of something else')
  const left = cap.value('most') - cap.value('usedBefore')
  return left < 10n ** 6n ? 0n : left
}
