import type { Micros } from '../money/amounts.ts'

/**
 * A payment gateway that tells us about payments by itself. One file implements this, one line in `gateways.ts` adds it, and nothing else
 * knows its name (docs/gateways.md, "Adding a gateway").
 */
export interface Gateway {
  /** In paths, tables and the audit: `stripe`. */
  readonly kind: string
  /** As people write it. */
  readonly name: string
  /** Headers that its deliveries are checked with, in lower case. They are kept with the delivery. */
  readonly headers: readonly string[]
  /** What it is checked with, by name. */
  readonly secrets: Readonly<Record<string, SecretRule>>
  /** Whether it may be switched on before any secret is known; what it tells is unverified then. */
  readonly mayBeUnsigned: boolean
  /** Who sent this? Compares in constant time, on the bytes as they came. Never throws. */
  verify(delivery: RawDelivery, secrets: GatewaySecrets): Verification
  /** What does it say? Never throws, whatever the body is. */
  parse(body: Buffer): ParsedDelivery
}

export interface SecretRule {
  readonly about: string
  /** Of one value. */
  readonly longest: number
  isValid(value: string): boolean
}

/** A call of a gateway, as it came. */
export interface RawDelivery {
  readonly body: Buffer
  /** By their lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly receivedAt: Date
}

/** Values by the name of their rule; several while one is exchanged for another. */
export type GatewaySecrets = Readonly<Record<string, readonly string[]>>

export type Verification =
  | { readonly outcome: 'signed' }
  /** Nothing to check it with is configured. */
  | { readonly outcome: 'unsigned' }
  | { readonly outcome: 'refused'; readonly reason: string }

export interface ParsedDelivery {
  /** The gateway's own id of what it tells; null where it has none. */
  readonly eventId: string | null
  readonly eventType: string | null
  readonly facts: readonly GatewayFact[]
  /** Why there are no facts; null if there are. */
  readonly reason: string | null
}

export type GatewayFact = PaymentFact | RefundFact | DisputeFact | LinkFact

interface Fact {
  /**
   * What the gateway calls the payment this is about, each with its kind: `payment_intent:pi_1`, `session:cs_1`. Two facts that share one
   * are about the same payment.
   */
  readonly references: readonly string[]
  /** Null: it does not say. */
  readonly occurredAt: Date | null
}

/** Something was bought. A value of 0 means that nothing was paid for it (a trial): a customer, no conversion. */
export interface PaymentFact extends Fact {
  readonly kind: 'payment'
  readonly value: Micros
  readonly currency: string
  /** The order id that the shop gave; wins over `orderId`. */
  readonly statedOrderId: string | null
  /** The gateway's own id of the payment, one for all that it tells of it. */
  readonly orderId: string
  readonly affiliateCode: string | null
  /** Codes and ids of the coupons used; the first that stands for an affiliate counts. */
  readonly coupons: readonly string[]
  readonly customerId: string | null
  readonly customerEmail: string | null
  readonly customerName: string | null
  readonly product: string | null
  readonly subscription: string | null
  /** The payment that began its subscription, or is in none. Others take the affiliate of that one. */
  readonly isFirst: boolean
  /** False: another event of the same payment may still tell whose it is. */
  readonly isComplete: boolean
}

/** Money was given back. */
export interface RefundFact extends Fact {
  readonly kind: 'refund'
  /** The gateway's id of the refund, or one made of what it tells. */
  readonly id: string
  readonly value: Micros
  /** Set when the value is everything refunded so far: what the ids of the refunds that it cumulates begin with. */
  readonly cumulates: string | null
  readonly currency: string
}

/** Somebody takes money back by force, or has failed to. */
export interface DisputeFact extends Fact {
  readonly kind: 'dispute'
  /** The gateway's id of the dispute. */
  readonly id: string
  readonly value: Micros
  readonly currency: string
  readonly state: 'opened' | 'won' | 'lost'
}

/** Names belong to one payment. */
export interface LinkFact extends Fact {
  readonly kind: 'link'
}
