import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Micros } from '../money/amounts.ts'
import { isCurrency } from '../money/currencies.ts'
import type { DisputeFact, Gateway, GatewayFact, GatewaySecrets, ParsedDelivery, RawDelivery, Verification } from './gateway.ts'
import { asObject, at, idAt, listAt, type Payload, readObject, secondsAt, textAt, wholeAt } from './read-payload.ts'

const TOLERANCE_MS = 5 * 60_000
const MOST_SIGNATURES = 10

export const stripe: Gateway = {
  kind: 'stripe',
  name: 'Stripe',
  headers: ['stripe-signature'],
  secrets: {
    signingSecrets: {
      about: 'Signing secrets of the webhook endpoint (`whsec_…`); two while one is rolled.',
      longest: 200,
      isValid: (value) => /^whsec_[\x21-\x7e]{8,}$/.test(value),
    },
  },
  mayBeUnsigned: false,
  verify,
  parse,
}

/** `t=…,v1=…`: HMAC-SHA256 of `<t>.<body>` with one of the secrets, not older than five minutes. */
function verify({ body, headers, receivedAt }: RawDelivery, secrets: GatewaySecrets): Verification {
  const { timestamp, signatures } = readSignatureHeader(headers['stripe-signature'] ?? '')
  if (timestamp === null || signatures.length === 0) return { outcome: 'refused', reason: 'signature_missing' }
  const expected = (secrets['signingSecrets'] ?? []).map((secret) => createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest())
  // Every pair is compared, whichever of them fits.
  const matches = expected.flatMap((own) => signatures.map((sent) => sent.length === own.length && timingSafeEqual(sent, own)))
  if (!matches.includes(true)) return { outcome: 'refused', reason: 'signature_wrong' }
  if (Math.abs(receivedAt.getTime() - Number(timestamp) * 1_000) > TOLERANCE_MS) return { outcome: 'refused', reason: 'signature_expired' }
  return { outcome: 'signed' }
}

function readSignatureHeader(header: string): { readonly timestamp: string | null; readonly signatures: readonly Buffer[] } {
  const parts = header.split(',').map((part) => part.trim())
  const timestamp = parts.find((part) => /^t=\d{1,12}$/.test(part))?.slice(2) ?? null
  const signatures = parts.filter((part) => /^v1=[0-9a-f]{64}$/i.test(part)).slice(0, MOST_SIGNATURES)
  return { timestamp, signatures: signatures.map((part) => Buffer.from(part.slice(3), 'hex')) }
}

/** The facts of an event, or the reason why it has none. */
type Reader = (object: Payload, occurredAt: Date | null) => GatewayFact | string

const READERS: Readonly<Record<string, Reader>> = {
  'checkout.session.completed': readSession,
  'checkout.session.async_payment_succeeded': readSession,
  'payment_intent.succeeded': readPaymentIntent,
  'invoice.paid': readInvoice,
  'invoice_payment.paid': readInvoicePayment,
  'charge.refunded': readRefund,
  'charge.dispute.created': readDispute,
  // A mere inquiry became a dispute.
  'charge.dispute.funds_withdrawn': readDispute,
  'charge.dispute.closed': readDispute,
}

function parse(body: Buffer): ParsedDelivery {
  const event = readObject(body)
  const [eventId, eventType] = [textAt(event, 'id'), textAt(event, 'type')]
  const object = asObject(at(event, 'data', 'object'))
  const reader = eventType !== null && Object.hasOwn(READERS, eventType) ? READERS[eventType] : undefined
  const read = eventType === null ? 'unreadable' : reader === undefined ? 'event_not_used' : object === null ? 'unreadable' : reader(object, secondsAt(event, 'created'))
  return typeof read === 'string' ? { eventId, eventType, facts: [], reason: read } : { eventId, eventType, facts: [read], reason: null }
}

