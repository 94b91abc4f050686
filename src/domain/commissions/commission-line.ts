import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { NIL_UUID, type Uuid } from '../ids.ts'
import type { AccountKey } from '../ledger/accounts.ts'
import type { Book } from '../ledger/book.ts'
import type { TransferDraft } from '../ledger/post-transfers.ts'
import { momentOf, statementPlace } from '../ledger/statement-place.ts'
import type { CustomerFacts } from './rules/qualification.ts'

/** What a line is: earned, sent by the caller, taken back, a correction of earlier lines, or the reason why nothing was earned. */
export type LineKind = 'computed' | 'supplied' | 'reversal' | 'rerate' | 'carryover' | 'zero'

/** Which of a customer's lifetime figures a component counts into, and which supplied commission replaces it. */
export type CommissionFamily = 'revShare' | 'cpa' | 'fixed'

/** The award that a line is a part of, for components that are reckoned from history. */
export interface LineAward {
  readonly key: string
  /** The transaction that the award is for, where it is for one. */
  readonly transactionId: Uuid | null
  /** The award's leaves when the line was made, as JSON. */
  readonly evidence: string
}

/** One commission line. The leaves (base…total) are what its amount is recomputed from; see docs/commission-rules.md. */
export interface CommissionLine {
  readonly id: Uuid
  readonly affiliateId: Uuid
  /** Null only for an award of no brand (a fee, a bonus, a share of recruits). */
  readonly brandId: Uuid | null
  readonly customerId: Uuid | null
  /** Null for a line that is a part of an award. */
  readonly transactionId: Uuid | null
  readonly award: LineAward | null
  readonly planId: Uuid | null
  readonly planVersionId: Uuid | null
  readonly assignmentId: Uuid | null
  readonly component: string
  readonly kind: LineKind
  readonly amountMinor: bigint
  readonly initialStatus: 'pending' | 'approved'
  readonly reason: string | null
  readonly occurredAt: Date
  /** The calendar month that the rules count it in. Where it stands on statements is decided when it is posted. */
  readonly period: string
  readonly relatesToPeriod: string | null
  readonly payableFrom: Date
  readonly reversesId: Uuid | null
  /** Set by a reversal: the money of the reversed line is in payable already, so it is clawed back from there. */
  readonly takesFromPayable: boolean
  readonly scopeId: Uuid | null
  readonly windowKey: string | null
  readonly level: number | null
  readonly baseBefore: bigint | null
  readonly baseAfter: bigint | null
  readonly metricBefore: bigint | null
  readonly metricAfter: bigint | null
  readonly totalBefore: bigint | null
  readonly totalAfter: bigint | null
  /** Lines of a CPA: what its requirements saw of the customer besides the transactions. */
  readonly facts: CustomerFacts | null
}

/** The family of a component key ("cpa.2" is a cpa). */
export function familyOf(component: string): CommissionFamily {
  if (component.startsWith('revenue_share') || component.startsWith('percent_of_sale')) return 'revShare'
  return component.startsWith('cpa') || component.startsWith('cpl') ? 'cpa' : 'fixed'
}

const LINE_COLUMNS = columns(
  `program_id uuid, id uuid, sequence bigint, affiliate_id uuid, brand_id uuid, customer_id uuid, transaction_id uuid, plan_id uuid,
   plan_version_id uuid, assignment_id uuid, component text, kind text, amount_minor bigint, currency text, initial_status text,
   reason text, occurred_at timestamptz, recorded_at timestamptz, period text, relates_to_period text, payable_from timestamptz,
   reverses_id uuid, scope_id uuid, window_key text, level int, base_before numeric, base_after numeric, metric_before numeric,
   metric_after numeric, total_before bigint, total_after bigint, facts text jsonb, award_key text, award_transaction_id uuid,
   evidence text jsonb, statement_period text, missed_period text`,
)

/** Inserts lines, in one statement. */
export async function insertLines(
  tx: Tx,
  { book, currency, recordedAt }: { readonly book: Book; readonly currency: string; readonly recordedAt: Date },
  lines: readonly CommissionLine[],
): Promise<void> {
  const rows = new BulkRows(LINE_COLUMNS)
  for (const line of lines) {
    const { statementPeriod, missedPeriod } = statementPlace(book, momentOf(line, book.calendar.timeZone))
    rows.add(
      book.programId, line.id, book.sequence, line.affiliateId, line.brandId, line.customerId, line.transactionId, line.planId,
      line.planVersionId, line.assignmentId, line.component, line.kind, line.amountMinor, currency, line.initialStatus,
      line.reason, line.occurredAt, recordedAt, line.period, line.relatesToPeriod, line.payableFrom,
      line.reversesId, line.scopeId, line.windowKey, line.level, line.baseBefore, line.baseAfter, line.metricBefore,
      line.metricAfter, line.totalBefore, line.totalAfter, line.facts === null ? null : JSON.stringify(line.facts),
      line.award?.key, line.award?.transactionId, line.award?.evidence, statementPeriod, missedPeriod,
    )
  }
  await rows.insertInto(tx, 'commission')
}

