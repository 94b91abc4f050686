import type { CustomerName } from '../customers/customer.ts'
import type { Uuid } from '../ids.ts'
import type { Micros } from '../money/amounts.ts'

/** What a page, a server, a gateway or a person reports: shape checked, nothing resolved. Null = not sent. */
export interface NewEvent {
  readonly kind: 'conversion' | 'lead' | 'page_view'
  /** The affiliate by its referral code, in any case … */
  readonly referralCode: string | null
  /** … or by its id. */
  readonly affiliateId: Uuid | null
  /** Names a conversion: unique per program. */
  readonly orderId: string | null
  /** Of the order, in millionths of a major unit of `currency`. */
  readonly value: Micros | null
  /** ISO 4217. Null: the program's. */
  readonly currency: string | null
  readonly customerId: string | null
  readonly customerEmail: string | null
  readonly customerName: string | null
  readonly product: string | null
  readonly sessionId: string | null
  /** Null: now. */
  readonly occurredAt: Date | null
  /** Everything that was sent about it, kept as it came. */
  readonly properties: object
  /** Without the address. */
  readonly deviceInfo: object | null
  /** The visitor's address: IPv4 or IPv6, without a zone. */
  readonly ip: string | null
}

/** Who reports. */
export interface EventSource {
  readonly programId: Uuid
  readonly kind: 'api' | 'sdk' | 'gateway' | 'manual'
  /** False for a browser, which anybody can imitate. */
  readonly isVerified: boolean
  /** As in the audit. */
  readonly actor: string
}

/** What became of an event. */
export interface RecordedEvent {
  readonly id: Uuid
  readonly outcome: 'recorded' | 'converted' | 'unattributed' | 'duplicate'
  readonly reason: EventReason | null
  /** Whom it names, if it is one of the program's. */
  readonly affiliateId: Uuid | null
  /** The customer that did not exist before this event. */
  readonly registered: CustomerName | null
}

/** Why an event is unattributed; or what is special about a duplicate (`reported_by_page`: only a page had reported the order before). */
export type EventReason = 'campaign_paused' | 'affiliate_unknown' | 'affiliate_inactive' | 'brand_unknown' | 'fx_rate_missing' | 'reported_by_page'
