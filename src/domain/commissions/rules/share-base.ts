import type { TransactionRecord } from '../../transactions/transaction-record.ts'
import type { RevenueShareComponent } from './plan-terms.ts'

/** The amounts of a transaction that a share may be of, in millionths. */
export type SharedAmounts = Pick<TransactionRecord, 'deposit' | 'withdrawal' | 'wager' | 'sale' | 'gross' | 'net'>

/** What a transaction adds to the component's base, in millionths. */
export function baseOf(record: SharedAmounts, { base }: Pick<RevenueShareComponent, 'base'>): bigint {
  switch (base) {
    case 'net_revenue': return record.net
    case 'gross_revenue': return record.gross
    case 'net_deposit': return record.deposit - record.withdrawal
    case 'wager': return record.wager
    case 'sale': return record.sale
  }
}

/** Whether a transaction in effect takes part in revenue shares: an excluded customer's does not, nor one whose share was supplied. */
export function takesPartInShares(record: Pick<TransactionRecord, 'revShareExcluded' | 'suppliedRevShareMinor'>): boolean {
  return !record.revShareExcluded && record.suppliedRevShareMinor === 0n
}
