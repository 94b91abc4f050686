import { MerkleFrontier, pathOf, rootOfPath } from './merkle-rules.ts'
import { sha256 } from './sha256.ts'

const HASH_BYTES = 32

/** The hash of a leaf: SHA-256 of a zero byte and the leaf, so that no leaf can stand for a node (RFC 6962 §2.1). Texts are UTF-8. */
export function leafHash(leaf: string | Uint8Array): Buffer {
  return sha256(typeof leaf === 'string' ? `\0${leaf}` : Buffer.concat([LEAF_PREFIX, leaf]))
}

const LEAF_PREFIX = Buffer.of(0)

// One for all nodes: it is filled and read without anything in between.
const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1)

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  node.set(left, 1)
  node.set(right, 1 + HASH_BYTES)
  return sha256(node)
}

/** The root of no leaves at all: SHA-256 of nothing. */
export const EMPTY_ROOT: Buffer = sha256('')

/** A Merkle tree over any number of leaf hashes in the memory of one path: `add` them in their order, then ask for the `root`. */
export class MerkleTree {
  readonly #frontier = new MerkleFrontier(nodeHash, EMPTY_ROOT)

  get count(): number {
    return this.#frontier.count
  }

  /** Adds the hash of a leaf (`leafHash`). */
  add(leaf: Uint8Array): void {
    this.#frontier.add(leaf)
  }

  root(): Buffer {
    return Buffer.from(this.#frontier.root())
  }
}

/** The root over leaf hashes in this order. */
export function merkleRoot(leaves: Iterable<Uint8Array>): Buffer {
  const tree = new MerkleTree()
  for (const leaf of leaves) tree.add(leaf)
  return tree.root()
}

/** The hashes that lead from one leaf to the root, from the bottom: what somebody with only this leaf needs to recompute it. */
export function inclusionPath(leaves: readonly Uint8Array[], index: number): Buffer[] {
  return pathOf(nodeHash, leaves, index).map((beside) => Buffer.from(beside))
}

export interface Inclusion {
  /** The hash of the leaf. */
  readonly leaf: Uint8Array
  readonly index: number
  /** Of all leaves. */
  readonly count: number
  readonly path: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** Whether a leaf stands at its place in a tree of `count` leaves with this root. */
export function verifyInclusion({ leaf, index, count, path, root }: Inclusion): boolean {
  const found = rootOfPath(nodeHash, leaf, index, count, path)
  return found !== null && Buffer.compare(found, root) === 0
}