/**
 * The transfers of a line: its accrual (or, for a negative line, the way back), and its move to payable when it is due already.
 * Rules: docs/ledger.md.
 */
export function transfersOfLine(line: CommissionLine, currency: string, maturedUntil: Date): TransferDraft[] {
  if (line.amountMinor === 0n) return []
  const accrual = accrualOf(line, currency)
  const isDue = line.amountMinor > 0n && line.initialStatus === 'approved' && line.payableFrom <= maturedUntil
  return isDue ? [accrual, maturityOf(line, currency)] : [accrual]
}

/** The accounts that lines about a transaction can move money between. */
export function accountsOf({ brandId, affiliateId }: { readonly brandId: Uuid; readonly affiliateId: Uuid }, currency: string): AccountKey[] {
  return [
    { kind: 'commission_expense', ownerId: brandId, currency },
    { kind: 'affiliate_pending', ownerId: affiliateId, currency },
  ]
}

function accrualOf(line: CommissionLine, currency: string): TransferDraft {
  const expense = expenseOf(line, currency)
  const held = { kind: line.takesFromPayable ? 'affiliate_payable' : 'affiliate_pending', ownerId: line.affiliateId, currency } as const
  const isPositive = line.amountMinor > 0n
  return {
    ...causeOf(line),
    debit: isPositive ? expense : held,
    credit: isPositive ? held : expense,
    amountMinor: isPositive ? line.amountMinor : -line.amountMinor,
    kind: isPositive ? 'commission_accrued' : line.takesFromPayable ? 'commission_clawed_back' : 'commission_reversed',
    idempotencyKey: `accrual:${line.id}`,
  }
}

/** Whose expense a line is: its brand's, the program's where it has none, and what carryover gives is an expense of its own. */
function expenseOf({ kind, brandId }: Pick<CommissionLine, 'kind' | 'brandId'>, currency: string): AccountKey {
  if (kind === 'carryover') return { kind: 'carryover_expense', ownerId: NIL_UUID, currency }
  return { kind: 'commission_expense', ownerId: brandId ?? NIL_UUID, currency }
}

/** Pending to payable: a positive, approved line whose hold is over. */
export function maturityOf(line: Pick<CommissionLine, 'id' | 'affiliateId' | 'amountMinor' | 'payableFrom' | 'period' | 'relatesToPeriod'>, currency: string): TransferDraft {
  return {
    ...causeOf({ ...line, occurredAt: line.payableFrom }),
    debit: { kind: 'affiliate_pending', ownerId: line.affiliateId, currency },
    credit: { kind: 'affiliate_payable', ownerId: line.affiliateId, currency },
    amountMinor: line.amountMinor,
    kind: 'commission_matured',
    idempotencyKey: `maturity:${line.id}`,
  }
}

/**
 * Takes a line back in full because it was rejected: from where its money is (pending, or payable once it has matured), or to where
 * it was taken from. Never for a line that was paid (take-back-paid-lines.ts).
 */
export function rejectionOf(
  line: Pick<CommissionLine, 'id' | 'affiliateId' | 'brandId' | 'amountMinor' | 'occurredAt' | 'period' | 'relatesToPeriod' | 'takesFromPayable'> & { readonly isMatured: boolean },
  currency: string,
): TransferDraft {
  const expense = expenseOf({ ...line, kind: 'computed' }, currency)
  const isPositive = line.amountMinor > 0n
  const isInPayable = isPositive ? line.isMatured : line.takesFromPayable
  const held = { kind: isInPayable ? 'affiliate_payable' : 'affiliate_pending', ownerId: line.affiliateId, currency } as const
  return {
    ...causeOf(line),
    debit: isPositive ? held : expense,
    credit: isPositive ? expense : held,
    amountMinor: isPositive ? line.amountMinor : -line.amountMinor,
    kind: 'commission_rejected',
    idempotencyKey: `rejection:${line.id}`,
  }
}

function causeOf(line: Pick<CommissionLine, 'id' | 'occurredAt' | 'period' | 'relatesToPeriod'>) {
  return {
    causeType: 'commission' as const,
    causeId: line.id,
    occurredAt: line.occurredAt,
    period: line.period,
    relatesToPeriod: line.relatesToPeriod,
    reversesId: null,
  }
}
