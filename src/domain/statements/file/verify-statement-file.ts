import { checkChains, type Filed } from './check-chain.ts'
import { checkLineProof, checkLines } from './check-lines.ts'
import { checkBalances, checkKeys, checkSeal } from './check-seal.ts'
import { readFile } from './file-shape.ts'
import { type Check, CHECKS, type Finding, Findings, type NamedLine } from './finding.ts'
import { fingerprintOfKey, hashOfDocument } from './portable-hash.ts'
import { type Hex, LINE_PROOF_FORMAT, type LineProof, type StatementFile } from './statement-file.ts'

export interface VerifyOptions {
  /** The fingerprint of a key that the reader knows to be the program's: that one, or one it vouches for, must have signed. */
  readonly trustedKey?: Hex | undefined
}

/** What a verification says about several files together. */
export interface FilesVerification {
  /** None of the findings is `wrong`. */
  readonly ok: boolean
  readonly findings: readonly Finding[]
  /** What was looked at, in this order, and whether it is as it was sealed. */
  readonly checks: readonly { readonly check: Check; readonly ok: boolean }[]
  /** What the files say they are, in their order; null where one could not be read. */
  readonly files: readonly (FileFacts | null)[]
}

export interface FileFacts {
  readonly kind: 'statement' | 'line'
  readonly file: StatementFile | LineProof
  /** Of the statement: what a paper of it shows. */
  readonly hash: Hex
  /** Of the key that signed; null when the file does not hold it. */
  readonly fingerprint: Hex | null
}

/** Checks one file; see `verifyStatementFiles`. */
export function verifyStatementFile(file: unknown, options: VerifyOptions = {}): readonly Finding[] {
  return verifyStatementFiles([file], options).findings
}

/**
 * Checks statement files and proofs of lines, each by itself and statements of one affiliate as a chain. Asks nobody: everything is worked
 * out from the files (as JSON.parse gives them). Runs in browsers and in Node from this source.
 */
export function verifyStatementFiles(values: readonly unknown[], { trustedKey }: VerifyOptions = {}): FilesVerification {
  const read = values.map((value, index) => ({ ...readFile(value), findings: new Findings(index), value }))
  const filed: (Filed & { readonly file: StatementFile | LineProof })[] = []
  for (const { file, misfits, findings, value } of read) {
    if (file !== null) filed.push({ file, findings })
    else for (const place of misfits.slice(0, MISFITS_TOLD)) findings.wrong('not_readable', { place }, lineAt(place, value))
  }
  for (const { file, findings } of filed) checkFile(file, trustedKey, findings)
  checkChains(filed)
  const findings = read.flatMap((each) => each.findings.found)
  return { ok: findings.every(({ severity }) => severity !== 'wrong'), findings, checks: checksOf(filed, findings), files: read.map(({ file }) => file && factsOf(file)) }
}

/** Of a file of another form everything may be wrong. */
const MISFITS_TOLD = 100

function checkFile(file: StatementFile | LineProof, trustedKey: Hex | undefined, findings: Findings): void {
  if (file.format === LINE_PROOF_FORMAT) checkLineProof(file, findings)
  else checkLines(file, findings)
  checkBalances(file.statement, findings)
  checkSeal(file, findings)
  checkKeys(file, trustedKey, findings)
}

/** The line that an unreadable place is in. */
function lineAt(place: string, value: unknown): NamedLine[] {
  const index = /^lines\.(\d+)/.exec(place)?.[1]
  if (index === undefined) return []
  return [{ position: Number(index) + 1, transferId: transferIdOf(value, Number(index)) }]
}

function transferIdOf(value: unknown, index: number): string {
  const lines: unknown = memberOf(value, 'lines')
  const id: unknown = Array.isArray(lines) ? memberOf(memberOf(lines[index], 'line'), 'transferId') : undefined
  return typeof id === 'string' ? id : ''
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined
}

function checksOf(filed: readonly Filed[], findings: readonly Finding[]): FilesVerification['checks'] {
  const done = Object.entries(CHECKS).map(([check, codes]) => {
    const known: readonly string[] = codes
    return { check: check as Check, ok: findings.every(({ severity, code }) => severity !== 'wrong' || !known.includes(code)) }
  })
  return done.filter(({ check }) => (check === 'chain' ? filed.length > 1 : check === 'shape' || filed.length > 0))
}

function factsOf(file: StatementFile | LineProof): FileFacts {
  const signer = file.keys.find(({ id }) => id === file.seal.keyId)
  return {
    kind: file.format === LINE_PROOF_FORMAT ? 'line' : 'statement', file, hash: hashOfDocument(file.statement),
    fingerprint: signer === undefined ? null : fingerprintOfKey(signer.publicKey),
  }
}
