import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { InvoiceKind } from './invoice-document.ts'

/** A self-billed invoice or a credit note, as it was issued. Minor units; negative on a credit note. */
export interface Invoice {
  readonly id: Uuid
  readonly kind: InvoiceKind
  readonly number: string
  readonly legalEntityId: Uuid
  readonly affiliateId: Uuid
  readonly statementId: Uuid
  readonly period: string
  readonly currency: string
  readonly netMinor: bigint
  readonly vatMinor: bigint
  readonly withheldMinor: bigint
  readonly hash: Buffer
  readonly issuedAt: Date
}

export interface InvoiceFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly affiliateId?: Uuid | undefined
  readonly statementId?: Uuid | undefined
  readonly legalEntityId?: Uuid | undefined
  readonly kind?: InvoiceKind | undefined
  readonly period?: string | undefined
}

const SELECTED = `i.id, i.kind, i.number, i.legal_entity_id as "legalEntityId", i.affiliate_id as "affiliateId", i.statement_id as "statementId",
  i.period_name as period, i.currency, i.net_minor as "netMinor", i.vat_minor as "vatMinor", i.withheld_minor as "withheldMinor", i.hash, i.issued_at as "issuedAt"`

/** With its document: canonical JSON, as it was hashed. Throws `not_found`. */
export async function readInvoice(tx: Tx, programId: Uuid, id: Uuid): Promise<Invoice & { readonly document: string }> {
  const [invoice] = await tx.sql<Invoice & { readonly document: string }>({
    name: 'invoice', text: `select ${SELECTED}, i.document from invoice i where i.program_id = $1 and i.id = $2`, values: [programId, id],
  })
  if (invoice === undefined) throw new DomainError('not_found')
  return invoice
}

/** Newest first. */
export function listInvoices(tx: Tx, { programId, afterId, limit, affiliateId, statementId, legalEntityId, kind, period }: InvoiceFilter): Promise<Invoice[]> {
  const values: unknown[] = [programId]
  const conditions: string[] = []
  const add = (comparison: string, value: unknown) => {
    if (value !== undefined && value !== null) conditions.push(`and ${comparison} $${values.push(value)}`)
  }
  add('i.id <', afterId)
  add('i.affiliate_id =', affiliateId)
  add('i.statement_id =', statementId)
  add('i.legal_entity_id =', legalEntityId)
  add('i.kind =', kind)
  add('i.period_name =', period)
  return tx.sql<Invoice>({ text: `select ${SELECTED} from invoice i where i.program_id = $1 ${conditions.join(' ')} order by i.id desc limit $${values.push(limit)}`, values })
}
