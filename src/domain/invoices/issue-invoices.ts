import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { minorToFixedText } from '../money/amounts.ts'
import { recordEvents } from '../outbox/record-events.ts'
import { readPeriod } from '../periods/period.ts'
import type { Program } from '../programs/read-program.ts'
import { canonicalJson } from '../statements/sealing/canonical-json.ts'
import { sha256 } from '../statements/sealing/sha256.ts'
import { windowKeys } from '../time/calendar-windows.ts'
import { documentOf, type InvoiceFacts, type InvoiceKind, invoiceNumber } from './invoice-document.ts'
import { type LegalEntity, lockLegalEntities, readDefaultEntityId } from './legal-entity.ts'
import { type PostedTax, type TaxAtIssue, taxAtIssue } from './tax-at-issue.ts'
import type { Tax } from './tax-of.ts'
import { readTaxProfileVersions, type TaxProfile } from './tax-profile.ts'

/** A statement that is being sealed. Its base is what is taxed: its commissions, carryover and adjustments. */
export interface StatementToInvoice extends PostedTax {
  readonly statementId: Uuid
  readonly affiliateId: Uuid
}

interface TaxedStatement extends StatementToInvoice, TaxAtIssue {
  readonly hash: Buffer
  readonly currency: string
}

/** Of one call. */
export const STATEMENTS_MAX = 500

/**
 * Keeps the tax of statements that are being sealed, and issues what is self-billed: an invoice for what was earned, a credit note for what
 * came out below zero, nothing for nothing. Numbers are taken under the lock of the legal entity, in this transaction: what is rolled back
 * was never numbered. Statements that it has seen are left as they are, so a repeated call changes nothing. At most 500 at a time.
 */
export async function issueInvoices(tx: Tx, program: Program, period: { readonly name: string }, statements: readonly StatementToInvoice[], now: Date): Promise<void> {
  if (statements.length > STATEMENTS_MAX) throw new DomainError('impossible', { message: `more than ${STATEMENTS_MAX} statements at once` })
  const { firstDay, endDay } = await readPeriod(tx, program.id, period.name, now)
  const versions = await readTaxProfileVersions(tx, program.id, statements.map(({ affiliateId }) => affiliateId), now)
  const taxes = new Map(statements.map((statement) => [statement.statementId, taxAtIssue(versions.get(statement.affiliateId) ?? [], statement)]))
  const entities = await lockIssuers(tx, program.id, taxes.values())
  // Only now: whoever issued for them at the same time has committed.
  const taxed = await keepTaxes(tx, program.id, statements, taxes, now)
  const common = { program, period: { name: period.name, firstDay, endDay }, now, today: windowKeys('day', program.time_zone)(now.getTime()) }
  const invoices = number(taxed, entities).map((facts) => prepare({ ...facts, ...common, id: newId() }))
  await storeInvoices(tx, program.id, invoices)
  await countUp(tx, program.id, invoices)
  await recordEvents(tx, invoices.map((invoice) => issuedEvent(program.id, invoice, now)))
}

/** Those who issue for these profiles, locked; what no profile names issues the default. */
async function lockIssuers(tx: Tx, programId: Uuid, taxes: Iterable<TaxAtIssue>): Promise<Issuers> {
  const selfBilled = [...taxes].flatMap(({ profile }) => (profile?.invoicing === 'self_billed' ? [profile] : []))
  if (selfBilled.length === 0) return { defaultId: undefined, byId: new Map() }
  const defaultId = await readDefaultEntityId(tx, programId)
  const ids = new Set(selfBilled.flatMap(({ legalEntityId }) => legalEntityId ?? defaultId ?? []))
  return { defaultId, byId: new Map((await lockLegalEntities(tx, programId, [...ids])).map((entity) => [entity.id, entity])) }
}

interface Issuers {
  readonly defaultId: Uuid | undefined
  readonly byId: ReadonlyMap<Uuid, LegalEntity>
}

const TAX_COLUMNS = columns(
  `program_id uuid, statement_id uuid, affiliate_id uuid, tax_profile_id uuid, currency text, base_minor bigint, vat_rate_ppm bigint, vat_minor bigint,
   reverse_charge boolean, withholding_rate_ppm bigint, withheld_minor bigint, invoicing text, recorded_at timestamptz`,
)

