import { createHmac } from 'node:crypto'

export type Fields = Readonly<Record<string, unknown>>

/** An event as Stripe writes it, around one of its objects. */
export function stripeEvent(type: string, object: Fields, id: string, created: Date): Fields {
  return {
    id, object: 'event', api_version: '2025-09-30.clover', created: seconds(created), livemode: true, pending_webhooks: 1, type,
    request: { id: 'req_1', idempotency_key: null }, data: { object },
  }
}

/** The signature header of a body: `t=…,v1=…` (docs.stripe.com/webhooks#verify-manually). */
export function stripeSignature(body: string, secret: string, at: Date): string {
  return `t=${seconds(at)},v1=${stripeMac(body, secret, at)}`
}

export function stripeMac(body: string, secret: string, at: Date): string {
  return createHmac('sha256', secret).update(`${seconds(at)}.${body}`).digest('hex')
}

export function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}

export function session(id: string, fields: Fields = {}): Fields {
  return {
    id, object: 'checkout.session', amount_subtotal: 9900, amount_total: 9900, currency: 'brl', customer: null, customer_email: null,
    customer_details: { address: { country: 'BR' }, email: 'Ana@Example.com', name: 'Ana Souza', phone: null, tax_ids: [] }, discounts: [], invoice: null,
    livemode: true, metadata: {}, mode: 'payment', payment_intent: null, payment_method_types: ['card'], payment_status: 'paid', status: 'complete',
    subscription: null, total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 }, ...fields,
  }
}

export function paymentIntent(id: string, fields: Fields = {}): Fields {
  return {
    id, object: 'payment_intent', amount: 9900, amount_capturable: 0, amount_received: 9900, currency: 'brl', customer: null, latest_charge: `ch_${id.slice(3)}`,
    livemode: true, metadata: {}, payment_details: { customer_reference: null, order_reference: null }, receipt_email: null, shipping: null, status: 'succeeded', ...fields,
  }
}

/** As the API writes it from 2025 on: the subscription inside `parent`, no payment intent. */
export function invoice(id: string, fields: Fields & { readonly subscription?: string; readonly subscriptionMetadata?: Fields } = {}): Fields {
  const { subscription, subscriptionMetadata = {}, ...own } = fields
  return {
    id, object: 'invoice', amount_due: 9900, amount_paid: 9900, amount_remaining: 0, billing_reason: 'subscription_cycle', currency: 'brl',
    customer: 'cus_1', customer_email: 'ana@example.com', customer_name: 'Ana Souza', discounts: [], livemode: true, metadata: {}, status: 'paid',
    parent: subscription === undefined ? null : { quote_details: null, type: 'subscription_details', subscription_details: { subscription, metadata: subscriptionMetadata } },
    lines: { object: 'list', data: [{ id: 'il_1', amount: 9900, description: '1 × Plan', quantity: 1 }], has_more: false }, ...own,
  }
}

/** As older versions of the API write it. */
export function oldInvoice(id: string, fields: Fields = {}): Fields {
  return { ...invoice(id), parent: undefined, subscription: null, payment_intent: null, charge: null, ...fields }
}

export function invoicePayment(id: string, invoiceId: string, paymentIntentId: string): Fields {
  return {
    id, object: 'invoice_payment', amount_paid: 9900, amount_requested: 9900, currency: 'brl', invoice: invoiceId, is_default: true, livemode: true,
    payment: { type: 'payment_intent', payment_intent: paymentIntentId }, status: 'paid', status_transitions: { canceled_at: null, paid_at: 1_763_000_000 },
  }
}

export function refundedCharge(id: string, amountRefunded: unknown, fields: Fields = {}): Fields {
  return {
    id, object: 'charge', amount: 9900, amount_captured: 9900, amount_refunded: amountRefunded, captured: true, currency: 'brl', customer: null, disputed: false,
    livemode: true, metadata: {}, paid: true, payment_intent: `pi_${id.slice(3)}`, refunded: amountRefunded === 9900, status: 'succeeded', ...fields,
  }
}

export function dispute(id: string, charge: string, status: string, fields: Fields = {}): Fields {
  return {
    id, object: 'dispute', amount: 9900, balance_transactions: [], charge, currency: 'brl', evidence: {}, is_charge_refundable: false, livemode: true,
    metadata: {}, payment_intent: `pi_${charge.slice(3)}`, reason: 'fraudulent', status, ...fields,
  }
}
