import type { Uuid } from '../ids.ts'
import type { Micros } from '../money/amounts.ts'
import { acceptTransactions } from '../transactions/accept-transactions.ts'
import type { TransactionItem } from '../transactions/transaction-item.ts'
import { actorOf, type GatewayStep } from './gateway-step.ts'

/** Money of an order that went back. */
export interface ReversalItem {
  readonly type: 'refund' | 'chargeback'
  readonly occurredAt: Date
  readonly externalId: string
  readonly brandId: Uuid
  /** The order. */
  readonly relatedExternalId: string
  readonly currency: string
  readonly value: Micros
}

/** Accepts transactions that take back what orders were worth. They are processed like everybody's, also before their order is. */
export async function bookItems({ tx, programId, settings, terms: { currency: own }, now, work }: GatewayStep, reversals: readonly ReversalItem[]): Promise<void> {
  if (reversals.length === 0) return
  const items = reversals.map(({ type, occurredAt, externalId, brandId, relatedExternalId, currency, value }): TransactionItem => ({
    type, occurredAt: occurredAt.getTime(), externalId, brandId, relatedExternalId, ...(currency === own ? {} : { currency }), sale: String(value),
  }))
  await acceptTransactions(tx, programId, [{ items, integrationType: 'gateway', createdBy: actorOf(settings.kind) }], now)
  work.hasItems = true
}
