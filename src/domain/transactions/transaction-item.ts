import { hash } from 'node:crypto'
import type { Uuid } from '../ids.ts'

/**
 * A transaction as it was acknowledged: shape checked, amounts normalised, nothing resolved yet. It is stored as JSON, so
 * absent means null (texts) or zero (amounts), and amounts are texts of whole millionths of a major unit.
 */
export interface TransactionItem {
  readonly type: string
  /** Milliseconds since 1970. */
  readonly occurredAt: number
  readonly externalId?: string
  readonly brandId?: Uuid
  readonly externalBrandId?: string
  readonly externalProductId?: string
  readonly externalCustomerId?: string
  readonly clickKey?: string
  readonly affiliateId?: Uuid
  readonly relatedExternalId?: string
  readonly country?: string
  readonly countryCode?: string
  readonly category?: string
  readonly label?: string
  readonly note?: string
  /** Set when the amounts are not in the program's currency. */
  readonly currency?: string
  readonly deposit?: string
  readonly sale?: string
  readonly withdrawal?: string
  readonly wager?: string
  readonly bonus?: string
  readonly gross?: string
  readonly suppliedRevShare?: string
  readonly suppliedCpa?: string
  readonly suppliedFixed?: string
  readonly deductions?: readonly { readonly name: string; readonly amount: string }[]
  /** The affiliate whose it is, whatever the customer's attribution. */
  readonly ownerId?: Uuid
  /** Waits for approval whatever the brand says: with its commission computed, or before anything is. */
  readonly heldAt?: ApprovalStage
  /** Reported by a browser, which anybody can imitate. */
  readonly isUnverified?: true
  /** Its externalId was reserved for it when it was acknowledged. */
  readonly holdsKey?: true
}

export type ApprovalStage = 'transaction' | 'commission'

export type IntegrationType = 'api' | 'import' | 'csv' | 'xml' | 'pixel' | 'sdk' | 'gateway' | 'manual'

/** Whether a page reports the item and it has no effect before its approval: then it holds its externalId among claims only. */
export function isClaim({ heldAt, isUnverified }: TransactionItem): boolean {
  return isUnverified === true && heldAt === 'transaction'
}

/** Types whose amounts are magnitudes and take money back. Only they may name an original. */
export function takesBack(type: string): boolean {
  return type === 'refund' || type === 'chargeback'
}

/**
 * What "the same content" means for a repeated externalId: 128 bits of SHA-256 over the normalised item without the brand's
 * name (the brand is part of the key already) and without how it is to be treated, written as a uuid. Items are always built in the same
 * field order.
 */
export function contentHash(item: TransactionItem): Uuid {
  const { brandId: _brandId, externalBrandId: _externalBrandId, heldAt: _heldAt, isUnverified: _isUnverified, holdsKey: _holdsKey, ...content } = item
  const digest = hash('sha256', JSON.stringify(content), 'hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-${digest.slice(16, 20)}-${digest.slice(20, 32)}`
}
