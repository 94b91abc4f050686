import type { CommissionStatus } from '../commissions/list-commissions.ts'
import type { Words } from '../commissions/explanation.ts'
import type { Uuid } from '../ids.ts'

/** What one thing that was accepted has come to. */
export interface Chapter {
  readonly kind: 'registration' | 'event' | 'item' | 'transaction'
  /** Of the customer, event, exception or transaction; null for an item in the queue. */
  readonly id: Uuid | null
  readonly externalId: string | null
  /** `sale`, `conversion` …; of a registration `registration`. */
  readonly type: string
  readonly occurredAt: Date
  readonly receivedAt: Date
  /** How it came: `api`, `sdk`, `gateway`, `import` …, or who made it. */
  readonly via: string
  /** Where it stands: `queued`, `waiting`, `failed`, `approved`, `converted`, `attributed` … */
  readonly state: string
  /** Why it stands there, as a stable code or as somebody said it. */
  readonly reason: string | null
  readonly customerId: Uuid | null
  readonly affiliateId: Uuid | null
  /** The transaction whose place it took. */
  readonly replacesId: Uuid | null
  readonly words: Words
  readonly lines: readonly ToldLine[]
}

/** Where the money of a line is. `none`: a line of zero. `deducted`: it takes from what is owed. */
export type PayoutState = 'none' | 'waiting' | 'held' | 'payable' | 'paid' | 'deducted' | 'rejected' | 'taken_back'

/** A commission line, and what it says. */
export interface ToldLine {
  readonly commissionId: Uuid
  readonly affiliateId: Uuid
  readonly component: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly status: CommissionStatus
  readonly reason: string | null
  readonly payout: PayoutState
  readonly payableFrom: Date
  readonly words: Words
}

export interface Story {
  /** What was asked for. */
  readonly about: string
  readonly chapters: readonly Chapter[]
  /** The last transaction of the page, where there are more. */
  readonly nextAfterId: Uuid | null
}
