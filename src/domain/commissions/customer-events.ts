import type { CustomerTerms } from '../transactions/read-surroundings.ts'
import { takesBack } from '../transactions/transaction-item.ts'
import type { TransactionRecord } from '../transactions/transaction-record.ts'
import { isDeposit } from './count-customer.ts'
import type { CustomerEvent, CustomerFacts, EarlyLosses } from './rules/qualification.ts'

/** What qualification needs of a transaction. */
export type QualifyingRecord = Pick<
  TransactionRecord,
  'id' | 'type' | 'occurredAt' | 'brandId' | 'externalId' | 'relatedTransactionId' | 'deposit' | 'withdrawal' | 'wager' | 'net'
>

/** What qualification knows of a customer besides its events. */
export function factsOf(customer: CustomerTerms): CustomerFacts {
  const disqualified = customer.disqualifiedFrom === null ? {} : { disqualifiedFrom: customer.disqualifiedFrom }
  return { registeredAt: customer.registeredAt, clickedAt: customer.clickedAt, country: customer.country, isVerified: customer.isVerified, ...disqualified }
}

/** Whether a transaction counts towards CPA at all. */
export function entersQualification(record: TransactionRecord): boolean {
  return record.unpaidReason === null && !record.cpaExcluded && record.customerId !== null
}

/** A transaction as one event of its customer. */
export function eventOf(record: QualifyingRecord): CustomerEvent {
  return {
    transactionId: record.id, occurredAt: record.occurredAt, brandId: record.brandId, externalId: record.externalId ?? record.id,
    deposit: record.deposit, withdrawal: record.withdrawal, wager: record.wager, net: record.net, isDeposit: isDeposit(record),
  }
}

/**
 * A customer's transactions as qualification takes them: refunds of a known sale come off that sale, at the sale's own place;
 * refunds and chargebacks that name no original count against the customer from the start.
 */
export function historyOf(records: readonly QualifyingRecord[]): { readonly events: readonly CustomerEvent[]; readonly losses: EarlyLosses } {
  const losses = { deposit: 0n, withdrawal: 0n, wager: 0n, net: 0n }
  // Nearly every customer: nothing was taken back.
  if (!records.some(({ type }) => takesBack(type))) return { events: records.map(eventOf), losses }
  const events = new Map<string, CustomerEvent>()
  for (const record of records) {
    if (!takesBack(record.type)) events.set(record.id, eventOf(record))
    else if (record.relatedTransactionId === null) {
      losses.deposit += record.deposit
      losses.withdrawal += record.withdrawal
      losses.wager += record.wager
      losses.net += record.net
    }
  }
  for (const record of records) {
    const original = record.relatedTransactionId === null ? undefined : events.get(record.relatedTransactionId)
    if (original === undefined) continue
    const deposit = original.deposit + record.deposit
    // A deposit that was taken back in full is no deposit any more.
    events.set(original.transactionId, { ...original, deposit, net: original.net + record.net, isDeposit: original.isDeposit && deposit > 0n })
  }
  return { events: [...events.values()], losses }
}
