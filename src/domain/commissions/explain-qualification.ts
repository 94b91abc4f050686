import { explainHistory, explainRequirement } from './explain-requirements.ts'
import { type Because, count, type ExplainedRule, fact, instant, minor } from './explanation.ts'
import { wordsOf } from './explanation-words.ts'
import { type LevelStanding, levelStanding, levelWorth } from './recompute-commission.ts'
import type { Basis, EarlierLine, HistoryRecord } from './recompute-evidence.ts'
import type { PlanVersionTerms } from './rules/plan-terms.ts'
import { compareCanonical, type CustomerFacts, requirementProgress } from './rules/qualification.ts'
import type { StoredLine } from './stored-line.ts'

export interface LevelInput {
  readonly line: StoredLine & { readonly level: number; readonly facts: CustomerFacts }
  readonly basis: Extract<Basis, { by: 'customer' }>
  readonly versions: ReadonlyMap<string, PlanVersionTerms>
  readonly currency: string
  /** How people know the transaction: its external id. */
  readonly transactionName: string
}

/** A level of a CPA: what it is worth to the customer's history, less what its lines had paid. */
export function explainLevel({ line, basis, versions, currency, transactionName }: LevelInput): ExplainedRule {
  const standing = levelStanding(basis.history, line, line.facts, versions)
  const reached = standing.reached.find(({ level }) => level === line.level)
  const earlier = basis.earlier.filter(({ level }) => level === line.level)
  const worth = levelWorth(line, line.level, standing)
  const paidBefore = earlier.reduce((sum, other) => sum + other.amountMinor, 0n)
  const progress = reached === undefined ? [] : requirementProgress(reached.progress, reached.terms, line.facts, reached.event.occurredAt).requirements
  const isLost = line.kind === 'reversal'
  const facts = { amount: line.amountMinor, level: line.level, transaction: transactionName, worth, paidBefore, progress }
  return {
    rule: isLost ? 'reversal' : 'cpa.level',
    because: [
      count('level', line.level),
      minor('levelWorth', worth, currency, [
        minor('levelAmount', reached?.amountMinor ?? 0n, currency, [...progress.map(explainRequirement), ...qualifyingTransaction(reached, basis.history)]),
        minor('amountOfLowerLevels', standing.reached.find(({ level }) => level === line.level - 1)?.amountMinor ?? 0n, currency),
        minor('suppliedByCaller', standing.supplied, currency),
      ]),
      minor('paidBefore', paidBefore, currency, earlier.map((other) => earlierLine(other, currency))),
    ],
    words: wordsOf(isLost ? 'levelLost' : 'level', facts, currency),
  }
}

function qualifyingTransaction(reached: LevelStanding['reached'][number] | undefined, history: readonly HistoryRecord[]): Because[] {
  if (reached === undefined) return []
  const { event } = reached
  const before = history.filter((record) => compareCanonical({ ...record, externalId: record.externalId ?? record.id }, event) <= 0)
  return [
    fact('qualifyingTransaction', event.externalId, [fact('transactionId', event.transactionId), instant('transactionDate', event.occurredAt)]),
    ...explainHistory(before),
  ]
}

function earlierLine(line: EarlierLine, currency: string): Because {
  return minor('commission', line.amountMinor, currency, [fact('commissionId', line.id)])
}