/** Keeps the tax of those that had none kept, and answers these, in the order of their affiliates. */
async function keepTaxes(tx: Tx, programId: Uuid, statements: readonly StatementToInvoice[], taxes: ReadonlyMap<Uuid, TaxAtIssue>, now: Date): Promise<TaxedStatement[]> {
  const found = await tx.sql<{ id: Uuid; currency: string; hash: Buffer }>({
    name: 'untaxed-statements',
    text: `select s.id, s.currency, s.hash from statement s
            where s.program_id = $1 and s.id = any($2::uuid[]) and not exists (select from statement_tax t where t.program_id = $1 and t.statement_id = s.id)`,
    values: [programId, statements.map(({ statementId }) => statementId)],
  })
  const fresh = new Map(found.map((row) => [row.id, row]))
  const rows = new BulkRows(TAX_COLUMNS)
  const taxed: TaxedStatement[] = []
  for (const statement of [...statements].sort((a, b) => (a.affiliateId < b.affiliateId ? -1 : 1))) {
    const stored = fresh.get(statement.statementId)
    const taken = taxes.get(statement.statementId)
    if (stored === undefined || taken === undefined) continue
    const { profile, tax } = taken
    taxed.push({ ...statement, profile, tax, hash: stored.hash, currency: stored.currency })
    rows.add(
      programId, statement.statementId, statement.affiliateId, profile?.id, stored.currency, statement.baseMinor, tax.vatRatePpm, tax.vatMinor,
      tax.isReverseCharge, tax.withholdingRatePpm, tax.withheldMinor, profile?.invoicing ?? 'none', now,
    )
  }
  // Of what nobody numbers two calls at once may keep the same.
  await rows.insertInto(tx, 'statement_tax', 'on conflict do nothing')
  return taxed
}

interface Numbered {
  readonly statement: { readonly id: Uuid; readonly hash: Buffer }
  readonly profile: TaxProfile
  readonly entity: LegalEntity
  readonly kind: InvoiceKind
  readonly sequence: bigint
  readonly number: string
  readonly currency: string
  readonly netMinor: bigint
  readonly tax: Tax
}

/** What is issued of these statements, with the numbers that are next. */
function number(taxed: readonly TaxedStatement[], { defaultId, byId }: Issuers): Numbered[] {
  const next = new Map<string, bigint>()
  return taxed.flatMap(({ profile, baseMinor, tax, statementId, hash, currency }) => {
    if (profile?.invoicing !== 'self_billed' || baseMinor === 0n) return []
    const entity = byId.get(profile.legalEntityId ?? defaultId ?? '')
    if (entity === undefined) throw new DomainError('legal_entity_required')
    const kind = baseMinor > 0n ? 'invoice' : 'credit_note'
    const counter = `${entity.id} ${kind}`
    const sequence = next.get(counter) ?? (kind === 'invoice' ? entity.nextInvoiceNumber : entity.nextCreditNoteNumber)
    next.set(counter, sequence + 1n)
    return [{ statement: { id: statementId, hash }, profile, entity, kind, sequence, number: invoiceNumber(entity.prefix, kind, sequence), currency, netMinor: baseMinor, tax }]
  })
}

type ToIssue = Numbered & Pick<InvoiceFacts, 'id' | 'period' | 'now' | 'today'> & { readonly program: Program }
type Prepared = ToIssue & { readonly document: string; readonly hash: Buffer }

function prepare(facts: ToIssue): Prepared {
  const document = canonicalJson(documentOf(facts))
  return { ...facts, document, hash: sha256(document) }
}

const INVOICE_COLUMNS = columns(
  `program_id uuid, id uuid, legal_entity_id uuid, kind text, sequence bigint, number text, statement_id uuid, affiliate_id uuid, period_name text,
   currency text, net_minor bigint, vat_minor bigint, withheld_minor bigint, document text, hash text bytea, issued_at timestamptz`,
)

async function storeInvoices(tx: Tx, programId: Uuid, invoices: readonly Prepared[]): Promise<void> {
  const rows = new BulkRows(INVOICE_COLUMNS)
  for (const { id, entity, kind, sequence, number: numberText, statement, profile, period, currency, netMinor, tax, document, hash, now } of invoices) {
    rows.add(
      programId, id, entity.id, kind, sequence, numberText, statement.id, profile.affiliateId, period.name, currency, netMinor, tax.vatMinor, tax.withheldMinor,
      document, `\\x${hash.toString('hex')}`, now,
    )
  }
  await rows.insertInto(tx, 'invoice')
}

async function countUp(tx: Tx, programId: Uuid, invoices: readonly Prepared[]): Promise<void> {
  for (const id of new Set(invoices.map(({ entity }) => entity.id))) {
    const counted = (kind: InvoiceKind) => invoices.filter((invoice) => invoice.entity.id === id && invoice.kind === kind).length
    await tx.count({
      name: 'count-up-numbers',
      text: 'update legal_entity set next_invoice_number = next_invoice_number + $3, next_credit_note_number = next_credit_note_number + $4 where program_id = $1 and id = $2',
      values: [programId, id, counted('invoice'), counted('credit_note')],
    })
  }
}

function issuedEvent(programId: Uuid, { id, kind, number: numberText, profile, statement, currency, netMinor, tax }: Prepared, now: Date) {
  const total = minorToFixedText(netMinor + tax.vatMinor, currency)
  const payload = { kind, number: numberText, statementId: statement.id, total, currency }
  return { programId, kind: 'invoice.issued', subjectType: 'invoice', subjectId: id, affiliateId: profile.affiliateId, payload, now }
}
