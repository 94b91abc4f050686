import { takesBack } from '../../../transactions/transaction-item.ts'
import type { Uuid } from '../../../ids.ts'
import { isDeposit } from '../../count-customer.ts'
import type { TierMetric } from '../../rules/plan-terms.ts'
import type { History, HistoryTransaction } from '../component.ts'

/** Transactions that count by what they were for their customer. */
export interface Milestones {
  /** Ids of first deposits. */
  readonly firstDeposits: ReadonlySet<Uuid>
  /** Ids of the transactions that qualified a customer. */
  readonly qualifying: ReadonlySet<Uuid>
}

export const NO_MILESTONES: ReadonlySet<Uuid> = new Set()

/** The ids of each customer's first deposit: the first positive deposit amount in canonical order. What is refunded later stays the first. */
export function firstDepositsOf({ transactions }: Pick<History, 'transactions'>): ReadonlySet<Uuid> {
  const customers = new Set<Uuid>()
  const first = new Set<Uuid>()
  for (const transaction of transactions) {
    const { customerId } = transaction
    if (customerId === null || !isDeposit(transaction) || customers.has(customerId)) continue
    customers.add(customerId)
    first.add(transaction.id)
  }
  return first
}

/**
 * What a transaction adds to a metric: millionths, or a count. Refunds take amounts back, never a count. Of `active_customers` it is one
 * for each transaction; a window counts a customer once.
 */
export function metricAmount(metric: TierMetric, transaction: HistoryTransaction, milestones: Milestones): bigint {
  switch (metric) {
    case 'net_revenue': return transaction.net
    case 'gross_revenue': return transaction.gross
    case 'deposits': return transaction.deposit
    case 'sales': return transaction.sale
    case 'sale_count': return transaction.sale > 0n && !takesBack(transaction.type) ? 1n : 0n
    case 'active_customers': return transaction.customerId !== null && !takesBack(transaction.type) ? 1n : 0n
    case 'ftd_count': return milestones.firstDeposits.has(transaction.id) ? 1n : 0n
    case 'qualified_count': return milestones.qualifying.has(transaction.id) ? 1n : 0n
  }
}

/** Whether a metric tells what a customer has become rather than what it has brought. */
export function isMilestone(metric: TierMetric): boolean {
  return metric === 'ftd_count' || metric === 'qualified_count'
}
