import { describe, expect, test } from 'vitest'
import type { GatewayFact } from '../../src/domain/gateways/gateway.ts'
import { stripe } from '../../src/domain/gateways/stripe.ts'
import { dispute, type Fields, invoice, invoicePayment, oldInvoice, paymentIntent, refundedCharge, session, stripeEvent, stripeMac, stripeSignature } from './stripe-events.ts'

const AT = new Date('2026-11-15T12:00:00.000Z')
const SECRET = 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH'
const OTHER = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const BODY = '{"id":"evt_1","type":"x","note":"ação — 1 €"}'

function parse(type: string, object: Fields) {
  return stripe.parse(Buffer.from(JSON.stringify(stripeEvent(type, object, 'evt_1', AT))))
}

function factOf(type: string, object: Fields): GatewayFact {
  const [fact] = parse(type, object).facts
  if (fact === undefined) throw new Error(`no fact: ${parse(type, object).reason}`)
  return fact
}

function later(seconds: number): Date {
  return new Date(AT.getTime() + seconds * 1000)
}

describe('signatures of Stripe', () => {
  test.each`
    case                                  | header                                                                          | receivedAt      | secrets             | outcome
    ${'right'}                            | ${stripeSignature(BODY, SECRET, AT)}                                            | ${AT}           | ${[SECRET]}         | ${'signed'}
    ${'right, exactly 5 minutes old'}     | ${stripeSignature(BODY, SECRET, AT)}                                            | ${later(300)}   | ${[SECRET]}         | ${'signed'}
    ${'older than 5 minutes'}             | ${stripeSignature(BODY, SECRET, AT)}                                            | ${later(301)}   | ${[SECRET]}         | ${'signature_expired'}
    ${'from more than 5 minutes ahead'}   | ${stripeSignature(BODY, SECRET, AT)}                                            | ${later(-301)}  | ${[SECRET]}         | ${'signature_expired'}
    ${'with another secret'}              | ${stripeSignature(BODY, OTHER, AT)}                                             | ${AT}           | ${[SECRET]}         | ${'signature_wrong'}
    ${'with the secret before'}           | ${stripeSignature(BODY, OTHER, AT)}                                             | ${AT}           | ${[SECRET, OTHER]}  | ${'signed'}
    ${'two, the second right'}            | ${`${stripeSignature(BODY, OTHER, AT)},v1=${stripeMac(BODY, SECRET, AT)}`}      | ${AT}           | ${[SECRET]}         | ${'signed'}
    ${'of another body'}                  | ${stripeSignature(`${BODY} `, SECRET, AT)}                                      | ${AT}           | ${[SECRET]}         | ${'signature_wrong'}
    ${'with its time moved'}              | ${stripeSignature(BODY, SECRET, AT).replace(/t=\d+/, 't=1794830401')}           | ${AT}           | ${[SECRET]}         | ${'signature_wrong'}
    ${'of the test scheme only'}          | ${stripeSignature(BODY, SECRET, AT).replace('v1=', 'v0=')}                      | ${AT}           | ${[SECRET]}         | ${'signature_missing'}
    ${'without a time'}                   | ${`v1=${stripeMac(BODY, SECRET, AT)}`}                                          | ${AT}           | ${[SECRET]}         | ${'signature_missing'}
    ${'too short'}                        | ${`t=1794830400,v1=${stripeMac(BODY, SECRET, AT).slice(2)}`}                    | ${AT}           | ${[SECRET]}         | ${'signature_missing'}
    ${'empty'}                            | ${''}                                                                           | ${AT}           | ${[SECRET]}         | ${'signature_missing'}
    ${'when no secret is known'}          | ${stripeSignature(BODY, SECRET, AT)}                                            | ${AT}           | ${[]}               | ${'signature_wrong'}
  `('$case → $outcome', ({ header, receivedAt, secrets, outcome }) => {
    const verification = stripe.verify({ body: Buffer.from(BODY), headers: { 'stripe-signature': header }, receivedAt }, { signingSecrets: secrets })
    expect('reason' in verification ? verification.reason : verification.outcome).toBe(outcome)
  })
})