function readSession(session: Payload, occurredAt: Date | null): GatewayFact | string {
  const id = textAt(session, 'id')
  const status = textAt(session, 'payment_status')
  if (id === null || status === null) return 'unreadable'
  if (status !== 'paid' && status !== 'no_payment_required') return 'not_paid'
  const amount = status === 'paid' ? amountOf(session, 'amount_total') : FREE
  if (amount === null) return 'amount_unknown'
  const [paymentIntent, invoice, subscription] = [idAt(session, 'payment_intent'), idAt(session, 'invoice'), idAt(session, 'subscription')]
  const metadata = at(session, 'metadata')
  return {
    kind: 'payment', ...amount, occurredAt, subscription, isFirst: true, isComplete: true,
    references: references({ session: id, payment_intent: paymentIntent, invoice, subscription_start: subscription }),
    orderId: (subscription === null ? paymentIntent : invoice) ?? id,
    statedOrderId: textAt(metadata, 'order_id'),
    affiliateCode: textAt(metadata, 'affiliate_code'),
    coupons: [...statedCoupons(metadata), ...[...listAt(session, 'discounts'), ...listAt(session, 'total_details', 'breakdown', 'discounts').map((entry) => at(entry, 'discount'))].flatMap(couponsOf)],
    customerId: textAt(metadata, 'customer_id') ?? idAt(session, 'customer'),
    customerEmail: textAt(metadata, 'customer_email') ?? textAt(session, 'customer_details', 'email') ?? textAt(session, 'customer_email'),
    customerName: textAt(metadata, 'customer_name') ?? textAt(session, 'customer_details', 'name'),
    product: textAt(metadata, 'product'),
  }
}

function readPaymentIntent(intent: Payload, occurredAt: Date | null): GatewayFact | string {
  const id = textAt(intent, 'id')
  if (id === null) return 'unreadable'
  const amount = amountOf(intent, 'amount_received') ?? amountOf(intent, 'amount')
  if (amount === null) return 'amount_unknown'
  const invoice = invoiceOfIntent(intent)
  const metadata = at(intent, 'metadata')
  return {
    kind: 'payment', ...amount, occurredAt, subscription: null, isFirst: true, isComplete: false,
    references: references({ payment_intent: id, invoice, charge: idAt(intent, 'latest_charge') }),
    orderId: invoice ?? id,
    statedOrderId: textAt(metadata, 'order_id'),
    affiliateCode: textAt(metadata, 'affiliate_code'),
    coupons: statedCoupons(metadata),
    customerId: textAt(metadata, 'customer_id') ?? idAt(intent, 'customer'),
    customerEmail: textAt(metadata, 'customer_email') ?? textAt(intent, 'receipt_email'),
    customerName: textAt(metadata, 'customer_name') ?? textAt(intent, 'shipping', 'name'),
    product: textAt(metadata, 'product'),
  }
}

/** Versions of Stripe's API until 2025 say it themselves, later ones in a reference that the shop may also use for its own ids. */
function invoiceOfIntent(intent: Payload): string | null {
  const reference = textAt(intent, 'payment_details', 'order_reference')
  return idAt(intent, 'invoice') ?? (reference?.startsWith('in_') === true ? reference : null)
}

function readInvoice(invoice: Payload, occurredAt: Date | null): GatewayFact | string {
  const id = textAt(invoice, 'id')
  if (id === null) return 'unreadable'
  const amount = amountOf(invoice, 'amount_paid')
  if (amount === null) return 'amount_unknown'
  // The first is how versions of Stripe's API from 2025 on write it.
  const details = asObject(at(invoice, 'parent', 'subscription_details')) ?? asObject(at(invoice, 'subscription_details'))
  const subscription = idAt(details, 'subscription') ?? idAt(invoice, 'subscription')
  const isStart = at(invoice, 'billing_reason') === 'subscription_create'
  const metadata = at(invoice, 'metadata')
  const stated = (name: string) => textAt(metadata, name) ?? textAt(details, 'metadata', name)
  return {
    kind: 'payment', ...amount, subscription, isFirst: isStart || subscription === null, isComplete: false,
    occurredAt: secondsAt(invoice, 'status_transitions', 'paid_at') ?? occurredAt,
    references: [
      ...references({ invoice: id, payment_intent: idAt(invoice, 'payment_intent'), charge: idAt(invoice, 'charge'), subscription_start: isStart ? subscription : null }),
      ...listAt(invoice, 'payments', 'data').flatMap((payment) => references({ payment_intent: idAt(payment, 'payment', 'payment_intent') })),
    ],
    orderId: id,
    // What the subscription says is said for its renewals too: an order id would make all of them one order.
    statedOrderId: isStart ? stated('order_id') : textAt(metadata, 'order_id'),
    affiliateCode: stated('affiliate_code'),
    coupons: [...[stated('coupon_code')].filter((code) => code !== null), ...[at(invoice, 'discount'), ...listAt(invoice, 'discounts')].flatMap(couponsOf)],
    customerId: stated('customer_id') ?? idAt(invoice, 'customer'),
    customerEmail: stated('customer_email') ?? textAt(invoice, 'customer_email'),
    customerName: stated('customer_name') ?? textAt(invoice, 'customer_name'),
    product: stated('product'),
  }
}

