/** Joins two hashes to the one above them. */
export type Combine = (left: Uint8Array, right: Uint8Array) => Uint8Array

/**
 * The tree of RFC 6962 §2.1, grown leaf by leaf: it keeps only the roots of the full subtrees so far, one for each bit of their number.
 * Which hash function it is says `combine`; runs in browsers too.
 */
export class MerkleFrontier {
  readonly #combine: Combine
  readonly #emptyRoot: Uint8Array
  /** From the largest to the smallest. */
  readonly #subtrees: Uint8Array[] = []
  #count = 0

  constructor(combine: Combine, emptyRoot: Uint8Array) {
    this.#combine = combine
    this.#emptyRoot = emptyRoot
  }

  get count(): number {
    return this.#count
  }

  /** Adds the hash of a leaf, after all before it. */
  add(leaf: Uint8Array): void {
    let subtree = leaf
    // As in adding one to a binary number: every one that is set carries.
    for (let carry = this.#count; carry % 2 === 1; carry = (carry - 1) / 2) {
      subtree = this.#combine(this.#subtrees.pop() ?? subtree, subtree)
    }
    this.#subtrees.push(subtree)
    this.#count += 1
  }

  /** The root of what was added so far; more can be added afterwards. */
  root(): Uint8Array {
    return this.#subtrees.reduceRight<Uint8Array | undefined>((right, left) => (right === undefined ? left : this.#combine(left, right)), undefined) ?? this.#emptyRoot
  }
}

/** The hashes beside the way from a leaf up to the root, from the bottom (RFC 6962 §2.1.1). Throws a `RangeError` without such a leaf. */
export function pathOf(combine: Combine, leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index} of ${leaves.length}`)
  const path: Uint8Array[] = []
  let level = leaves
  for (let position = index; level.length > 1; position = Math.floor(position / 2)) {
    const sibling = level[position % 2 === 0 ? position + 1 : position - 1]
    // The last of an odd number goes up as it is.
    if (sibling !== undefined) path.push(sibling)
    level = levelAbove(combine, level)
  }
  return path
}

function levelAbove(combine: Combine, level: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = []
  for (let position = 0; position < level.length; position += 2) {
    const [left, right] = [level[position], level[position + 1]]
    if (left !== undefined) above.push(right === undefined ? left : combine(left, right))
  }
  return above
}

/** The root that a leaf and its path lead to; null: a tree of `count` leaves has no such path at `index`. */
export function rootOfPath(combine: Combine, leaf: Uint8Array, index: number, count: number, path: readonly Uint8Array[]): Uint8Array | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(count) || index < 0 || index >= count) return null
  const beside = [...path]
  let hash = leaf
  for (let position = index, width = count; width > 1; position = Math.floor(position / 2), width = Math.ceil(width / 2)) {
    if (position % 2 === 0 && position === width - 1) continue
    const sibling = beside.shift()
    if (sibling === undefined) return null
    hash = position % 2 === 0 ? combine(hash, sibling) : combine(sibling, hash)
  }
  return beside.length === 0 ? hash : null
}
