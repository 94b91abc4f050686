import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { issueInvoices, STATEMENTS_MAX, type StatementToInvoice } from '../invoices/issue-invoices.ts'
import { minorToFixedText } from '../money/amounts.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import type { Program } from '../programs/read-program.ts'
import { canonicalJson } from '../statements/sealing/canonical-json.ts'
import { leafHash, merkleRoot } from '../statements/sealing/merkle.ts'
import { sha256 } from '../statements/sealing/sha256.ts'
import { ensureSigningKey, sign } from '../statements/sealing/signing-keys.ts'
import type { PeriodSealDocument } from '../statements/statement-document.ts'
import { periodDocument } from '../statements/write-statements.ts'
import { formatInstant } from '../time/instant.ts'
import { type ListedPeriod, readPeriod } from './period.ts'

/**
 * Seals a period that was reviewed, for good: the Merkle root over its statements, chained to the seal before, signed. A sealed period is
 * answered as it is. Throws `not_found` and `state_conflict` (not calculated yet, or one before it is not sealed).
 */
export async function sealPeriod(tx: Tx, { clock, secretBox }: { readonly clock: Clock; readonly secretBox: SecretBox }, { programId, actor }: Omit<Author, 'now'>, name: string): Promise<ListedPeriod> {
  const program = await ownProgram(tx, programId)
  const now = programNow(program, clock)
  await tx.sql({ text: 'select name from period where program_id = $1 and name = $2 for no key update', values: [programId, name] })
  const period = await readPeriod(tx, programId, name, now)
  if (period.status === 'sealed') return period
  if (period.status !== 'review') throw new DomainError('state_conflict', { message: `The period is ${period.status}: it is sealed after its review.` })
  const previous = await previousSeal(tx, programId, period)
  await issueAllInvoices(tx, program, period, now)
  const key = await ensureSigningKey(tx, secretBox, programId, { actor, now })
  const text = canonicalJson(await composeSeal(tx, program, period, { previous, keyId: key.id, now }))
  await tx.count({
    text: `insert into period_seal (program_id, period_name, document, hash, key_id, signature, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [programId, name, text, sha256(text), key.id, sign(key, Buffer.from(text)), now],
  })
  await tx.count({ text: `update period set status = 'sealed', sealed_by = $3, sealed_at = $4 where program_id = $1 and name = $2`, values: [programId, name, actor, now] })
  const details = { period: name, hash: sha256(text).toString('hex') }
  await recordAudit(tx, { programId, actor, now, action: 'period.sealed', subjectType: 'period', subjectId: null, details })
  await recordEvent(tx, { programId, now, kind: 'period.sealed', subjectType: 'period', subjectId: name, payload: details })
  return readPeriod(tx, programId, name, now)
}

/** Invoices are of the same moment as the seal: there is no sealed statement without what it is invoiced by. */
async function issueAllInvoices(tx: Tx, program: Program, period: ListedPeriod, now: Date): Promise<void> {
  const statements = await tx.sql<StatementToInvoice>({
    text: `select s.id as "statementId", s.affiliate_id as "affiliateId", s.net_minor as "baseMinor", s.vat_minor as "vatMinor", -s.withheld_minor as "withheldMinor"
             from statement s where s.program_id = $1 and s.period_name = $2
              and exists (select from tax_profile t where t.program_id = $1 and t.affiliate_id = s.affiliate_id) order by s.affiliate_id`,
    values: [program.id, period.name],
  })
  for (let at = 0; at < statements.length; at += STATEMENTS_MAX) await issueInvoices(tx, program, period, statements.slice(at, at + STATEMENTS_MAX), now)
}

/** The hash of the seal before, in hex; null for the first. Periods are sealed in their order: each seal holds the one before. */
async function previousSeal(tx: Tx, programId: Uuid, period: ListedPeriod): Promise<string | null> {
  const [before] = await tx.sql<{ name: string; hash: Buffer | null }>({
    text: `select p.name, s.hash from period p left join period_seal s on s.program_id = $1 and s.period_name = p.name
            where p.program_id = $1 and p.ends_at <= $2 order by p.ends_at desc limit 1`,
    values: [programId, period.startsAt],
  })
  if (before !== undefined && before.hash === null) throw new DomainError('state_conflict', { message: `Periods are sealed in their order: the next one is ${before.name}.` })
  return before?.hash?.toString('hex') ?? null
}

interface SealedStatement {
  readonly hash: Buffer
  readonly lines: number
  readonly opening: bigint
  readonly closing: bigint
}

async function composeSeal(
  tx: Tx, program: Program, period: ListedPeriod, { previous, keyId, now }: { readonly previous: string | null; readonly keyId: Uuid; readonly now: Date },
): Promise<PeriodSealDocument> {
  const statements = await tx.sql<SealedStatement>({
    text: `select hash, lines, opening_pending_minor + opening_payable_minor as opening, closing_pending_minor + closing_payable_minor as closing
             from statement where program_id = $1 and period_name = $2 order by affiliate_id`,
    values: [program.id, period.name],
  })
  const [book] = await tx.sql<{ sequence: bigint; seal: Buffer }>({
    text: 'select sequence, seal from ledger_seal where program_id = $1 and sequence <= $2 order by sequence desc limit 1',
    values: [program.id, period.cutSequence],
  })
  const sum = (of: (statement: SealedStatement) => bigint) => minorToFixedText(statements.reduce((total, statement) => total + of(statement), 0n), program.currency)
  return {
    format: 'fairshare-period/1',
    programId: program.id,
    isTest: program.is_test,
    period: periodDocument(period, program.time_zone),
    currency: program.currency,
    previous,
    statements: { count: statements.length, root: merkleRoot(statements.map(({ hash }) => leafHash(hash))).toString('hex') },
    totals: { opening: sum(({ opening }) => opening), closing: sum(({ closing }) => closing), lines: statements.reduce((count, { lines }) => count + lines, 0) },
    book: { sequence: String(book?.sequence ?? 0n), seal: book?.seal.toString('hex') ?? '' },
    keyId,
    sealedAt: formatInstant(now),
  }
}
