import { afterAll, beforeAll, expect, test } from 'vitest'
import { Random } from '../operator-api/support/generate.ts'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { dose, SEED } from '../support/dose.ts'
import { openApi, Shop } from './gateway-fixture.ts'
import { dispute, type Fields, invoice, invoicePayment, paymentIntent, refundedCharge, session } from './stripe-events.ts'

const ORDERS = dose({ small: 3, short: 150, long: 3_000 })

let api: TestApi
beforeAll(async () => { api = await openApi() })
afterAll(() => api.close())

type Event = readonly [type: string, object: Fields]

/** A purchase that is refunded in two parts, one that is disputed and won, and a subscription whose second month is disputed and lost. */
function story(code: string): Event[] {
  const metadata = { affiliate_code: code }
  const start = { mode: 'subscription', subscription: 'sub_1', invoice: 'in_1', customer: 'cus_1', metadata }
  return [
    ['checkout.session.completed', session('cs_1', { payment_intent: 'pi_1', metadata })],
    ['payment_intent.succeeded', paymentIntent('pi_1')],
    ['charge.refunded', refundedCharge('ch_1', 3000)],
    ['charge.refunded', refundedCharge('ch_1', 5000)],
    ['checkout.session.completed', session('cs_2', { payment_intent: 'pi_2', metadata: { ...metadata, order_id: 'A-2' } })],
    ['payment_intent.succeeded', paymentIntent('pi_2')],
    ['charge.dispute.created', dispute('du_2', 'ch_2', 'needs_response')],
    ['charge.dispute.closed', dispute('du_2', 'ch_2', 'won')],
    ['checkout.session.completed', session('cs_3', start)],
    ['invoice.paid', invoice('in_1', { subscription: 'sub_1', billing_reason: 'subscription_create' })],
    ['invoice.paid', invoice('in_2', { subscription: 'sub_1' })],
    ['payment_intent.succeeded', paymentIntent('pi_4')],
    ['invoice_payment.paid', invoicePayment('inpay_4', 'in_2', 'pi_4')],
    ['charge.dispute.created', dispute('du_4', 'ch_4', 'under_review', { amount: 4000 })],
    ['charge.dispute.closed', dispute('du_4', 'ch_4', 'lost', { amount: 4000 })],
    ['payment_intent.succeeded', paymentIntent('pi_5')],
  ]
}

function shuffle<T>(items: readonly T[], random: Random): T[] {
  return items.map((item) => ({ item, at: random.next() })).sort((a, b) => a.at - b.at).map(({ item }) => item)
}

test(`${ORDERS} orders of the same sixteen events: the same conversions, the same balance, books that verify (seed ${SEED})`, async () => {
  const random = new Random(SEED)
  for (let n = 0; n < ORDERS; n += 1) {
    const shop = await Shop.withStripe(api)
    const events = shuffle(story(shop.code), random)
    const order = events.map(([type, { id, status }]) => `${type} ${id} ${status}`).join(', ')
    for (const event of events) {
      await shop.tell(event)
      if (random.chance(0.2)) await shop.wait(4)
    }
    await shop.wait(11)
    await shop.wait(1)
    const sales = (await shop.transactions()).filter((text) => text.startsWith('sale')).sort()
    expect(sales, order).toEqual(['sale A-2 99 pending', 'sale in_1 99 pending', 'sale in_2 99 pending', 'sale pi_1 99 pending'])
    // A tenth of 49 + 99 + 99 + 59.
    expect(await shop.balance(), order).toBeCloseTo(30.6, 10)
    expect(await shop.brokenLaws(), order).toEqual([])
    expect((await shop.outcomes()).at(-1), order).toMatch(/converted|unattributed/)
  }
}, 60_000 + ORDERS * 3_000)
