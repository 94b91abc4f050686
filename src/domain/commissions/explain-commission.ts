import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import { periodEndExclusive, periodStart } from '../time/periods.ts'
import { type CustomerTerms, readCustomersById, readDeductionSets } from '../transactions/read-surroundings.ts'
import { readTransactions, type TransactionRecord } from '../transactions/transaction-record.ts'
import { factsOf } from './customer-events.ts'
import { type ExplainedTransaction, explainNet, explainTransaction } from './explain-net-revenue.ts'
import { explainPlan } from './explain-plan.ts'
import { explainLevel } from './explain-qualification.ts'
import { explainHistory, explainRequirement } from './explain-requirements.ts'
import { explainShare, type ShareInput } from './explain-revenue-share.ts'
import { explainLimitedSale, explainRefund, explainSupplied, explainTakenBack, explainUnlimitedSale } from './explain-sale.ts'
import { type Because, count, type ExplainedRule, type Explanation, fact } from './explanation.ts'
import { wordsOf } from './explanation-words.ts'
import { type Audience, hideNames, shortName } from './hide-names.ts'
import { levelsOf, levelStanding } from './recompute-commission.ts'
import { type LineEvidence, readEvidence } from './recompute-evidence.ts'
import type { RevenueShareComponent } from './rules/plan-terms.ts'
import { requirementProgress } from './rules/qualification.ts'
import { explainAward } from './reckoning/explain-award.ts'
import { readStoredLines, type StoredLine } from './stored-line.ts'

/**
 * Why a commission line is what it is: a tree from its amount down to fields of transactions, the plan that won, and words. The
 * leaves recompute to the amount exactly (recompute-commission.ts). Throws `not_found`.
 */
export async function explainCommission(tx: Tx, programId: Uuid, commissionId: Uuid, audience: Audience = 'operator'): Promise<Explanation> {
  const explanation = await explain(tx, programId, commissionId, audience)
  return audience === 'operator' ? explanation : { ...explanation, because: hideNames(explanation.because) }
}

async function explain(tx: Tx, programId: Uuid, commissionId: Uuid, audience: Audience): Promise<Explanation> {
  const program = await readProgram(tx, programId)
  const award = program === undefined ? undefined : await explainAward(tx, program, commissionId, audience)
  if (award !== undefined) return award
  const [line] = await readStoredLines(tx, programId, [commissionId])
  if (program === undefined || line === undefined) throw new DomainError('not_found')
  const [evidence] = await readEvidence(tx, program, [line])
  const transaction = await readExplainedTransaction(tx, program, line)
  if (evidence === undefined) throw new DomainError('impossible', { message: 'a line without evidence' })
  const customers = line.customerId === null ? null : await readCustomersById(tx, programId, [line.customerId])
  const customer = customers?.get(line.customerId ?? '') ?? null
  const { rule, because, words } = await explainRule(tx, program, evidence, { transaction, customer, audience })
  return {
    amountMinor: line.amountMinor,
    currency: program.currency,
    rule,
    because: [...because, explainTransaction(transaction, program.currency)],
    plan: await explainPlan(tx, program, transaction.record, customer),
    words,
  }
}

interface Surroundings {
  readonly transaction: ExplainedTransaction
  readonly customer: CustomerTerms | null
  readonly audience: Audience
}

async function explainRule(tx: Tx, program: Program, evidence: LineEvidence, { transaction, customer, audience }: Surroundings): Promise<ExplainedRule> {
  const { line, versions, basis } = evidence
  const { currency } = program
  switch (basis.by) {
    case 'zero': return explainZero(tx, program, evidence, transaction, customer)
    case 'supplied': return explainSupplied(line, currency)
    case 'share': return explainShare({ line, component: basis.component, rejected: basis.rejected, transaction, currency, earlier: await readEarlier(tx, program, line, basis.component) })
    case 'sale': return explainUnlimitedSale(line, basis.component, currency)
    case 'reversal': return basis.of === 'paid' ? explainTakenBack(line, basis.original, currency) : explainRefund(line, basis.original, currency)
    case 'customer': {
      const { component } = basis
      if (component.type !== 'cpa') return explainLimitedSale({ line, component, basis, versions, currency })
      if (line.level === null || line.facts === null) throw inexplicable(line, 'its level')
      return explainLevel({ line: { ...line, level: line.level, facts: line.facts }, basis, versions, currency, transactionName: nameOf(transaction, audience) })
    }
    case 'nothing': throw inexplicable(line, basis.missing)
  }
}

function nameOf({ record }: ExplainedTransaction, audience: Audience): string {
  return audience === 'operator' ? (record.externalId ?? record.id) : shortName('transaction', record.id)
}

function inexplicable(line: StoredLine, missing: string): DomainError {
  return new DomainError('impossible', { message: `commission ${line.id} cannot be explained without ${missing}` })
}

async function readExplainedTransaction(tx: Tx, program: Program, line: StoredLine): Promise<ExplainedTransaction> {
  const ids = line.relatedTransactionId === null ? [line.transactionId] : [line.transactionId, line.relatedTransactionId]
  const records = await readTransactions(tx, program.id, 'explained', 't.id = any($2::uuid[])', [`{${ids.join(',')}}`])
  const record = records.find(({ id }) => id === line.transactionId)
  if (record === undefined) throw inexplicable(line, 'its transaction')
  const setId = record.deductionSetId
  const deductions = setId === null ? [] : ((await readDeductionSets(tx, program, [setId])).get(setId) ?? [])
  const sale = records.find(({ id }) => id === line.relatedTransactionId)
  return { record, original: sale === undefined ? null : { record: sale, ...(await readRefunded(tx, program.id, sale, record)) }, deductions }
}

