import type { Uuid } from '../ids.ts'
import { contentHash, type IntegrationType, type TransactionItem } from './transaction-item.ts'

/** An acknowledged item on its way through processing, with where it came from. */
export interface QueuedItem {
  readonly item: TransactionItem
  readonly contentHash: Uuid
  readonly batchId: Uuid
  readonly batchIndex: number
  readonly integrationType: IntegrationType
  readonly createdBy: string
  readonly acknowledgedAt: Date
  /** Set when the item comes back from the waiting list. */
  readonly exception: { readonly id: Uuid; readonly holdsKey: boolean; readonly attempts: number } | null
}

/** Whether the externalId is the item's own already: reserved when it was acknowledged, or while it waited. */
export function holdsKey({ item, exception }: QueuedItem): boolean {
  return exception === null ? item.holdsKey === true : exception.holdsKey
}

export interface QueuedBatch {
  readonly id: Uuid
  readonly payload: string
  readonly integration_type: IntegrationType
  readonly created_by: string
  readonly recorded_at: Date
}

/** The items of a batch, in order. The payload is what acceptTransactions wrote. */
export function itemsOfBatch(batch: QueuedBatch): readonly QueuedItem[] {
  const items = JSON.parse(batch.payload) as TransactionItem[]
  return items.map((item, batchIndex) => ({
    item,
    contentHash: contentHash(item),
    batchId: batch.id,
    batchIndex,
    integrationType: batch.integration_type,
    createdBy: batch.created_by,
    acknowledgedAt: batch.recorded_at,
    exception: null,
  }))
}

export type FailureCode =
  | 'customer_unknown'
  | 'brand_unknown'
  | 'affiliate_unknown'
  | 'click_invalid'
  | 'anonymous_not_allowed'
  | 'duplicate_with_other_content'
  | 'fx_rate_missing'
  | 'original_rejected'
  | 'original_not_refundable'
  | 'amount_out_of_range'
  | 'processing_failed'

export interface Failed {
  readonly kind: 'failed'
  readonly code: FailureCode
  readonly message: string
}

/** It may still come: the customer it names (or the operator's word that it is one), or the sale that it takes back (or that sale's approval). */
export interface Waiting {
  readonly kind: 'waiting'
  readonly code: 'customer_unknown' | 'customer_unverified' | 'original_unknown' | 'original_pending'
  readonly message: string
}

/** Why an item did not become a transaction now. */
export type Refusal = { readonly kind: 'duplicate' } | Failed | Waiting

export function failed(code: FailureCode, message: string): Failed {
  return { kind: 'failed', code, message }
}
