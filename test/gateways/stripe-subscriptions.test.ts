import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { openApi, Shop } from './gateway-fixture.ts'
import { type Fields, invoice, invoicePayment, oldInvoice, paymentIntent, refundedCharge, session } from './stripe-events.ts'

let api: TestApi
beforeAll(async () => { api = await openApi() })
afterAll(() => api.close())

type Event = readonly [type: string, object: Fields]

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item, index) => permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]))
}

/** The first payment of a subscription, as three events tell it; the API of either generation. */
function firstPayment(code: string, generation: 'old' | 'new'): Record<'session' | 'invoice' | 'intent', Event> {
  const named = { mode: 'subscription', subscription: 'sub_1', invoice: 'in_1', customer: 'cus_1', metadata: { affiliate_code: code } }
  const start = { billing_reason: 'subscription_create', subscription: 'sub_1' }
  return {
    session: ['checkout.session.completed', session('cs_1', named)],
    invoice: ['invoice.paid', generation === 'old' ? oldInvoice('in_1', { ...start, payment_intent: 'pi_1', charge: 'ch_1' }) : invoice('in_1', start)],
    intent: ['payment_intent.succeeded', paymentIntent('pi_1', generation === 'old' ? { invoice: 'in_1', customer: 'cus_1' } : { payment_details: { order_reference: 'in_1' }, customer: 'cus_1' })],
  }
}

const renewal = (id: string, fields: Fields = {}): Event => ['invoice.paid', invoice(id, { subscription: 'sub_1', ...fields })]

describe('the first payment of a subscription is one conversion', () => {
  const orders = permutations(['session', 'invoice', 'intent'] as const)
  test.each(orders.flatMap((order) => [[order.join(', '), 'old', order], [order.join(', '), 'new', order]] as const))('told as %s by the %s API', async (_name, generation, order) => {
    const shop = await Shop.withStripe(api)
    const events = firstPayment(shop.code, generation)
    await shop.tell(...order.map((name) => events[name]))
    await shop.wait(11)
    expect(await shop.transactions()).toEqual(['sale in_1 99 pending'])
    expect(await shop.outcomes()).toEqual(['in_1 converted'])
  })

  test('also where only one more event says that invoice and payment intent are one', async () => {
    for (const order of permutations([0, 1, 2, 3])) {
      const shop = await Shop.withStripe(api)
      const { session: checkout, invoice: paid } = firstPayment(shop.code, 'new')
      const events: Event[] = [checkout, paid, ['payment_intent.succeeded', paymentIntent('pi_1', { customer: 'cus_1' })], ['invoice_payment.paid', invoicePayment('inpay_1', 'in_1', 'pi_1')]]
      await shop.tell(...order.flatMap((index) => events.slice(index, index + 1)))
      await shop.wait(11)
      expect(await shop.outcomes(), order.join()).toEqual(['in_1 converted'])
    }
  }, 120_000)

  test('and where both were converted before anything said so, the second is taken back', async () => {
    const shop = await Shop.withStripe(api)
    const { session: checkout } = firstPayment(shop.code, 'new')
    await shop.tell(checkout, ['payment_intent.succeeded', paymentIntent('pi_1', { metadata: { affiliate_code: shop.code } })])
    expect(await shop.balance()).toBe(19.8)
    await shop.tell(['invoice_payment.paid', invoicePayment('inpay_1', 'in_1', 'pi_1')])
    expect(await shop.balance()).toBe(9.9)
    expect(await shop.brokenLaws()).toEqual([])
  })
})

