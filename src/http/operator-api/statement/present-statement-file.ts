import { z } from 'zod'
import { LINE_PROOF_FORMAT, STATEMENT_FILE_FORMAT } from '../../../domain/statements/file/statement-file.ts'
import { SECTIONS } from '../../../domain/statements/statement-document.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

// The file is what is sealed, to the letter, so its amounts are texts.

const hash = z.string().regex(/^[0-9a-f]{64}$/).meta({ description: 'SHA-256, in hex.' })
const amount = z.string().meta({ examples: ['12.50'] })
const period = z.strictObject({ name: z.string().meta({ examples: ['2026-11'] }), from: answeredInstant, until: answeredInstant, timeZone: z.string() })
const balance = z.strictObject({ pending: amount, payable: amount, total: amount })

const statementDocument = z
  .strictObject({
    format: z.literal('fairshare-statement/1'),
    id: answeredId,
    programId: answeredId,
    affiliateId: answeredId,
    isTest: z.boolean(),
    period,
    currency: z.string(),
    previous: hash.nullable().meta({ description: "The hash of the affiliate's statement before; null for its first." }),
    opening: balance,
    commissions: z.array(z.strictObject({ component: z.string(), brandId: answeredId.nullable(), productId: answeredId.nullable(), lines: z.int(), amount })),
    carryover: z.strictObject({ in: amount, out: amount }),
    adjustments: amount,
    tax: z.strictObject({ vat: amount, withheld: amount }),
    payouts: z.strictObject({ sent: amount, returned: amount }),
    matured: amount,
    closing: balance,
    lines: z.strictObject({ count: z.int(), root: hash }),
  })
  .meta({ id: 'StatementDocument', description: 'Hashed as canonical JSON (RFC 8785).' })

const periodSeal = z
  .strictObject({
    format: z.literal('fairshare-period/1'),
    programId: answeredId,
    isTest: z.boolean(),
    period,
    currency: z.string(),
    previous: hash.nullable().meta({ description: 'The hash of the seal of the period before.' }),
    statements: z.strictObject({ count: z.int(), root: hash }),
    totals: z.strictObject({ opening: amount, closing: amount, lines: z.int() }),
    book: z.strictObject({ sequence: z.string(), seal: z.string() }),
    keyId: answeredId,
    sealedAt: answeredInstant,
  })
  .meta({ id: 'PeriodSeal', description: 'Signed as canonical JSON (RFC 8785).' })

const inclusion = z.strictObject({ index: z.int(), path: z.array(hash) }).meta({ id: 'Inclusion', description: 'Where a leaf stands in a Merkle tree (RFC 6962), and the hashes from there to its root.' })
const signature = z.string().regex(/^[0-9a-f]{128}$/).meta({ description: 'Ed25519, in hex.' })

const line = z.strictObject({
  leaf: hash,
  line: z.strictObject({
    transferId: answeredId,
    section: z.enum(SECTIONS),
    kind: z.string(),
    amount,
    account: z.enum(['pending', 'payable']),
    occurredAt: answeredInstant,
    recordedAt: answeredInstant,
    relatesToPeriod: z.string().nullable(),
    causeType: z.string(),
    causeId: answeredId,
    component: z.string().nullable(),
    brandId: answeredId.nullable(),
    productId: answeredId.nullable(),
    customerId: answeredId.nullable(),
    transactionId: answeredId.nullable(),
    exchange: z.strictObject({ amount, currency: z.string(), rate: z.string(), source: z.string(), from: answeredInstant }).nullable().meta({ description: 'Of a payout in another currency.' }),
  }),
}).meta({ id: 'FiledLine' })

const sealed = {
  statement: statementDocument,
  inclusion,
  seal: z.strictObject({ document: periodSeal, keyId: answeredId, signature }),
  keys: z.array(z.strictObject({ id: answeredId, publicKey: z.string().regex(/^[0-9a-f]{64}$/).meta({ description: 'Ed25519, raw, in hex.' }), endorsement: z.strictObject({ keyId: answeredId, signature }).nullable() })),
}

export const statementFileAnswer = z.strictObject({ format: z.literal(STATEMENT_FILE_FORMAT), ...sealed, lines: z.array(line) }).meta({ id: 'StatementFile' })

export const lineProofAnswer = z.strictObject({ format: z.literal(LINE_PROOF_FORMAT), ...sealed, line, lineInclusion: inclusion }).meta({ id: 'LineProof' })
