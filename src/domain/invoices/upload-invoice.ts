import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { minorFromNumberExact } from '../money/amounts.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { requireOwn } from '../programs/require-own.ts'
import { sha256 } from '../statements/sealing/sha256.ts'
import { type AffiliateInvoice, readAffiliateInvoice } from './affiliate-invoice.ts'
import { type InvoicedAmounts, matchInvoice } from './match-invoice.ts'

export interface NewAffiliateInvoice {
  readonly affiliateId: Uuid
  readonly statementId: Uuid
  readonly number: string
  /** A day: `2026-11-30`. */
  readonly issuedOn: string
  /** Major units. */
  readonly net: number
  readonly vat: number
  readonly total: number
  readonly currency: string
  readonly fileName?: string | null | undefined
  /** A PDF, in base64. */
  readonly content?: string | null | undefined
}

const CONFLICTS = { affiliate_invoice_number: 'number', affiliate_invoice_statement: 'statementId' }
const LARGEST_FILE_BYTES = 5 * 1024 * 1024
/** Lengths of the base64 text of the largest file, with its padding. */
export const LONGEST_FILE_TEXT = Math.ceil(LARGEST_FILE_BYTES / 3) * 4
const PDF_MAGIC = Buffer.from('%PDF-')

/**
 * Takes an affiliate's invoice for one of its sealed statements, and compares the two. Throws `affiliate_unknown`, `statement_unknown`,
 * `state_conflict` (nothing to invoice, or self-billed), `already_exists` (the number; the statement has one that was not rejected) and
 * `invalid_request` (amounts, content).
 */
export async function uploadInvoice(tx: Tx, clock: Clock, author: Omit<Author, 'now'>, input: NewAffiliateInvoice): Promise<AffiliateInvoice> {
  const { programId, actor } = author
  const now = programNow(await ownProgram(tx, programId), clock)
  const amounts = { currency: input.currency, netMinor: readAmount('net', input), vatMinor: readAmount('vat', input), totalMinor: readAmount('total', input) }
  const content = readFile(input.content ?? null)
  await requireOwn(tx, programId, 'affiliate', input.affiliateId, 'affiliate_unknown', 'affiliateId')
  const differences = matchInvoice(amounts, await requireStatement(tx, programId, input))
  const id: Uuid = newId()
  await namingConflicts(CONFLICTS, () =>
    tx.all(
      build.insertInto('affiliate_invoice').values({
        program_id: programId, id, affiliate_id: input.affiliateId, statement_id: input.statementId, number: input.number, number_folded: foldNumber(input.number),
        issued_on: input.issuedOn, currency: amounts.currency, net_minor: amounts.netMinor, vat_minor: amounts.vatMinor, total_minor: amounts.totalMinor,
        differences, file_name: input.fileName ?? null, content, content_hash: content === null ? null : sha256(content), created_by: actor, recorded_at: now,
      }),
    ),
  )
  const subject = { programId, subjectType: 'affiliate_invoice', subjectId: id, now }
  await recordAudit(tx, { ...subject, actor, action: 'affiliate_invoice.uploaded', details: auditedFields(input) })
  await recordEvent(tx, { ...subject, kind: 'invoice.uploaded', affiliateId: input.affiliateId, payload: { number: input.number, statementId: input.statementId, differences } })
  return readAffiliateInvoice(tx, programId, id)
}

/** A number is one however it is typed: without case and marks. */
function foldNumber(number: string): string {
  return number.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function readAmount(field: 'net' | 'vat' | 'total', input: NewAffiliateInvoice): bigint {
  const minor = minorFromNumberExact(input[field], input.currency)
  if (minor === null || minor < 0n) throw invalid(field, 'invalid_amount', `Expected an amount of ${input.currency} that is not negative and not finer than its minor unit.`)
  return minor
}

function readFile(content: string | null): Buffer | null {
  if (content === null) return null
  const bytes = Buffer.from(content, 'base64')
  if (bytes.toString('base64') !== content) throw invalid('content', 'invalid_base64', 'Expected base64.')
  if (!bytes.subarray(0, PDF_MAGIC.length).equals(PDF_MAGIC)) throw invalid('content', 'not_a_pdf', 'Expected a PDF file.')
  return bytes
}

function invalid(path: string, code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path, code, message }] })
}

async function requireStatement(tx: Tx, programId: Uuid, { affiliateId, statementId }: NewAffiliateInvoice): Promise<InvoicedAmounts> {
  const [statement] = await tx.sql<InvoicedAmounts & { isSelfBilled: boolean }>({
    name: 'statement-to-invoice',
    text: `select s.currency, s.net_minor as "netMinor", s.vat_minor as "vatMinor",
                  exists (select from invoice i where i.program_id = $1 and i.statement_id = s.id) as "isSelfBilled"
             from statement s join period p on p.program_id = $1 and p.name = s.period_name and p.status = 'sealed'
            where s.program_id = $1 and s.id = $2 and s.affiliate_id = $3`,
    values: [programId, statementId, affiliateId],
  })
  if (statement === undefined) throw new DomainError('statement_unknown', { errors: [{ path: 'statementId', code: 'statement_unknown', message: 'There is no such sealed statement of this affiliate.' }] })
  if (statement.isSelfBilled) throw new DomainError('state_conflict', { message: 'The statement has a self-billed invoice.' })
  if (statement.netMinor <= 0n) throw new DomainError('state_conflict', { message: 'The statement has nothing to invoice: nothing was earned in its period.' })
  return statement
}

function auditedFields({ content, fileName: _fileName, ...fields }: NewAffiliateInvoice): object {
  return { ...fields, hasContent: content !== null && content !== undefined }
}
