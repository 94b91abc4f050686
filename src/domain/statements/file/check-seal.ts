import type { StatementDocument } from '../statement-document.ts'
import { keyDocument } from '../sealing/key-document.ts'
import { sumOf } from './exact-sum.ts'
import type { Findings } from './finding.ts'
import { fingerprintOfKey, hashOfDocument, isSigned, leafOfHash, rootOfInclusion } from './portable-hash.ts'
import type { FiledKey, Hex, SealedStatement } from './statement-file.ts'

/** Opening + what moved = closing, by the statement's own figures. */
export function checkBalances(statement: StatementDocument, findings: Findings): void {
  const { opening, closing, commissions, carryover, adjustments, tax, payouts } = statement
  for (const [name, balance] of [['opening', opening], ['closing', closing]] as const) {
    const sum = sumOf([balance.pending, balance.payable])
    if (!sum.equals(balance.total)) findings.wrong('balance_not_the_sum', { balance: name, stated: balance.total, found: sum.toString() })
  }
  const moved = [...commissions.map(({ amount }) => amount), carryover.in, carryover.out, adjustments, tax.vat, tax.withheld, payouts.sent, payouts.returned]
  const sum = sumOf([opening.total, ...moved])
  if (!sum.equals(closing.total)) findings.wrong('closing_differs', { stated: closing.total, found: sum.toString() })
}

/** The statement is one of its period's, as it was sealed, and the seal is signed. */
export function checkSeal({ statement, inclusion, seal, keys }: SealedStatement, findings: Findings): void {
  const { document } = seal
  for (const field of ['programId', 'isTest', 'currency'] as const) {
    if (statement[field] !== document[field]) findings.wrong('other_period', { field, stated: String(statement[field]), found: String(document[field]) })
  }
  const [own, sealed] = [statement.period, document.period].map((period) => `${period.name} (${period.from} – ${period.until}, ${period.timeZone})`)
  if (own !== sealed) findings.wrong('other_period', { field: 'period', stated: own ?? '', found: sealed ?? '' })
  const root = rootOfInclusion(leafOfHash(hashOfDocument(statement)), inclusion, document.statements.count)
  if (root !== document.statements.root) findings.wrong('statement_not_sealed')
  const key = keys.find(({ id }) => id === seal.keyId)
  if (key === undefined || document.keyId !== seal.keyId) findings.wrong('signing_key_missing', { key: seal.keyId })
  else if (!isSigned(document, key.publicKey, seal.signature)) findings.wrong('signature_wrong', { fingerprint: fingerprintOfKey(key.publicKey) })
}

/** Whose key it is: the one the reader trusts, or one that it vouches for. `trusted`: a fingerprint. */
export function checkKeys({ statement, seal, keys }: SealedStatement, trusted: Hex | undefined, findings: Findings): void {
  for (const key of keys) {
    if (key.endorsement !== null && endorserOf(key, keys, statement.programId) === null) findings.wrong('endorsement_wrong', { key: key.id })
  }
  const signer = keys.find(({ id }) => id === seal.keyId)
  if (signer === undefined) return
  const fingerprint = fingerprintOfKey(signer.publicKey)
  if (trusted === undefined) findings.warn('key_unconfirmed', { fingerprint })
  else if (!vouchers(signer, keys, statement.programId).includes(trusted)) findings.wrong('key_not_trusted', { fingerprint, trusted })
}

/** The fingerprints of a key and of those that vouch for it, one for the next. */
export function vouchers(key: FiledKey, keys: readonly FiledKey[], programId: string): Hex[] {
  const fingerprints: Hex[] = []
  // A key is asked once: files of others may go round in circles.
  const left = new Set(keys)
  for (let current: FiledKey | null = key; current !== null && left.delete(current); current = endorserOf(current, keys, programId)) {
    fingerprints.push(fingerprintOfKey(current.publicKey))
  }
  return fingerprints
}

function endorserOf({ id, publicKey, endorsement }: FiledKey, keys: readonly FiledKey[], programId: string): FiledKey | null {
  if (endorsement === null) return null
  const endorser = keys.find((key) => key.id === endorsement.keyId)
  if (endorser === undefined) return null
  return isSigned(keyDocument({ programId, id, publicKey, endorsedBy: endorser.id }), endorser.publicKey, endorsement.signature) ? endorser : null
}