test.each`
  amount      | currency | micros
  ${9900}     | ${'brl'} | ${99_000_000n}
  ${1}        | ${'usd'} | ${10_000n}
  ${500}      | ${'jpy'} | ${500_000_000n}
  ${500}      | ${'mga'} | ${500_000_000n}
  ${500}      | ${'isk'} | ${5_000_000n}
  ${500}      | ${'ugx'} | ${5_000_000n}
  ${5120}     | ${'kwd'} | ${5_120_000n}
  ${100_000}  | ${'huf'} | ${1_000_000_000n}
`("$amount of $currency in Stripe's minor units is $micros millionths", ({ amount, currency, micros }) => {
  expect(factOf('checkout.session.completed', session('cs_1', { amount_total: amount, currency }))).toMatchObject({ value: micros, currency: currency.toUpperCase() })
})

describe('what Stripe tells', () => {
  test('a session: the order, whose it is, and who bought', () => {
    const fields = {
      payment_intent: 'pi_1', customer: 'cus_1', discounts: [{ coupon: 'NATAL10', promotion_code: 'promo_1' }],
      metadata: { affiliate_code: ' MARIA ', order_id: 'A-1', product: 'Course', coupon_code: 'TYPED' },
    }
    expect(factOf('checkout.session.completed', session('cs_1', fields))).toEqual({
      kind: 'payment', references: ['session:cs_1', 'payment_intent:pi_1'], occurredAt: AT, value: 99_000_000n, currency: 'BRL', orderId: 'pi_1', statedOrderId: 'A-1',
      affiliateCode: 'MARIA', coupons: ['TYPED', 'promo_1', 'NATAL10'], customerId: 'cus_1', customerEmail: 'Ana@Example.com', customerName: 'Ana Souza',
      product: 'Course', subscription: null, isFirst: true, isComplete: true,
    })
  })

  test('a coupon is known by its typed code, its ids and its name, wherever a version of the API puts them', () => {
    const expanded = { promotion_code: { id: 'promo_1', code: 'MARIA10' }, source: { type: 'coupon', coupon: { id: 'NATAL10', name: 'Natal' } } }
    const inBreakdown = session('cs_1', { total_details: { breakdown: { discounts: [{ amount: 100, discount: expanded }] } } })
    expect(factOf('checkout.session.completed', inBreakdown)).toMatchObject({ coupons: ['MARIA10', 'promo_1', 'NATAL10', 'Natal'] })
    expect(factOf('invoice.paid', oldInvoice('in_1', { discount: { coupon: { id: 'NATAL10', name: null }, promotion_code: null } }))).toMatchObject({ coupons: ['NATAL10'] })
  })

  test('a subscription session is named after its invoice, a session without either after itself', () => {
    expect(factOf('checkout.session.completed', session('cs_1', { mode: 'subscription', subscription: 'sub_1', invoice: 'in_1' })))
      .toMatchObject({ orderId: 'in_1', subscription: 'sub_1', isFirst: true, references: ['session:cs_1', 'invoice:in_1', 'subscription_start:sub_1'] })
    expect(factOf('checkout.session.completed', session('cs_1'))).toMatchObject({ orderId: 'cs_1' })
  })

  test.each`
    status                   | total        | value
    ${'no_payment_required'} | ${0}         | ${0n}
    ${'no_payment_required'} | ${null}      | ${0n}
    ${'paid'}                | ${0}         | ${0n}
  `('a session that is $status with a total of $total is worth $value', ({ status, total, value }) => {
    expect(factOf('checkout.session.completed', session('cs_1', { payment_status: status, amount_total: total }))).toMatchObject({ value })
  })

  test('a payment intent that belongs to an invoice says so in three ways, one per version of the API', () => {
    expect(factOf('payment_intent.succeeded', paymentIntent('pi_1'))).toMatchObject({ orderId: 'pi_1', references: ['payment_intent:pi_1', 'charge:ch_1'], isComplete: false })
    expect(factOf('payment_intent.succeeded', paymentIntent('pi_1', { invoice: 'in_1' }))).toMatchObject({ orderId: 'in_1' })
    expect(factOf('payment_intent.succeeded', paymentIntent('pi_1', { payment_details: { order_reference: 'in_1' } }))).toMatchObject({ orderId: 'in_1' })
    expect(factOf('payment_intent.succeeded', paymentIntent('pi_1', { payment_details: { order_reference: 'my order' } }))).toMatchObject({ orderId: 'pi_1' })
    expect(factOf('invoice_payment.paid', invoicePayment('inpay_1', 'in_1', 'pi_1'))).toMatchObject({ kind: 'link', references: ['invoice:in_1', 'payment_intent:pi_1'] })
  })

  test('an invoice: its subscription and what is said of it, in the form of either API', () => {
    const metadata = { affiliate_code: 'MARIA', order_id: 'A-1' }
    const inParent = factOf('invoice.paid', invoice('in_1', { subscription: 'sub_1', subscriptionMetadata: metadata, billing_reason: 'subscription_create' }))
    const atTop = factOf('invoice.paid', oldInvoice('in_1', { subscription: 'sub_1', subscription_details: { metadata }, billing_reason: 'subscription_create', payment_intent: 'pi_1' }))
    expect(inParent).toMatchObject({ subscription: 'sub_1', isFirst: true, affiliateCode: 'MARIA', statedOrderId: 'A-1', orderId: 'in_1', references: ['invoice:in_1', 'subscription_start:sub_1'] })
    expect(atTop).toMatchObject({ subscription: 'sub_1', isFirst: true, affiliateCode: 'MARIA', references: ['invoice:in_1', 'payment_intent:pi_1', 'subscription_start:sub_1'] })
  })

  test("a renewal does not take the order id of its subscription, but one of its own invoice's", () => {
    const subscriptionMetadata = { order_id: 'A-1', affiliate_code: 'MARIA' }
    expect(factOf('invoice.paid', invoice('in_2', { subscription: 'sub_1', subscriptionMetadata }))).toMatchObject({ isFirst: false, statedOrderId: null, affiliateCode: 'MARIA' })
    expect(factOf('invoice.paid', invoice('in_2', { subscription: 'sub_1', subscriptionMetadata, metadata: { order_id: 'A-2' } }))).toMatchObject({ statedOrderId: 'A-2' })
  })

  test('a refund is everything refunded of its charge so far', () => {
    expect(factOf('charge.refunded', refundedCharge('ch_1', 3000))).toEqual({
      kind: 'refund', id: 'ch_1:refund:3000', cumulates: 'ch_1:refund:', value: 30_000_000n, currency: 'BRL', references: ['charge:ch_1', 'payment_intent:pi_1'], occurredAt: AT,
    })
  })

  test.each`
    status                      | read
    ${'needs_response'}         | ${'opened'}
    ${'under_review'}           | ${'opened'}
    ${'won'}                    | ${'won'}
    ${'lost'}                   | ${'lost'}
    ${'warning_needs_response'} | ${'nothing_withdrawn'}
    ${'warning_closed'}         | ${'nothing_withdrawn'}
    ${'prevented'}              | ${'nothing_withdrawn'}
  `('a dispute that is $status is $read', ({ status, read }) => {
    const { facts: [fact], reason } = parse('charge.dispute.created', dispute('du_1', 'ch_1', status))
    expect(fact?.kind === 'dispute' ? fact.state : reason).toBe(read)
  })

  test.each`
    case                        | type                            | object                                                     | reason
    ${'not paid yet'}           | ${'checkout.session.completed'} | ${session('cs_1', { payment_status: 'unpaid' })}           | ${'not_paid'}
    ${'an unknown currency'}    | ${'payment_intent.succeeded'}   | ${paymentIntent('pi_1', { currency: 'zzz' })}              | ${'amount_unknown'}
    ${'half a centavo'}         | ${'checkout.session.completed'} | ${session('cs_1', { amount_total: 0.5 })}                  | ${'amount_unknown'}
    ${'less than nothing'}      | ${'checkout.session.completed'} | ${session('cs_1', { amount_total: -9900 })}                | ${'amount_unknown'}
    ${'more than there is'}     | ${'checkout.session.completed'} | ${session('cs_1', { amount_total: 9e15, currency: 'jpy' })} | ${'amount_unknown'}
    ${'a session without id'}   | ${'checkout.session.completed'} | ${session('')}                                             | ${'unreadable'}
    ${'something else'}         | ${'customer.created'}           | ${{ id: 'cus_1', object: 'customer' }}                     | ${'event_not_used'}
    ${'a name of every object'} | ${'constructor'}                | ${{}}                                                      | ${'event_not_used'}
  `('$case is no fact: $reason', ({ type, object, reason }) => {
    expect(parse(type, object)).toMatchObject({ facts: [], reason })
  })

  test.each(['', '{', '[]', 'null', '"x"', '1', '{"type":1}', '{"type":"charge.refunded"}', '{"type":"charge.refunded","data":[]}', '\xff\xfe'])('%j is unreadable', (text) => {
    expect(stripe.parse(Buffer.from(text, 'latin1'))).toMatchObject({ facts: [], reason: 'unreadable' })
  })
})
