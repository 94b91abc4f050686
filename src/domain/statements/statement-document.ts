import type { Uuid } from '../ids.ts'

/**
 * What is hashed of a statement: canonical JSON of this object, nothing else. Only what can never change is in it, so ids stand for names
 * (an affiliate that is erased has no name any more). Amounts are decimal texts of major units with all digits of the currency ("-5.00"),
 * instants ISO 8601 in UTC with milliseconds.
 */
export interface StatementDocument {
  readonly format: 'fairshare-statement/1'
  readonly id: Uuid
  readonly programId: Uuid
  readonly affiliateId: Uuid
  readonly isTest: boolean
  readonly period: { readonly name: string; readonly from: string; readonly until: string; readonly timeZone: string }
  readonly currency: string
  /** The hash of the affiliate's statement before this one, in hex; null for its first. */
  readonly previous: string | null
  readonly opening: StatementBalance
  /** What the period's lines about commission come to, by component, brand and product; in the order of these names. */
  readonly commissions: readonly CommissionSum[]
  /** Ends of periods: negatives brought to zero (positive), and what came off for what was carried in (negative). */
  readonly carryover: { readonly in: string; readonly out: string }
  readonly adjustments: string
  readonly tax: { readonly vat: string; readonly withheld: string }
  /** Sent to the affiliate (negative) and come back (positive). */
  readonly payouts: { readonly sent: string; readonly returned: string }
  /** What of the pending balance became payable; it changes no sum. */
  readonly matured: string
  readonly closing: StatementBalance
  readonly lines: { readonly count: number; readonly root: string }
}

/** What is owed: not payable yet, payable, and both. */
export interface StatementBalance {
  readonly pending: string
  readonly payable: string
  readonly total: string
}

export interface CommissionSum {
  readonly component: string
  readonly brandId: Uuid | null
  readonly productId: Uuid | null
  readonly lines: number
  readonly amount: string
}

export const SECTIONS = ['commission', 'carryover', 'adjustment', 'vat', 'withheld', 'payout'] as const
export type Section = (typeof SECTIONS)[number]

/** One transfer of the ledger that changed what an affiliate is owed. The leaf of the statement's Merkle tree is its canonical JSON. */
export interface StatementLine {
  readonly transferId: Uuid
  readonly section: Section
  /** The kind of the transfer: `commission_accrued`. */
  readonly kind: string
  /** What it changes the balance by. */
  readonly amount: string
  readonly account: 'pending' | 'payable'
  readonly occurredAt: string
  readonly recordedAt: string
  /** The closed period that it would have stood in; null: it came in time. */
  readonly relatesToPeriod: string | null
  /** What it came from: `commission` and its id. */
  readonly causeType: string
  readonly causeId: Uuid
  /** Of a line about a commission. */
  readonly component: string | null
  readonly brandId: Uuid | null
  readonly productId: Uuid | null
  readonly customerId: Uuid | null
  readonly transactionId: Uuid | null
  /** Of a payout in another currency. */
  readonly exchange: LineExchange | null
}

/** What a payout was exchanged for: its amount, one unit of its currency in the statement's, and where and from when that rate is. */
export interface LineExchange {
  readonly amount: string
  readonly currency: string
  readonly rate: string
  readonly source: string
  readonly from: string
}

/** What closes a period, signed to the byte as canonical JSON. */
export interface PeriodSealDocument {
  readonly format: 'fairshare-period/1'
  readonly programId: Uuid
  readonly isTest: boolean
  readonly period: StatementDocument['period']
  readonly currency: string
  /** The hash of the seal of the period before, in hex; null for the first. */
  readonly previous: string | null
  /** The Merkle root over the hashes of its statements, in the order of their affiliates' ids. */
  readonly statements: { readonly count: number; readonly root: string }
  readonly totals: { readonly opening: string; readonly closing: string; readonly lines: number }
  /** The book up to here: its last step before the cut, and the seal of that step. */
  readonly book: { readonly sequence: string; readonly seal: string }
  readonly keyId: Uuid
  readonly sealedAt: string
}
