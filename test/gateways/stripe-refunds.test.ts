import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { openApi, Shop } from './gateway-fixture.ts'
import { dispute, type Fields, paymentIntent, refundedCharge, session } from './stripe-events.ts'

let api: TestApi
beforeAll(async () => { api = await openApi() })
afterAll(() => api.close())

type Event = readonly [type: string, object: Fields]
const sale = (shop: Shop, fields: Fields = {}): Event => ['checkout.session.completed', session('cs_1', { payment_intent: 'pi_1', metadata: { affiliate_code: shop.code }, ...fields })]
const refunded = (amount: number): Event => ['charge.refunded', refundedCharge('ch_1', amount)]
const disputed = (status: string, type = 'created', amount = 9900): Event => [`charge.dispute.${type}`, dispute('du_1', 'ch_1', status, { amount })]

describe('refunds', () => {
  test('take the commission back in proportion; each event says how much in all', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(sale(shop), refunded(3000))
    expect(await shop.commissions()).toEqual(['pi_1 9.9 pending', 'ch_1:refund:3000 -3 approved'])
    await shop.tell(refunded(9900))
    expect(await shop.transactions()).toEqual(['sale pi_1 99 pending', 'refund ch_1:refund:3000 -30 approved', 'refund ch_1:refund:9900 -69 approved'])
    expect(await shop.balance()).toBe(0)
    expect(await shop.brokenLaws()).toEqual([])
  })

  test('told in another order, or again in another event, take back no more', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(sale(shop), refunded(5000), refunded(3000), refunded(5000))
    expect(await shop.reasons()).toEqual(['applied converted', 'applied reversed', 'applied nothing_new', 'applied nothing_new'])
    expect(await shop.balance()).toBe(4.9)
  })

  test('before the conversion wait for it', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(refunded(3000), ['payment_intent.succeeded', paymentIntent('pi_1')])
    expect(await shop.reasons()).toEqual(['applied reversal_held', 'applied waiting'])
    expect(await shop.transactions()).toEqual([])
    await shop.tell(sale(shop, { metadata: { affiliate_code: shop.code, order_id: 'A-1' } }), refunded(4000))
    expect(await shop.transactions()).toEqual(['sale A-1 99 pending', 'refund ch_1:refund:3000 -30 approved', 'refund ch_1:refund:4000 -10 approved'])
    expect(await shop.balance()).toBe(5.9)
    expect(await shop.brokenLaws()).toEqual([])
  })

  test('of a payment that is nobody’s take nothing back from anybody', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(['payment_intent.succeeded', paymentIntent('pi_1')], refunded(9900))
    await shop.wait(11)
    expect(await shop.transactions()).toEqual([])
  })

  test('of an approved conversion are taken back too', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(sale(shop))
    const [conversion] = await shop.list('/transaction')
    await shop.change('POST', `/transaction/${conversion.id}/approval`)
    await shop.tell(refunded(9900))
    expect(await shop.balance()).toBe(0)
    expect(await shop.brokenLaws()).toEqual([])
  })

  test('in a foreign currency take back the part of the sale that they are of the payment, whatever the rate is by then', async () => {
    const shop = await Shop.withStripe(api)
    await shop.change('POST', '/fx-rate', { currency: 'USD', rate: '5', source: 'test', effectiveFrom: '2026-11-01T00:00:00Z' })
    await shop.tell(sale(shop, { currency: 'usd' }))
    expect(await shop.balance()).toBe(49.5)
    await shop.change('POST', '/fx-rate', { currency: 'USD', rate: '4', source: 'test', effectiveFrom: api.context.clock.now() })
    api.context.clock.advanceMs(60_000)
    await shop.tell(['charge.refunded', refundedCharge('ch_1', 9900, { currency: 'usd' })])
    expect(await shop.transactions()).toEqual(['sale pi_1 495 pending', 'refund ch_1:refund:9900 -495 approved'])
    expect(await shop.balance()).toBe(0)
    expect(await shop.brokenLaws()).toEqual([])
  })
})