describe('renewals', () => {
  test('are conversions of the affiliate of the first payment, each its own order', async () => {
    const shop = await Shop.withStripe(api)
    const { session: checkout, invoice: first } = firstPayment(shop.code, 'new')
    await shop.tell(first, checkout, renewal('in_2'), renewal('in_3', { subscriptionMetadata: { affiliate_code: 'NOBODY', order_id: 'A-1' } }))
    expect(await shop.transactions()).toEqual(['sale in_1 99 pending', 'sale in_2 99 pending', 'sale in_3 99 pending'])
    expect(await shop.commissions()).toEqual(['in_1 9.9 pending', 'in_2 9.9 pending', 'in_3 9.9 pending'])
    expect(await shop.brokenLaws()).toEqual([])
  })

  test.each`
    rule                       | component                                                                                  | earned
    ${'only the first sale'}   | ${{ type: 'percent_of_sale', rate: '10', recurring: { firstOnly: true } }}                                | ${[9.9, 0, 0]}
    ${'the first two'}         | ${{ type: 'percent_of_sale', rate: '10', recurring: { count: 2 } }}                        | ${[9.9, 9.9, 0]}
    ${'40 %, then 20 %'}       | ${{ type: 'percent_of_sale', steps: [{ rate: '40', count: 1 }, { rate: '20' }] }}          | ${[39.6, 19.8, 19.8]}
  `('earn by the recurring rule of the plan: $rule', async ({ component, earned }) => {
    const shop = await Shop.withStripe(api, { components: [component] })
    const checkout: Event = ['checkout.session.completed', session('cs_1', { mode: 'subscription', subscription: 'sub_1', invoice: 'in_1', customer: 'cus_1', metadata: { affiliate_code: shop.code, customer_id: 'member-7' } })]
    await shop.tell(checkout)
    for (const id of ['in_2', 'in_3']) {
      api.context.clock.advanceMs(60_000)
      await shop.tell(renewal(id))
    }
    const amounts = new Map((await shop.commissions()).map((line) => [line.split(' ')[0], Number(line.split(' ')[1])]))
    expect(['in_1', 'in_2', 'in_3'].map((order) => amounts.get(order))).toEqual(earned)
    expect(await shop.list('/customer')).toMatchObject([{ externalId: 'member-7' }])
    expect(await shop.brokenLaws()).toEqual([])
  })

  test('that come before the first payment wait for it', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(renewal('in_2'))
    expect(await shop.reasons()).toEqual(['applied waiting'])
    await shop.tell(firstPayment(shop.code, 'new').session)
    expect((await shop.outcomes()).sort()).toEqual(['in_1 converted', 'in_2 converted'])
  })

  test('and if it comes later than ten minutes they are converted all the same', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(renewal('in_2'))
    await shop.wait(11)
    await shop.tell(firstPayment(shop.code, 'new').session)
    expect((await shop.transactions()).sort()).toEqual(['sale in_1 99 pending', 'sale in_2 99 pending'])
  })

  test('of a subscription that nobody brought are nobody’s', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(['checkout.session.completed', session('cs_1', { mode: 'subscription', subscription: 'sub_1', invoice: 'in_1' })], renewal('in_2'))
    await shop.wait(11)
    expect(await shop.transactions()).toEqual([])
  })

  test('after a trial are the first conversions; the trial made the customer', async () => {
    const shop = await Shop.withStripe(api)
    const trial = { mode: 'subscription', subscription: 'sub_1', invoice: 'in_1', customer: 'cus_1', amount_total: 0, payment_status: 'no_payment_required', metadata: { affiliate_code: shop.code } }
    await shop.tell(
      ['invoice.paid', invoice('in_1', { subscription: 'sub_1', billing_reason: 'subscription_create', amount_paid: 0 })],
      ['checkout.session.completed', session('cs_1', trial)],
    )
    expect(await shop.reasons()).toEqual(['applied nothing_paid', 'applied customer_only'])
    expect(await shop.list('/customer')).toMatchObject([{ externalId: 'cus_1', tracking: { affiliateId: shop.affiliateId } }])
    await shop.tell(renewal('in_2'))
    expect(await shop.outcomes()).toEqual(['in_2 converted'])
  })

  test('of nothing are nothing', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(firstPayment(shop.code, 'new').session, renewal('in_2', { amount_paid: 0 }))
    await shop.wait(11)
    expect(await shop.outcomes()).toEqual(['in_1 converted'])
  })

  test('are refunded by the charge of their payment intent', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(
      firstPayment(shop.code, 'new').session, renewal('in_2'),
      ['payment_intent.succeeded', paymentIntent('pi_2', { payment_details: { order_reference: 'in_2' } })], ['charge.refunded', refundedCharge('ch_2', 9900)],
    )
    expect(await shop.transactions()).toEqual(['sale in_1 99 pending', 'sale in_2 99 pending', 'refund ch_2:refund:9900 -99 approved'])
    expect(await shop.balance()).toBe(9.9)
  })
})
