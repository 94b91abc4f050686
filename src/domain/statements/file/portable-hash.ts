import { hashes, verify } from '@noble/ed25519'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../sealing/canonical-json.ts'
import { MerkleFrontier, rootOfPath } from '../sealing/merkle-rules.ts'
import type { Hex, Inclusion } from './statement-file.ts'

// What the server does with its own cryptography (sealing/), done again where there may be none: a page opened from a disk has no WebCrypto
// in every browser. The two are held against each other in test/statements/file.

hashes.sha512 = sha512

const LEAF_PREFIX = Uint8Array.of(0)
const NODE_PREFIX = Uint8Array.of(1)

/** SHA-256 of a document's canonical JSON. */
export function hashOfDocument(document: object): Hex {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(document))))
}

/** The leaf of a line: of its canonical JSON. */
export function leafOfLine(line: object): Hex {
  return leafOf(utf8ToBytes(canonicalJson(line)))
}

/** The leaf of a statement in its period: of the bytes of its hash. */
export function leafOfHash(hash: Hex): Hex {
  return leafOf(hexToBytes(hash))
}

function leafOf(content: Uint8Array): Hex {
  return bytesToHex(sha256(concatBytes(LEAF_PREFIX, content)))
}

function combine(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE_PREFIX, left, right))
}

/** The Merkle root over leaves. */
export function rootOfLeaves(leaves: Iterable<Hex>): Hex {
  const tree = new MerkleFrontier(combine, sha256(new Uint8Array()))
  for (const leaf of leaves) tree.add(hexToBytes(leaf))
  return bytesToHex(tree.root())
}

/** The root that a leaf's path leads to; null: there is no such path in a tree of `count` leaves. */
export function rootOfInclusion(leaf: Hex, { index, path }: Inclusion, count: number): Hex | null {
  const root = rootOfPath(combine, hexToBytes(leaf), index, count, path.map((beside) => hexToBytes(beside)))
  return root === null ? null : bytesToHex(root)
}

/** Whether a document's canonical JSON was signed by the private half of a key. */
export function isSigned(document: object, publicKey: Hex, signature: Hex): boolean {
  return verify(hexToBytes(signature), utf8ToBytes(canonicalJson(document)), hexToBytes(publicKey), { zip215: false })
}

/** The name of a public key for people to compare: SHA-256 of its 32 bytes. */
export function fingerprintOfKey(publicKey: Hex): Hex {
  return bytesToHex(sha256(hexToBytes(publicKey)))
}