describe('disputes', () => {
  test('take back what they are about; won, it is there again', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(sale(shop), disputed('needs_response'))
    expect(await shop.transactions()).toEqual(['sale pi_1 99 pending', 'chargeback du_1 -99 approved'])
    expect(await shop.balance()).toBe(0)
    await shop.tell(disputed('won', 'closed'))
    expect(await shop.transactions()).toEqual(['sale pi_1 99 pending', 'chargeback du_1 -99 rejected'])
    expect(await shop.commissions()).toEqual(['pi_1 9.9 pending', 'du_1 -9.9 rejected'])
    expect(await shop.balance()).toBe(9.9)
    expect(await shop.brokenLaws()).toEqual([])
    await shop.tell(disputed('won', 'closed'))
    expect(await shop.balance()).toBe(9.9)
  })

  test('that are lost stay', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(sale(shop), disputed('needs_response', 'created', 4000), disputed('lost', 'closed', 4000))
    expect(await shop.transactions()).toEqual(['sale pi_1 99 pending', 'chargeback du_1 -40 approved'])
    expect(await shop.balance()).toBe(5.9)
  })

  test('that begin as an inquiry count when money is withdrawn, and are told of once', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(sale(shop), disputed('warning_needs_response'))
    expect(await shop.balance()).toBe(9.9)
    await shop.tell(disputed('needs_response', 'funds_withdrawn'), disputed('needs_response', 'funds_withdrawn'))
    expect(await shop.balance()).toBe(0)
  })

  test.each`
    case                                              | events                                                                    | balance
    ${'closed before it was opened'}                  | ${['sale', 'won', 'opened']}                                              | ${9.9}
    ${'before its conversion'}                        | ${['opened', 'sale']}                                                     | ${0}
    ${'won before its conversion'}                    | ${['opened', 'won', 'sale']}                                              | ${9.9}
    ${'lost, and never told to have been opened'}     | ${['sale', 'lost']}                                                       | ${0}
  `('told in another order: $case', async ({ events, balance }) => {
    const shop = await Shop.withStripe(api)
    const all: Record<string, Event> = { sale: sale(shop), opened: disputed('needs_response'), won: disputed('won', 'closed'), lost: disputed('lost', 'closed') }
    await shop.tell(...events.flatMap((name: string) => [all[name]].filter((event) => event !== undefined)))
    expect(await shop.balance()).toBe(balance)
    expect(await shop.brokenLaws()).toEqual([])
  })

  test('won after a refund that found nothing left: the refund takes its part then', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(sale(shop))
    await shop.tell(disputed('needs_response'))
    await shop.tell(refunded(3000))
    expect(await shop.balance()).toBe(0)
    await shop.tell(disputed('won', 'closed'))
    expect(await shop.balance()).toBe(6.9)
    expect((await shop.transactions()).at(-1)).toBe('refund ch_1:refund:3000:again -30 approved')
    expect(await shop.brokenLaws()).toEqual([])
  })

  test('won after the conversion was rejected credit nothing', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(sale(shop), disputed('needs_response'))
    const conversion = (await shop.list('/transaction')).find(({ type }) => type === 'sale')
    await shop.change('POST', `/transaction/${conversion.id}/rejection`, { reason: 'fraud' })
    await shop.tell(disputed('won', 'closed'))
    expect(await shop.balance()).toBe(0)
    expect(await shop.brokenLaws()).toEqual([])
  })

  test('won among sales of which only the first earns come out as if the money had never left', async () => {
    const components = [{ type: 'percent_of_sale', rate: '10', recurring: { firstOnly: true } }, { type: 'fixed_per_sale', amount: 5 }]
    const shop = await Shop.withStripe(api, { components })
    await shop.tell(sale(shop, { customer: 'cus_1' }))
    await shop.tell(['checkout.session.completed', session('cs_2', { payment_intent: 'pi_2', customer: 'cus_1', metadata: { affiliate_code: shop.code } })])
    const before = await shop.balance()
    await shop.tell(disputed('needs_response'))
    await shop.tell(disputed('won', 'closed'))
    expect(await shop.balance()).toBe(before)
    expect(await shop.brokenLaws()).toEqual([])
  })
})
