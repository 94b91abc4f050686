import { vouchers } from './check-seal.ts'
import type { Findings } from './finding.ts'
import { fingerprintOfKey, hashOfDocument } from './portable-hash.ts'
import type { Hex, SealedStatement } from './statement-file.ts'

/** A statement among several, with where to tell what is found. */
export interface Filed {
  readonly file: SealedStatement
  readonly findings: Findings
}

/** Statements of one affiliate follow one another: each names the hash of the one before and opens with what that closed with. */
export function checkChains(filed: readonly Filed[]): void {
  for (const chain of Map.groupBy(filed, ({ file }) => `${file.statement.programId} ${file.statement.affiliateId}`).values()) {
    const inOrder = chain.toSorted((a, b) => compare(a.file.statement.period.from, b.file.statement.period.from))
    inOrder.forEach((later, index) => {
      const earlier = inOrder[index - 1]
      if (earlier !== undefined) checkLink(earlier.file, later)
    })
  }
}

function checkLink(earlier: SealedStatement, { file: later, findings }: Filed): void {
  const [before, after] = [earlier.statement, later.statement]
  const hash = hashOfDocument(before)
  if (before.period.name === after.period.name) {
    if (hash !== hashOfDocument(after)) findings.wrong('statement_twice', { period: after.period.name })
    return
  }
  if (after.previous !== hash) findings.wrong('previous_differs', { period: before.period.name, stated: after.previous ?? '–', found: hash })
  for (const part of ['pending', 'payable', 'total'] as const) {
    if (after.opening[part] !== before.closing[part]) findings.wrong('opening_differs', { period: before.period.name, part, stated: after.opening[part], found: before.closing[part] })
  }
  // Of periods that follow each other the seals do, too; between others there are seals that are not here.
  const sealHash = hashOfDocument(earlier.seal.document)
  if (before.period.until === after.period.from && later.seal.document.previous !== sealHash) {
    findings.wrong('seal_previous_differs', { period: before.period.name, stated: later.seal.document.previous ?? '–', found: sealHash })
  }
  checkKeyChange(earlier, later, findings)
}

function checkKeyChange(earlier: SealedStatement, later: SealedStatement, findings: Findings): void {
  const [before, signer] = [signerOf(earlier), later.keys.find(({ id }) => id === later.seal.keyId)]
  if (before === undefined || signer === undefined) return
  const vouched = vouchers(signer, later.keys, later.statement.programId)
  if (!vouched.includes(before)) findings.warn('key_changed', { before, fingerprint: fingerprintOfKey(signer.publicKey) })
}

function signerOf({ keys, seal }: SealedStatement): Hex | undefined {
  const key = keys.find(({ id }) => id === seal.keyId)
  return key && fingerprintOfKey(key.publicKey)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
