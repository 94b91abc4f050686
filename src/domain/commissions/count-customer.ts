import type { TransactionRecord } from '../transactions/transaction-record.ts'
import { takesBack } from '../transactions/transaction-item.ts'
import type { CustomerTotals } from './rating-state.ts'

/** A first deposit that came to light, and the transaction that was taken for the first one until now. */
export interface FirstDepositMove {
  readonly previousTransactionId: string | null
}

/** Whether a transaction is a deposit: any positive deposit amount, whatever the type. */
export function isDeposit(record: Pick<TransactionRecord, 'deposit' | 'type'>): boolean {
  return record.deposit > 0n && !takesBack(record.type)
}

/**
 * Adds a transaction to its customer's totals. Answers the move of the first deposit when this transaction comes before the one
 * that was known: the first one is decided by (occurredAt, externalId), not by arrival.
 */
export function countCustomer(totals: CustomerTotals, record: TransactionRecord): FirstDepositMove | null {
  totals.deposits += record.deposit
  totals.revenue += record.net
  if (isDeposit(record)) totals.depositCount += 1
  const place = { at: record.occurredAt, externalId: record.externalId ?? record.id }
  if (record.net !== 0n && record.relatedTransactionId === null && isBefore(place, totals.firstRevenue)) {
    totals.firstRevenue = { ...place, amount: record.net }
  }
  if (!isDeposit(record) || !isBefore(place, totals.firstDeposit)) return null
  const previousTransactionId = totals.firstDeposit?.transactionId ?? null
  totals.firstDeposit = { ...place, transactionId: record.id, amount: record.deposit }
  return { previousTransactionId }
}

interface Place {
  readonly at: Date
  readonly externalId: string
}

function isBefore(place: Place, known: Place | null): boolean {
  if (known === null) return true
  const byTime = place.at.getTime() - known.at.getTime()
  return byTime < 0 || (byTime === 0 && place.externalId < known.externalId)
}
