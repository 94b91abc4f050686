import type { Uuid } from '../ids.ts'
import type { InvoiceBlock } from '../invoices/invoice-blocks.ts'
import { convertForPayout } from '../rates/convert-for-payout.ts'
import type { PayoutRateFound } from '../rates/payout-rate.ts'

export const LEFT_OUT_REASONS = [
  'nothing_payable', 'negative_balance', 'in_flight', 'below_minimum', 'method_missing', 'method_held', 'blocked', 'suspended', 'erased',
  'invoice_missing', 'invoice_mismatch',
  'rate_missing', 'rate_stale', 'amount_out_of_range',
] as const

/** Why an affiliate is not paid by a run. Words: docs/payouts.md. */
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

/** What decides whether an affiliate is paid, and how much. Amounts in minor units of the program's currency. */
export interface Payee {
  readonly affiliateId: Uuid
  readonly isErased: boolean
  readonly isSuspended: boolean
  /** Why a manager keeps its payouts back; null: nobody does. */
  readonly blockReason: string | null
  /** It sends its own invoices, and one of a statement has not come, or differs (docs/invoices.md). */
  readonly invoiceBlock: InvoiceBlock | null
  readonly payable: bigint
  /** Negative lines that pending has not been evened out for, approved or not: zero or less. */
  readonly pendingNegatives: bigint
  /** At most so much, because only what stood on a statement is paid; null: no such limit. */
  readonly most: bigint | null
  /** Money of it is in a payout that is neither paid nor ended. */
  readonly isInFlight: boolean
  readonly method: PayeeMethod | null
}

/** The payout method that an affiliate would be paid with. */
export interface PayeeMethod {
  readonly id: Uuid
  readonly kind: string
  readonly currency: string
  /** Null: never held. */
  readonly heldUntil: Date | null
}

/** What holds for everybody in a run. */
export interface PayoutTerms {
  readonly currency: string
  readonly now: Date
  /** The least that is sent by a kind of method in a currency, and in which currency that is said. */
  readonly minimumOf: (methodKind: string, currency: string) => Minimum
  readonly rateOf: (currency: string) => PayoutRateFound
}

export interface Minimum {
  readonly minor: bigint
  readonly currency: string
}

export type Judgement = NewPayout | LeftOut

/** Somebody is paid. */
export interface NewPayout {
  readonly affiliateId: Uuid
  readonly reason: null
  readonly amountMinor: bigint
  readonly method: PayeeMethod
  readonly paidAmountMinor: bigint
  /** Of a payout in another currency. */
  readonly rate: PayoutRateFound['rate']
}

/** Somebody is not paid, and why. */
export interface LeftOut {
  readonly affiliateId: Uuid
  readonly reason: LeftOutReason
  readonly amountMinor: bigint
  /** How much is missing of the minimum. */
  readonly missing: Minimum | null
  readonly heldUntil: Date | null
  readonly note: string | null
}

/**
 * Whether an affiliate is paid, how much, and if not why: min(payable, payable + all pending negatives), never below zero, at least the
 * minimum. Rules: docs/payouts.md.
 */
export function judgePayee(payee: Payee, terms: PayoutTerms): Judgement {
  const amountMinor = payableNow(payee)
  const leaveOut = (reason: LeftOutReason, details: Partial<Pick<LeftOut, 'missing' | 'heldUntil' | 'note'>> = {}): LeftOut =>
    ({ affiliateId: payee.affiliateId, reason, amountMinor, missing: null, heldUntil: null, note: null, ...details })
  const { method } = payee
  if (amountMinor < 0n) return leaveOut('negative_balance')
  if (amountMinor === 0n) return leaveOut(whyNothing(payee))
  if (payee.isErased) return leaveOut('erased')
  if (payee.isSuspended) return leaveOut('suspended')
  if (payee.blockReason !== null) return leaveOut('blocked', { note: payee.blockReason })
  if (payee.invoiceBlock !== null) return leaveOut(payee.invoiceBlock)
  if (method === null) return leaveOut('method_missing')
  if (method.heldUntil !== null && method.heldUntil > terms.now) return leaveOut('method_held', { heldUntil: method.heldUntil })
  const found: PayoutRateFound = method.currency === terms.currency ? { rate: null, reason: 'rate_missing' } : terms.rateOf(method.currency)
  if (found.rate === null && method.currency !== terms.currency) return leaveOut(found.reason)
  const paidAmountMinor = found.rate === null ? amountMinor : convertForPayout(amountMinor, terms.currency, method.currency, found.rate.ratePpb)
  if (paidAmountMinor === null) return leaveOut('amount_out_of_range')
  const minimum = terms.minimumOf(method.kind, method.currency)
  const missing = minimum.minor - (minimum.currency === terms.currency ? amountMinor : paidAmountMinor)
  if (missing > 0n) return leaveOut('below_minimum', { missing: { minor: missing, currency: minimum.currency } })
  return { affiliateId: payee.affiliateId, reason: null, amountMinor, method, paidAmountMinor, rate: found.rate }
}

/** Below zero: what the affiliate owes. A limit takes nothing below zero. */
function payableNow({ payable, pendingNegatives, most }: Payee): bigint {
  const free = pendingNegatives < 0n ? payable + pendingNegatives : payable
  if (most === null || free <= most) return free
  return most > 0n ? most : 0n
}

function whyNothing({ payable, pendingNegatives, isInFlight }: Payee): LeftOutReason {
  if (payable > 0n && payable + pendingNegatives <= 0n) return 'negative_balance'
  return isInFlight ? 'in_flight' : 'nothing_payable'
}
