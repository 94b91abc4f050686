import type { QualifyingRecord } from './customer-events.ts'
import { type Because, count, fact, instant, micros } from './explanation.ts'
import type { RequirementProgress } from './rules/qualification.ts'

/** Transactions that are listed one by one; the rest is counted. */
const LISTED_TRANSACTIONS_MAX = 50

/** The transactions that a progress is the sum of. Refunds count where the sale stands that they name. */
export function explainHistory(history: readonly QualifyingRecord[]): Because[] {
  const listed = history.slice(0, LISTED_TRANSACTIONS_MAX).map((record) =>
    fact('transaction', record.externalId ?? record.id, [
      fact('transactionId', record.id),
      instant('transactionDate', record.occurredAt),
      ...amounts(record),
    ]),
  )
  return [count('transactions', history.length, listed)]
}

function amounts(record: QualifyingRecord): Because[] {
  const named = [['depositAmount', record.deposit], ['withdrawalAmount', record.withdrawal], ['wageredAmount', record.wager], ['netRevenue', record.net]] as const
  return named.filter(([, amount]) => amount !== 0n).map(([name, amount]) => micros(name, amount))
}

/** One requirement of a level: what the customer has, and what it needs. */
export function explainRequirement(requirement: RequirementProgress): Because {
  const isMet = fact('isMet', requirement.isMet)
  switch (requirement.requirement) {
    case 'countries': return fact(requirement.requirement, requirement.have, [fact('needed', requirement.need.join(', ')), isMet])
    case 'verified': return fact(requirement.requirement, requirement.have, [fact('needed', requirement.need), isMet])
    case 'minDeposits': return count(requirement.requirement, requirement.have, [count('needed', requirement.need), isMet])
    default: return micros(requirement.requirement, requirement.have, [micros('needed', requirement.need), isMet])
  }
}
