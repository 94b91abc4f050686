import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { StatementDocument } from './statement-document.ts'

/** The account of one affiliate for one period. Minor units. */
export interface Statement {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly periodName: string
  /** `review`: it is final, and its period not sealed yet. */
  readonly status: 'review' | 'sealed'
  readonly currency: string
  readonly opening: { readonly pendingMinor: bigint; readonly payableMinor: bigint }
  readonly closing: { readonly pendingMinor: bigint; readonly payableMinor: bigint }
  readonly lines: number
  readonly previousId: Uuid | null
  readonly document: StatementDocument
  readonly hash: Buffer
  readonly recordedAt: Date
}

export interface StatementFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly affiliateId?: Uuid | undefined
  readonly period?: string | undefined
}

// Statements of a period that is still being calculated are not shown: their chain may not be complete.
const SELECTED = `select s.id, s.affiliate_id as "affiliateId", s.period_name as "periodName", p.status, s.currency, s.lines, s.previous_id as "previousId", s.document, s.hash,
    s.recorded_at as "recordedAt", s.opening_pending_minor, s.opening_payable_minor, s.closing_pending_minor, s.closing_payable_minor
  from statement s join period p on p.program_id = $1 and p.name = s.period_name and p.status in ('review', 'sealed') where s.program_id = $1`

type Row = Omit<Statement, 'opening' | 'closing' | 'document'> & {
  readonly document: string
  readonly opening_pending_minor: bigint
  readonly opening_payable_minor: bigint
  readonly closing_pending_minor: bigint
  readonly closing_payable_minor: bigint
}

/** Throws `not_found`. */
export async function readStatement(tx: Tx, programId: Uuid, id: Uuid): Promise<Statement> {
  const [row] = await tx.sql<Row>({ name: 'statement', text: `${SELECTED} and s.id = $2`, values: [programId, id] })
  if (row === undefined) throw new DomainError('not_found')
  return statementOf(row)
}

/** Newest first. */
export async function listStatements(tx: Tx, { programId, afterId, limit, affiliateId, period }: StatementFilter): Promise<Statement[]> {
  const values: unknown[] = [programId]
  const conditions: string[] = []
  const add = (comparison: string, value: unknown) => {
    if (value !== undefined && value !== null) conditions.push(`and ${comparison} $${values.push(value)}`)
  }
  add('s.id <', afterId)
  add('s.affiliate_id =', affiliateId)
  add('s.period_name =', period)
  const rows = await tx.sql<Row>({ text: `${SELECTED} ${conditions.join(' ')} order by s.id desc limit $${values.push(limit)}`, values })
  return rows.map(statementOf)
}

function statementOf({ opening_pending_minor, opening_payable_minor, closing_pending_minor, closing_payable_minor, document, ...row }: Row): Statement {
  return {
    ...row,
    // Our own text, hashed as it stands.
    document: JSON.parse(document) as StatementDocument,
    opening: { pendingMinor: opening_pending_minor, payableMinor: opening_payable_minor },
    closing: { pendingMinor: closing_pending_minor, payableMinor: closing_payable_minor },
  }
}
