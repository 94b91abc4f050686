import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { Difference } from './match-invoice.ts'

export const AFFILIATE_INVOICE_STATUSES = ['matched', 'mismatch', 'accepted', 'rejected'] as const
/** matched: equal to its statement to the cent. mismatch: a person has to decide. */
export type AffiliateInvoiceStatus = (typeof AFFILIATE_INVOICE_STATUSES)[number]

/** An invoice that an affiliate has sent for one of its statements. Minor units. Rules: docs/invoices.md. */
export interface AffiliateInvoice {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly statementId: Uuid
  readonly number: string
  /** A day, as it is printed on it. */
  readonly issuedOn: string
  readonly currency: string
  readonly netMinor: bigint
  readonly vatMinor: bigint
  readonly totalMinor: bigint
  readonly status: AffiliateInvoiceStatus
  readonly differences: readonly Difference[]
  /** What the statement says. */
  readonly expected: { readonly currency: string; readonly netMinor: bigint; readonly vatMinor: bigint }
  readonly fileName: string | null
  readonly hasContent: boolean
  readonly createdBy: string
  readonly recordedAt: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly decisionReason: string | null
}

export interface AffiliateInvoiceFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly affiliateId?: Uuid | undefined
  readonly statementId?: Uuid | undefined
  readonly status?: AffiliateInvoiceStatus | undefined
}

/** Of an `affiliate_invoice u` with its event `e`. */
const STATUS = `coalesce(e.kind, case when cardinality(u.differences) = 0 then 'matched' else 'mismatch' end)`

const SELECTED = `select u.id, u.affiliate_id as "affiliateId", u.statement_id as "statementId", u.number, u.issued_on as "issuedOn", u.currency,
    u.net_minor as "netMinor", u.vat_minor as "vatMinor", u.total_minor as "totalMinor", ${STATUS} as status, u.differences,
    t.currency as "expectedCurrency", t.net_minor as "expectedNetMinor", t.vat_minor as "expectedVatMinor", u.file_name as "fileName",
    u.content is not null as "hasContent", u.created_by as "createdBy", u.recorded_at as "recordedAt", e.actor as "decidedBy", e.recorded_at as "decidedAt", e.reason as "decisionReason"
  from affiliate_invoice u
  join statement t on t.program_id = $1 and t.id = u.statement_id
  left join affiliate_invoice_event e on e.program_id = $1 and e.affiliate_invoice_id = u.id
 where u.program_id = $1`

type Row = Omit<AffiliateInvoice, 'expected'> & { readonly expectedCurrency: string; readonly expectedNetMinor: bigint; readonly expectedVatMinor: bigint }

function fromRow({ expectedCurrency: currency, expectedNetMinor: netMinor, expectedVatMinor: vatMinor, ...row }: Row): AffiliateInvoice {
  return { ...row, expected: { currency, netMinor, vatMinor } }
}

/** Throws `not_found`. */
export async function readAffiliateInvoice(tx: Tx, programId: Uuid, id: Uuid): Promise<AffiliateInvoice> {
  const [row] = await tx.sql<Row>({ name: 'affiliate-invoice', text: `${SELECTED} and u.id = $2`, values: [programId, id] })
  if (row === undefined) throw new DomainError('not_found')
  return fromRow(row)
}

/** Newest first. */
export async function listAffiliateInvoices(tx: Tx, { programId, afterId, limit, affiliateId, statementId, status }: AffiliateInvoiceFilter): Promise<AffiliateInvoice[]> {
  const values: unknown[] = [programId]
  const conditions: string[] = []
  const add = (comparison: string, value: unknown) => {
    if (value !== undefined && value !== null) conditions.push(`and ${comparison} $${values.push(value)}`)
  }
  add('u.id <', afterId)
  add('u.affiliate_id =', affiliateId)
  add('u.statement_id =', statementId)
  add(`${STATUS} =`, status)
  return (await tx.sql<Row>({ text: `${SELECTED} ${conditions.join(' ')} order by u.id desc limit $${values.push(limit)}`, values })).map(fromRow)
}

/** The file that came with it. Throws `not_found`, also where it came without one. */
export async function readInvoiceFile(tx: Tx, programId: Uuid, id: Uuid): Promise<Buffer> {
  const [row] = await tx.sql<{ content: Buffer }>({
    name: 'affiliate-invoice-file', text: 'select content from affiliate_invoice where program_id = $1 and id = $2 and content is not null', values: [programId, id],
  })
  if (row === undefined) throw new DomainError('not_found')
  return row.content
}