/** What refunds had taken of a sale before and after one of them, in the order in which they were recorded; less those rejected before it. */
async function readRefunded(tx: Tx, programId: Uuid, sale: TransactionRecord, refund: TransactionRecord): Promise<{ refundedBefore: bigint; refundedAfter: bigint }> {
  const [row] = await tx.sql<{ sale: bigint; deposit: bigint }>({
    name: 'explain-refunded',
    text: `select -sum(sale) as sale, -sum(deposit) as deposit from transaction
            where program_id = $1 and related_transaction_id = $2 and id <= $3 and (removed_sequence is null or removed_sequence > $4)`,
    values: [programId, sale.id, refund.id, refund.appliedSequence],
  })
  const isOfSale = sale.sale > 0n
  const refundedAfter = (isOfSale ? row?.sale : row?.deposit) ?? 0n
  return { refundedBefore: refundedAfter + (isOfSale ? refund.sale : refund.deposit), refundedAfter }
}

const BASE_SQL: Readonly<Record<RevenueShareComponent['base'], string>> = {
  net_revenue: 'net', gross_revenue: 'gross', net_deposit: 'deposit - withdrawal', wager: 'wager', sale: 'sale',
}

/** What the steps before a line's had brought to the base of its total. */
async function readEarlier(tx: Tx, program: Program, line: StoredLine, component: RevenueShareComponent): Promise<ShareInput['earlier']> {
  const isLifetime = line.windowKey === null || line.windowKey === 'lifetime'
  const [from, to] = isLifetime ? [null, null] : [periodStart(line.windowKey, program.time_zone), periodEndExclusive(line.windowKey, program.time_zone)]
  const { scope } = component.tiers
  const [row] = await tx.sql<{ base: bigint | null; transactions: bigint }>({
    name: `explain-earlier:${component.base}:${scope}`,
    text: `select sum(${BASE_SQL[component.base]}) as base, count(*) as transactions from transaction
            where program_id = $1 and affiliate_id = $2 and plan_version_id = $3 and applied_sequence < $4
              and (removed_sequence is null or removed_sequence >= $4) and unpaid_reason is null and not rev_share_excluded
              and coalesce(supplied_rev_share_minor, 0) = 0 and ($5::timestamptz is null or effective_at >= $5) and ($6::timestamptz is null or effective_at < $6)
              ${scope === 'affiliate_plan' ? 'and $7::uuid is not null' : `and ${scope === 'brand' ? 'brand_id' : 'coalesce(customer_id, related_transaction_id, id)'} = $7`}`,
    values: [program.id, line.affiliateId, line.planVersionId, line.sequence, from, to, line.scopeId],
  })
  return { base: row?.base ?? 0n, transactions: row?.transactions ?? 0n }
}

/** A line of zero: its reason, and how far the customer was where a CPA could still have been earned. */
async function explainZero(tx: Tx, program: Program, evidence: LineEvidence, transaction: ExplainedTransaction, customer: CustomerTerms | null): Promise<ExplainedRule> {
  const { line } = evidence
  const reason = line.reason ?? 'no_component'
  const next = customer === null ? null : await readNextLevel(tx, program, evidence, transaction, customer)
  return {
    rule: `zero.${reason}`,
    because: [fact('reason', reason), explainNet(transaction), ...(next?.because ?? [])],
    words: wordsOf('zero', { reason, progress: next?.requirements ?? [], daysLeft: next?.daysLeft ?? null }, program.currency),
  }
}

interface NextLevel {
  readonly because: readonly Because[]
  readonly requirements: ReturnType<typeof requirementProgress>['requirements']
  readonly daysLeft: number | null
}

const OPEN_REASONS: ReadonlySet<string | null> = new Set(['not_qualified_yet', 'outside_window'])

async function readNextLevel(tx: Tx, program: Program, { line, version, versions }: LineEvidence, { record }: ExplainedTransaction, customer: CustomerTerms): Promise<NextLevel | null> {
  const cpa = OPEN_REASONS.has(line.reason) ? version?.inFlight.find(({ type }) => type === 'cpa') : undefined
  if (version === null || cpa === undefined) return null
  // The history is that of a CPA line in the same place.
  const [evidence] = await readEvidence(tx, program, [{ ...line, kind: 'computed', component: cpa.key }])
  if (evidence?.basis.by !== 'customer') return null
  const facts = factsOf(customer)
  const { progress } = levelStanding(evidence.basis.history, { component: cpa.key }, facts, versions)
  const level = levelsOf(version, cpa.key)[progress.levelReached]
  if (level === undefined) return null
  const { requirements, daysLeft } = requirementProgress(progress, level, facts, record.occurredAt)
  return {
    because: [
      count('nextLevel', progress.levelReached + 1, requirements.map(explainRequirement)),
      ...(daysLeft === null ? [] : [count('daysLeft', daysLeft)]),
      ...explainHistory(evidence.basis.history),
    ],
    requirements,
    daysLeft: line.reason === 'outside_window' ? null : daysLeft,
  }
}
