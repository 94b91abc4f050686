import { SECTIONS } from '../statement-document.ts'
import { amount, count, flag, hex, id, listOf, matching, type Misfit, nullable, objectOf, oneOf, type Shape, text } from './shape.ts'
import { LINE_PROOF_FORMAT, type LineProof, STATEMENT_FILE_FORMAT, type StatementFile } from './statement-file.ts'

/** Reads what claims to be a statement file or the proof of a line; answers the places that are not as they must be. */
export function readFile(value: unknown): { readonly file: StatementFile | LineProof; readonly misfits: null } | { readonly file: null; readonly misfits: readonly Misfit[] } {
  const misfits: Misfit[] = []
  const format: unknown = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  const shape = format === LINE_PROOF_FORMAT ? LINE_PROOF : format === STATEMENT_FILE_FORMAT ? STATEMENT_FILE : undefined
  if (shape === undefined) return { file: null, misfits: ['format'] }
  shape(value, '', misfits)
  // The shape is the type, member by member.
  return misfits.length === 0 ? { file: value as StatementFile | LineProof, misfits: null } : { file: null, misfits }
}

const HASH = hex(32)
const SIGNATURE = hex(64)
const INSTANT: Shape = text
const PERIOD = objectOf({ name: text, from: INSTANT, until: INSTANT, timeZone: text })
const BALANCE = objectOf({ pending: amount, payable: amount, total: amount })

const STATEMENT = objectOf({
  format: oneOf('fairshare-statement/1'), id, programId: id, affiliateId: id, isTest: flag, period: PERIOD, currency: text, previous: nullable(HASH),
  opening: BALANCE,
  commissions: listOf(objectOf({ component: text, brandId: nullable(id), productId: nullable(id), lines: count, amount })),
  carryover: objectOf({ in: amount, out: amount }),
  adjustments: amount,
  tax: objectOf({ vat: amount, withheld: amount }),
  payouts: objectOf({ sent: amount, returned: amount }),
  matured: amount,
  closing: BALANCE,
  lines: objectOf({ count, root: HASH }),
})

const LINE = objectOf({
  leaf: HASH,
  line: objectOf({
    transferId: id, section: oneOf(...SECTIONS), kind: text, amount, account: oneOf('pending', 'payable'), occurredAt: INSTANT, recordedAt: INSTANT,
    relatesToPeriod: nullable(text), causeType: text, causeId: id, component: nullable(text), brandId: nullable(id), productId: nullable(id),
    customerId: nullable(id), transactionId: nullable(id),
    exchange: nullable(objectOf({ amount, currency: text, rate: text, source: text, from: INSTANT })),
  }),
})

const INCLUSION = objectOf({ index: count, path: listOf(HASH) })

const SEALED = {
  statement: STATEMENT,
  inclusion: INCLUSION,
  seal: objectOf({
    document: objectOf({
      format: oneOf('fairshare-period/1'), programId: id, isTest: flag, period: PERIOD, currency: text, previous: nullable(HASH),
      statements: objectOf({ count, root: HASH }),
      totals: objectOf({ opening: amount, closing: amount, lines: count }),
      book: objectOf({ sequence: text, seal: matching(/^(?:[0-9a-f]{64})?$/) }),
      keyId: id, sealedAt: INSTANT,
    }),
    keyId: id,
    signature: SIGNATURE,
  }),
  keys: listOf(objectOf({ id, publicKey: HASH, endorsement: nullable(objectOf({ keyId: id, signature: SIGNATURE })) })),
}

const STATEMENT_FILE = objectOf({ format: text, ...SEALED, lines: listOf(LINE) })
const LINE_PROOF = objectOf({ format: text, ...SEALED, line: LINE, lineInclusion: INCLUSION })
