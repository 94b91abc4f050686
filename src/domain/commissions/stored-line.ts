import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { LineKind } from './commission-line.ts'
import type { CustomerFacts } from './rules/qualification.ts'

/** A line as it was stored, with its leaves and the amounts of its transaction that they come from. */
export interface StoredLine {
  readonly id: Uuid
  readonly sequence: bigint
  readonly affiliateId: Uuid
  readonly brandId: Uuid
  readonly customerId: Uuid | null
  readonly transactionId: Uuid
  readonly planId: Uuid | null
  readonly planVersionId: Uuid | null
  readonly assignmentId: Uuid | null
  readonly component: string
  readonly kind: LineKind
  readonly amountMinor: bigint
  readonly reason: string | null
  readonly period: string
  readonly reversesId: Uuid | null
  readonly scopeId: Uuid | null
  readonly windowKey: string | null
  readonly level: number | null
  readonly baseBefore: bigint | null
  readonly baseAfter: bigint | null
  readonly metricBefore: bigint | null
  readonly metricAfter: bigint | null
  readonly totalBefore: bigint | null
  readonly totalAfter: bigint | null
  readonly facts: CustomerFacts | null
  readonly deposit: bigint
  readonly withdrawal: bigint
  readonly wager: bigint
  readonly sale: bigint
  readonly gross: bigint
  readonly net: bigint
  readonly suppliedRevShare: bigint | null
  readonly suppliedCpa: bigint | null
  readonly suppliedFixed: bigint | null
  readonly relatedTransactionId: Uuid | null
  /** The step that took the transaction's effect away; lines of it made before are rejected, lines made by that step correct others. */
  readonly removedSequence: bigint | null
}

/** The columns of a StoredLine over `commission c join transaction t`; facts come as JSON and are read by storedLine. */
export const STORED_LINE_COLUMNS = `c.id, c.sequence, c.affiliate_id as "affiliateId", c.brand_id as "brandId", c.customer_id as "customerId",
  c.transaction_id as "transactionId", c.plan_id as "planId", c.plan_version_id as "planVersionId", c.assignment_id as "assignmentId",
  c.component, c.kind, c.amount_minor as "amountMinor", c.reason, c.period, c.reverses_id as "reversesId", c.scope_id as "scopeId",
  c.window_key as "windowKey", c.level, c.base_before as "baseBefore", c.base_after as "baseAfter", c.metric_before as "metricBefore",
  c.metric_after as "metricAfter", c.total_before as "totalBefore", c.total_after as "totalAfter", c.facts,
  t.deposit, t.withdrawal, t.wager, t.sale, t.gross, t.net, t.supplied_rev_share_minor as "suppliedRevShare",
  t.supplied_cpa_minor as "suppliedCpa", t.supplied_fixed_minor as "suppliedFixed", t.related_transaction_id as "relatedTransactionId",
  t.removed_sequence as "removedSequence"`

/** A line as PostgreSQL answers it. */
export type StoredLineRow = Omit<StoredLine, 'facts'> & { readonly facts: StoredFacts | null }

interface StoredFacts extends Omit<CustomerFacts, 'registeredAt' | 'clickedAt' | 'disqualifiedFrom'> {
  readonly registeredAt: string
  readonly clickedAt: string | null
  readonly disqualifiedFrom?: string
}

/** A line from its row. */
export function storedLine(row: StoredLineRow): StoredLine {
  if (row.facts === null) return { ...row, facts: null }
  const { registeredAt, clickedAt, disqualifiedFrom, ...facts } = row.facts
  const disqualified = disqualifiedFrom === undefined ? {} : { disqualifiedFrom: new Date(disqualifiedFrom) }
  return { ...row, facts: { ...facts, registeredAt: new Date(registeredAt), clickedAt: clickedAt === null ? null : new Date(clickedAt), ...disqualified } }
}

/** The lines of the ids. */
export async function readStoredLines(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<StoredLine[]> {
  const rows = await tx.sql<StoredLineRow>({
    name: 'stored-lines',
    text: `select ${STORED_LINE_COLUMNS} from commission c join transaction t on t.program_id = $1 and t.id = c.transaction_id
            where c.program_id = $1 and c.id = any($2::uuid[])`,
    values: [programId, arrayLiteral(ids)],
  })
  return rows.map(storedLine)
}

/** Whether a line had been rejected by the end of a step: the rejection of its transaction takes its effect, and all its lines, away. */
export function isRejectedBy(line: Pick<StoredLine, 'sequence' | 'removedSequence'>, sequence: bigint): boolean {
  return line.removedSequence !== null && line.sequence < line.removedSequence && line.removedSequence <= sequence
}
