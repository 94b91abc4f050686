import type { Uuid } from '../../../ids.ts'
import type { RateRow } from '../../rules/plan-terms.ts'
import type { HistoryCustomer, HistoryTransaction } from '../component.ts'

/** What a table of rates looks at. Null: not known; what is not known is in no row that is narrowed by it. */
export interface RateFacts {
  readonly country: string | null
  readonly brandId: string | null
  readonly productId: string | null
  readonly trackerId: string | null
  readonly device: string | null
}

/** What a transaction is looked up by: its own country and product, where it names none its customer's; the device is the customer's. */
export function factsOfTransaction(transaction: HistoryTransaction, customers: ReadonlyMap<Uuid, HistoryCustomer>): RateFacts {
  const customer = transaction.customerId === null ? undefined : customers.get(transaction.customerId)
  return {
    country: transaction.country ?? customer?.country ?? null, brandId: transaction.brandId, productId: transaction.productId ?? customer?.productId ?? null,
    trackerId: transaction.trackerId, device: customer?.device ?? null,
  }
}

/** The first row that matches; undefined when the component's own rate or amounts hold (docs/commission-rules.md, "Every component"). */
export function rowFor(rates: readonly RateRow[], facts: RateFacts): RateRow | undefined {
  for (const row of rates) {
    if (
      holds(row.countries, facts.country) && holds(row.brands, facts.brandId) && holds(row.products, facts.productId) &&
      holds(row.trackers, facts.trackerId) && holds(row.devices, facts.device)
    ) return row
  }
  return undefined
}

function holds(narrowedTo: readonly string[] | null, value: string | null): boolean {
  return narrowedTo === null || (value !== null && narrowedTo.includes(value))
}