function readInvoicePayment(payment: Payload, occurredAt: Date | null): GatewayFact | string {
  const names = references({ invoice: idAt(payment, 'invoice'), payment_intent: idAt(payment, 'payment', 'payment_intent'), charge: idAt(payment, 'payment', 'charge') })
  return names.length < 2 ? 'nothing_linked' : { kind: 'link', references: names, occurredAt }
}

function readRefund(charge: Payload, occurredAt: Date | null): GatewayFact | string {
  const id = textAt(charge, 'id')
  if (id === null) return 'unreadable'
  const [amount, minor] = [amountOf(charge, 'amount_refunded'), wholeAt(charge, 'amount_refunded')]
  if (amount === null) return 'amount_unknown'
  const cumulates = `${id}:refund:`
  const names = references({ charge: id, payment_intent: idAt(charge, 'payment_intent'), invoice: idAt(charge, 'invoice') })
  return { kind: 'refund', id: `${cumulates}${minor}`, cumulates, ...amount, references: names, occurredAt }
}

/** An inquiry (`warning_…`) and a prevented dispute have cost nothing. */
const DISPUTE_STATES: Readonly<Record<string, DisputeFact['state']>> = { needs_response: 'opened', under_review: 'opened', won: 'won', lost: 'lost' }

function readDispute(dispute: Payload, occurredAt: Date | null): GatewayFact | string {
  const [id, status] = [textAt(dispute, 'id'), textAt(dispute, 'status')]
  if (id === null || status === null) return 'unreadable'
  const state = Object.hasOwn(DISPUTE_STATES, status) ? DISPUTE_STATES[status] : undefined
  if (state === undefined) return 'nothing_withdrawn'
  const amount = amountOf(dispute, 'amount')
  if (amount === null) return 'amount_unknown'
  const names = references({ charge: idAt(dispute, 'charge'), payment_intent: idAt(dispute, 'payment_intent') })
  return names.length === 0 ? 'unreadable' : { kind: 'dispute', id, ...amount, state, references: names, occurredAt }
}

function references(names: Readonly<Record<string, string | null>>): string[] {
  return Object.entries(names).flatMap(([kind, id]) => (id === null ? [] : [`${kind}:${id}`]))
}

function statedCoupons(metadata: unknown): string[] {
  const code = textAt(metadata, 'coupon_code')
  return code === null ? [] : [code]
}

/** What a discount may be known by: the code that was typed (only sent when expanded), the ids of code and coupon, the coupon's name. */
function couponsOf(discount: unknown): string[] {
  const coupon = at(discount, 'coupon') ?? at(discount, 'source', 'coupon')
  const promotion = at(discount, 'promotion_code')
  const names = [textAt(promotion, 'code'), idAt({ promotion }, 'promotion'), idAt({ coupon }, 'coupon'), textAt(coupon, 'name')]
  return names.filter((name) => name !== null)
}

const FREE = { value: 0n, currency: 'XXX' }

interface Amount {
  readonly value: Micros
  readonly currency: string
}

/** Amounts are whole minor units as Stripe counts them, the currency is in lower case. */
function amountOf(object: Payload, field: string): Amount | null {
  const currency = textAt(object, 'currency')?.toUpperCase() ?? ''
  const minor = wholeAt(object, field)
  if (minor === null || !isCurrency(currency)) return null
  const value = minor * 10n ** BigInt(MICRO_DIGITS - stripeDigits(currency))
  return value >= VALUE_LIMIT ? null : { value, currency }
}

const MICRO_DIGITS = 6
const VALUE_LIMIT = 10n ** 19n
// Not ISO 4217 everywhere: MGA is whole; ISK and UGX are whole but written with two decimals (docs.stripe.com/currencies).
const WHOLE = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '))
const THREE_DECIMALS = new Set('BHD JOD KWD OMR TND'.split(' '))

function stripeDigits(currency: string): number {
  if (WHOLE.has(currency)) return 0
  return THREE_DECIMALS.has(currency) ? 3 : 2
}
