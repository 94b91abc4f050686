import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EMPTY_ROOT, inclusionPath, leafHash, MerkleTree, merkleRoot, verifyInclusion } from '../../../src/domain/statements/sealing/merkle.ts'

// The test tree of Certificate Transparency, whose log this is the hash of.
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) => Buffer.from(hex, 'hex'))
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

describe('a Merkle tree', () => {
  test('of nothing is the hash of nothing', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(merkleRoot([])).toEqual(EMPTY_ROOT)
  })

  test.each(ROOTS.map((root, index) => [index + 1, root] as const))('of the first %i inputs of RFC 6962 has the root of its logs', (count, root) => {
    const tree = new MerkleTree()
    for (const input of INPUTS.slice(0, count)) tree.add(leafHash(input))
    expect(tree.root().toString('hex')).toBe(root)
    expect(tree.count).toBe(count)
  })

  test.each`
    leaf | count | path
    ${0} | ${1}  | ${[]}
    ${0} | ${8}  | ${['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4']}
    ${5} | ${8}  | ${['bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7']}
    ${2} | ${3}  | ${['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']}
    ${1} | ${5}  | ${['6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b']}
  `('proves leaf $leaf of $count by the path of its logs', ({ leaf, count, path }) => {
    expect(inclusionPath(INPUTS.slice(0, count).map(leafHash), leaf).map((hash) => hash.toString('hex'))).toEqual(path)
  })

  test('has the root of its definition, however many leaves, added one by one or asked for in between', () => {
    for (let count = 0; count <= 70; count += 1) {
      const leaves = leavesOf(count)
      expect(merkleRoot(leaves)).toEqual(rootByDefinition(leaves))
    }
    const tree = new MerkleTree()
    leavesOf(40).forEach((leaf, index, all) => {
      tree.add(leaf)
      expect(tree.root()).toEqual(rootByDefinition(all.slice(0, index + 1)))
    })
  })

  test('proves each of its leaves, at its place only', () => {
    for (const count of [1, 2, 3, 5, 8, 13, 33]) {
      const leaves = leavesOf(count)
      const root = merkleRoot(leaves)
      leaves.forEach((leaf, index) => {
        const inclusion = { leaf, index, count, root, path: inclusionPath(leaves, index) }
        expect(verifyInclusion(inclusion)).toBe(true)
        expect(verifyInclusion({ ...inclusion, index: (index + 1) % count })).toBe(count === 1)
        expect(verifyInclusion({ ...inclusion, leaf: leafHash('other') })).toBe(false)
        expect(verifyInclusion({ ...inclusion, path: [...inclusion.path, leaf] })).toBe(false)
        expect(verifyInclusion({ ...inclusion, path: inclusion.path.slice(1) })).toBe(count === 1)
      })
    }
    expect(() => inclusionPath(leavesOf(3), 3)).toThrow(RangeError)
    expect(verifyInclusion({ leaf: leafHash(''), index: 0, count: 0, path: [], root: EMPTY_ROOT })).toBe(false)
  })

  test('changes with any bit of any leaf, and with their order', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 40 }), fc.nat(), fc.string(), (texts, at, other) => {
        const index = at % texts.length
        fc.pre(texts[index] !== other)
        expect(merkleRoot(texts.with(index, other).map(leafHash))).not.toEqual(merkleRoot(texts.map(leafHash)))
      }),
      { numRuns: 200 },
    )
    expect(merkleRoot(['a', 'b'].map(leafHash))).not.toEqual(merkleRoot(['b', 'a'].map(leafHash)))
  })

  test('takes no node for a leaf', () => {
    const [a, b] = [leafHash('a'), leafHash('b')]
    expect(merkleRoot([a, b])).not.toEqual(leafHash(Buffer.concat([a, b])))
    expect(leafHash('ä')).toEqual(leafHash(Buffer.from('ä')))
  })
})

function leavesOf(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => leafHash(`leaf ${index}`))
}

/** RFC 6962 §2.1, word by word. */
function rootByDefinition(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves
  if (first === undefined) return createHash('sha256').digest()
  if (leaves.length === 1) return first
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return createHash('sha256').update(Buffer.of(1)).update(rootByDefinition(leaves.slice(0, split))).update(rootByDefinition(leaves.slice(split))).digest()
}
