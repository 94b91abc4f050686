import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { newId, type Uuid } from '../../../src/domain/ids.ts'
import type { FiledKey, LineProof, StatementFile } from '../../../src/domain/statements/file/statement-file.ts'
import { sumOf } from '../../../src/domain/statements/file/exact-sum.ts'
import { canonicalJson } from '../../../src/domain/statements/sealing/canonical-json.ts'
import { keyDocument } from '../../../src/domain/statements/sealing/key-document.ts'
import { inclusionPath, leafHash, merkleRoot } from '../../../src/domain/statements/sealing/merkle.ts'
import { sha256 } from '../../../src/domain/statements/sealing/sha256.ts'
import { sign } from '../../../src/domain/statements/sealing/signing-keys.ts'
import type { PeriodSealDocument, StatementDocument, StatementLine } from '../../../src/domain/statements/statement-document.ts'

export interface MadeUpKey {
  readonly filed: FiledKey
  readonly privateKey: KeyObject
}

/** A key, vouched for by the one before it. */
export function makeKey(programId: Uuid, before?: MadeUpKey): MadeUpKey {
  const { privateKey, publicKey: half } = generateKeyPairSync('ed25519')
  const id = newId()
  const publicKey = Buffer.from(half.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')
  if (before === undefined) return { filed: { id, publicKey, endorsement: null }, privateKey }
  const signature = sign(before, Buffer.from(canonicalJson(keyDocument({ programId, id, publicKey, endorsedBy: before.filed.id })))).toString('hex')
  return { filed: { id, publicKey, endorsement: { keyId: before.filed.id, signature } }, privateKey }
}

export interface MadeUpPeriod {
  readonly programId: Uuid
  readonly affiliateId: Uuid
  /** 1 to 12, of 2026. */
  readonly month: number
  readonly lines: readonly StatementLine[]
  readonly matured?: string
  readonly before?: StatementFile
  readonly keys: readonly [MadeUpKey, ...MadeUpKey[]]
  /** Other statements of the period, as hashes; this one stands in their middle. */
  readonly others?: number
}

/** A statement file as the server would make it, from lines alone. The last of the keys signs. */
export function makeFile({ programId, affiliateId, month, lines, matured = '0.00', before, keys, others = 4 }: MadeUpPeriod): StatementFile {
  const period = { name: `2026-${pad(month)}`, from: `2026-${pad(month)}-01T00:00:00.000Z`, until: `2026-${pad(month + 1)}-01T00:00:00.000Z`, timeZone: 'UTC' }
  const leaves = lines.map((line) => leafHash(canonicalJson(line)))
  const opening = before?.statement.closing ?? { pending: '0.00', payable: '0.00', total: '0.00' }
  const statement: StatementDocument = {
    format: 'fairshare-statement/1', id: newId(), programId, affiliateId, isTest: true, period, currency: 'EUR',
    previous: before === undefined ? null : hashOf(before.statement), opening, ...sections(lines), matured, closing: closingOf(opening, lines, matured),
    lines: { count: lines.length, root: merkleRoot(leaves).toString('hex') },
  }
  const hashes = Array.from({ length: others }, (_, index) => leafHash(sha256(`other ${index}`))).toSpliced(Math.floor(others / 2), 0, leafHash(Buffer.from(hashOf(statement), 'hex')))
  const index = Math.floor(others / 2)
  const signer = keys[keys.length - 1] ?? keys[0]
  const document: PeriodSealDocument = {
    format: 'fairshare-period/1', programId, isTest: true, period, currency: 'EUR', previous: before === undefined ? null : hashOf(before.seal.document),
    statements: { count: hashes.length, root: merkleRoot(hashes).toString('hex') }, totals: { opening: opening.total, closing: statement.closing.total, lines: lines.length },
    book: { sequence: '42', seal: sha256('book').toString('hex') }, keyId: signer.filed.id, sealedAt: `2026-${pad(month + 1)}-02T10:00:00.000Z`,
  }
  return {
    format: 'fairshare-statement-file/1', statement, lines: lines.map((line, at) => ({ leaf: leaves[at]?.toString('hex') ?? '', line })),
    inclusion: { index, path: inclusionPath(hashes, index).map((hash) => hash.toString('hex')) },
    seal: { document, keyId: signer.filed.id, signature: sign(signer, Buffer.from(canonicalJson(document))).toString('hex') },
    keys: keys.map(({ filed }) => filed),
  }
}

/** The proof of one line of a file. */
export function makeProof({ statement, lines, inclusion, seal, keys }: StatementFile, index: number): LineProof {
  const line = lines[index]
  if (line === undefined) throw new RangeError(`no line ${index}`)
  const path = inclusionPath(lines.map(({ leaf }) => Buffer.from(leaf, 'hex')), index).map((hash) => hash.toString('hex'))
  return { format: 'fairshare-line-proof/1', statement, line, lineInclusion: { index, path }, inclusion, seal, keys }
}

const BRAND = newId()

/** A line of a commission, unless it says otherwise. */
export function makeLine(amount: string, fields: Partial<StatementLine> = {}): StatementLine {
  return {
    transferId: newId(), section: 'commission', kind: 'commission_accrued', amount, account: 'pending', occurredAt: '2026-11-03T10:00:00.000Z',
    recordedAt: '2026-11-03T10:00:01.000Z', relatesToPeriod: null, causeType: 'commission', causeId: newId(), component: 'revenue_share', brandId: BRAND,
    productId: null, customerId: newId(), transactionId: newId(), exchange: null, ...fields,
  }
}

/** A line of a section that is not about a commission. */
export function makeOtherLine(section: StatementLine['section'], amount: string, fields: Partial<StatementLine> = {}): StatementLine {
  return makeLine(amount, { section, account: 'payable', component: null, brandId: null, customerId: null, transactionId: null, ...fields })
}

/** Whether a value, or one inside it, can be reached by these steps; for tests that change one. */
export function pathsOf(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at]
  const members: [string | number, unknown][] = Array.isArray(value) ? value.map((item, index) => [index, item]) : Object.entries(value)
  return members.flatMap(([name, member]) => pathsOf(member, [...at, name]))
}

/** A copy in which one value is another. */
export function changed(value: unknown, [step, ...rest]: readonly (string | number)[], change: (value: unknown) => unknown): unknown {
  if (step === undefined) return change(value)
  if (Array.isArray(value)) return value.with(Number(step), changed(value[Number(step)], rest, change))
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, member]) => [name, name === step ? changed(member, rest, change) : member]))
}

function sections(lines: readonly StatementLine[]): Pick<StatementDocument, 'commissions' | 'carryover' | 'adjustments' | 'tax' | 'payouts'> {
  const of = (section: StatementLine['section'], sign = 0) =>
    sumOf(['0.00', ...lines.filter((line) => line.section === section && (sign === 0 || (Number(line.amount) < 0) === sign < 0)).map(({ amount }) => amount)]).toString()
  const groups = Map.groupBy(lines.filter(({ section }) => section === 'commission'), ({ component, brandId, productId }) => `${component} ${brandId} ${productId}`)
  return {
    commissions: [...groups.values()].map((group) => ({
      component: group[0]?.component ?? '', brandId: group[0]?.brandId ?? null, productId: group[0]?.productId ?? null, lines: group.length, amount: sumOf(group.map(({ amount }) => amount)).toString(),
    })),
    carryover: { in: of('carryover', 1), out: of('carryover', -1) },
    adjustments: of('adjustment'),
    tax: { vat: of('vat'), withheld: of('withheld') },
    payouts: { sent: of('payout', -1), returned: of('payout', 1) },
  }
}

function closingOf(opening: StatementDocument['opening'], lines: readonly StatementLine[], matured: string): StatementDocument['closing'] {
  const part = (account: StatementLine['account']) => sumOf([opening[account], ...lines.filter((line) => line.account === account).map(({ amount }) => amount)])
  const [pending, payable] = [part('pending').subtract(matured).toString(), part('payable').add(matured).toString()]
  return { pending, payable, total: sumOf([pending, payable]).toString() }
}

function hashOf(document: object): string {
  return sha256(canonicalJson(document)).toString('hex')
}

function pad(month: number): string {
  return String(month).padStart(2, '0')
}
