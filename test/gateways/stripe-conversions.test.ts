import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { openApi, Shop } from './gateway-fixture.ts'
import { type Fields, paymentIntent, session } from './stripe-events.ts'

let api: TestApi
beforeAll(async () => { api = await openApi() })
afterAll(() => api.close())

const SESSION = 'checkout.session.completed'
const INTENT = 'payment_intent.succeeded'

describe('one payment is one conversion', () => {
  test('9900 is 99.00, pending, of the affiliate that the session names', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell([SESSION, session('cs_1', { payment_intent: 'pi_1', metadata: { affiliate_code: shop.code.toLowerCase() } })])
    expect(await shop.transactions()).toEqual(['sale pi_1 99 pending'])
    expect(await shop.commissions()).toEqual(['pi_1 9.9 pending'])
    expect(await shop.reasons()).toEqual(['applied converted'])
    expect(await shop.outcomes()).toEqual(['pi_1 converted'])
    const [event] = await shop.list('/event')
    expect(event).toMatchObject({ source: 'gateway', isVerified: true, affiliateId: shop.affiliateId, properties: { gateway: 'stripe', payment: 'pi_1' } })
    expect(await shop.brokenLaws()).toEqual([])
  })

  test.each`
    order                                      | first      | second     | reasons
    ${'the session before the payment intent'} | ${SESSION} | ${INTENT}  | ${['applied converted', 'applied already_converted']}
    ${'the payment intent before the session'} | ${INTENT}  | ${SESSION} | ${['applied waiting', 'applied converted']}
  `('whichever comes first: $order', async ({ first, second, reasons }) => {
    const shop = await Shop.withStripe(api)
    const objects: Record<string, Fields> = {
      [SESSION]: session('cs_1', { payment_intent: 'pi_1', metadata: { affiliate_code: shop.code } }),
      [INTENT]: paymentIntent('pi_1'),
    }
    await shop.tell([first, objects[first] ?? {}], [second, objects[second] ?? {}])
    await shop.wait(11)
    expect(await shop.transactions()).toEqual(['sale pi_1 99 pending'])
    expect(await shop.outcomes()).toEqual(['pi_1 converted'])
    expect(await shop.reasons()).toEqual(reasons)
  })

  test('both at the same moment, many times', async () => {
    const shop = await Shop.withStripe(api)
    for (let n = 0; n < 10; n += 1) {
      await Promise.all([
        shop.stripe(INTENT, paymentIntent(`pi_${n}`)),
        shop.stripe(SESSION, session(`cs_${n}`, { payment_intent: `pi_${n}`, metadata: { affiliate_code: shop.code } })),
      ])
    }
    await shop.wait(11)
    expect((await shop.transactions()).sort()).toEqual(Array.from({ length: 10 }, (_, n) => `sale pi_${n} 99 pending`))
  })

  test('each can name the affiliate, and then need not wait for the other', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell([INTENT, paymentIntent('pi_1', { metadata: { affiliate_code: shop.code } })])
    expect(await shop.outcomes()).toEqual(['pi_1 converted'])
    await shop.tell([SESSION, session('cs_1', { payment_intent: 'pi_1', metadata: { affiliate_code: 'NOBODY' } })])
    expect(await shop.outcomes()).toEqual(['pi_1 converted'])
  })

  test('a payment that is confirmed later counts when it is, once', async () => {
    const shop = await Shop.withStripe(api)
    const named = { payment_intent: 'pi_1', metadata: { affiliate_code: shop.code } }
    await shop.tell([SESSION, session('cs_1', { ...named, payment_status: 'unpaid' })])
    expect(await shop.outcomes()).toEqual([])
    await shop.tell(['checkout.session.async_payment_succeeded', session('cs_1', named)], [SESSION, session('cs_1', named)])
    expect(await shop.outcomes()).toEqual(['pi_1 converted'])
  })
})

describe('a payment intent that does not say whose it is', () => {
  test('waits ten minutes for its session, then is recorded as nobody’s', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell([INTENT, paymentIntent('pi_1')])
    await shop.wait(9)
    expect(await shop.outcomes()).toEqual([])
    const [delivery] = await shop.list('/gateway-delivery')
    expect(delivery.payment).toEqual({ state: 'waiting', orderId: null, affiliateId: null })
    await shop.wait(1)
    expect(await shop.outcomes()).toEqual(['pi_1 unattributed affiliate_unknown'])
    await shop.wait(20)
    expect(await shop.outcomes()).toEqual(['pi_1 unattributed affiliate_unknown'])
    expect(await shop.transactions()).toEqual([])
  })

  test('is still converted by a session that comes later', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell([INTENT, paymentIntent('pi_1')])
    await shop.wait(11)
    await shop.tell([SESSION, session('cs_1', { payment_intent: 'pi_1', metadata: { affiliate_code: shop.code } })])
    expect(await shop.outcomes()).toEqual(['pi_1 unattributed affiliate_unknown', 'pi_1 converted'])
    expect(await shop.transactions()).toEqual(['sale pi_1 99 pending'])
  })

  test('in a test program waits by its clock', async () => {
    const shop = await Shop.withStripe(api, { isTest: true })
    const now = api.context.clock.now()
    await shop.change('POST', '/program/test-clock', { now })
    await shop.tell([INTENT, paymentIntent('pi_1')])
    await shop.wait(11)
    expect(await shop.outcomes()).toEqual([])
    await shop.change('POST', '/program/test-clock', { now: new Date(now.getTime() + 10 * 60_000) })
    expect(await shop.outcomes()).toEqual(['pi_1 unattributed affiliate_unknown'])
  })
})

describe('whose a payment is', () => {
  test.each`
    case                                          | switches                                        | metadata        | coupon       | winner
    ${'named'}                                    | ${{}}                                           | ${'first'}      | ${null}      | ${'first'}
    ${'by a coupon'}                              | ${{}}                                           | ${null}         | ${'SECOND'}  | ${'second'}
    ${'named, though a coupon says another'}      | ${{}}                                           | ${'first'}      | ${'SECOND'}  | ${'first'}
    ${'by the coupon, if names are not allowed'}  | ${{ allowMetadata: false }}                     | ${'first'}      | ${'SECOND'}  | ${'second'}
    ${'nobody’s, if coupons are not allowed'}     | ${{ allowCoupon: false }}                       | ${null}         | ${'SECOND'}  | ${null}
    ${'nobody’s, if neither is allowed'}          | ${{ allowMetadata: false, allowCoupon: false }} | ${'first'}      | ${'SECOND'}  | ${null}
    ${'nobody’s, if the name is nobody’s'}        | ${{}}                                           | ${'nobody'}     | ${'SECOND'}  | ${null}
    ${'nobody’s, with a coupon of nobody'}        | ${{}}                                           | ${null}         | ${'OTHER'}   | ${null}
  `('$case', async ({ switches, metadata, coupon, winner }) => {
    const shop = await Shop.withStripe(api)
    await shop.setUp('stripe', { enabled: true, ...switches })
    const second = await shop.affiliate(`${shop.code}B`)
    const owners: Record<string, string> = { first: shop.affiliateId, second }
    await shop.change('POST', '/coupon', { code: 'second', affiliateId: second })
    const discounts = coupon === null ? [] : [{ coupon, promotion_code: null }]
    const named = metadata === null ? {} : { affiliate_code: metadata === 'first' ? shop.code : 'NOBODY' }
    await shop.tell([SESSION, session('cs_1', { payment_intent: 'pi_1', metadata: named, discounts })])
    const [event] = await shop.list('/event')
    expect(event).toMatchObject(winner === null ? { outcome: 'unattributed', affiliateId: null } : { outcome: 'converted', affiliateId: owners[winner] })
    const [transaction] = await shop.list('/transaction')
    expect(transaction?.tracking.affiliateId).toBe(winner === null ? undefined : owners[winner])
  })

  test('the first of the coupons used that stands for somebody counts', async () => {
    const shop = await Shop.withStripe(api)
    await shop.change('POST', '/coupon', { code: 'NATAL10', affiliateId: shop.affiliateId })
    await shop.tell([SESSION, session('cs_1', { payment_intent: 'pi_1', discounts: [{ coupon: 'welcome', promotion_code: 'promo_9' }, { coupon: 'natal10', promotion_code: null }] })])
    expect(await shop.outcomes()).toEqual(['pi_1 converted'])
  })

  test.each`
    case                        | change                        | reason
    ${'inactive affiliate'}     | ${{ affiliate: 'inactive' }}  | ${'affiliate_inactive'}
    ${'paused campaign'}        | ${{ program: 'paused' }}      | ${'campaign_paused'}
    ${'currency without rate'}  | ${{ currency: 'usd' }}        | ${'fx_rate_missing'}
  `('$case: kept with the reason $reason, and converted by a replay once that has changed', async ({ change, reason }) => {
    const shop = await Shop.withStripe(api)
    if (change.affiliate) await shop.change('PATCH', `/affiliate/${shop.affiliateId}`, { status: change.affiliate })
    if (change.program) await shop.change('PATCH', '/program', { status: change.program })
    await shop.tell([SESSION, session('cs_1', { payment_intent: 'pi_1', currency: change.currency ?? 'brl', metadata: { affiliate_code: shop.code } })])
    expect(await shop.outcomes()).toEqual([`pi_1 unattributed ${reason}`])
    expect(await shop.reasons()).toEqual([`applied ${reason}`])

    await shop.change('PATCH', `/affiliate/${shop.affiliateId}`, { status: 'active' })
    await shop.change('PATCH', '/program', { status: 'active' })
    await shop.change('POST', '/fx-rate', { currency: 'USD', rate: '5', source: 'test', effectiveFrom: '2026-11-01T00:00:00Z' })
    const [delivery] = await shop.list('/gateway-delivery')
    const replayed = await shop.change('POST', `/gateway-delivery/${delivery.id}/replay`)
    await shop.process()
    expect(replayed).toMatchObject({ outcome: 'applied', reason: 'converted', replays: 1, payment: { state: 'converted', orderId: 'pi_1' } })
    expect(await shop.transactions()).toEqual([`sale pi_1 ${change.currency ? 495 : 99} pending`])
  })
})

describe('the order id', () => {
  test("is the shop's own where it gives one, so that an order it has reported itself is not counted again", async () => {
    const shop = await Shop.withStripe(api)
    await shop.send(shop.conversion(shop.code, 'A-1', 99))
    await shop.tell([SESSION, session('cs_1', { payment_intent: 'pi_1', metadata: { affiliate_code: shop.code, order_id: 'A-1' } })])
    expect(await shop.outcomes()).toEqual(['A-1 converted', 'A-1 duplicate'])
    expect(await shop.reasons()).toEqual(['applied duplicate_order'])
    expect(await shop.transactions()).toEqual(['sale A-1 99 pending'])
  })

  test('is the session where there is no payment intent', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell([SESSION, session('cs_1', { metadata: { affiliate_code: shop.code } })])
    expect(await shop.outcomes()).toEqual(['cs_1 converted'])
  })
})

test('amounts of currencies with no and with three decimals arrive as they are', async () => {
  const yen = await Shop.withStripe(api, { currency: 'JPY' })
  await yen.tell([SESSION, session('cs_1', { payment_intent: 'pi_1', amount_total: 500, currency: 'jpy', metadata: { affiliate_code: yen.code } })])
  expect(await yen.transactions()).toEqual(['sale pi_1 500 pending'])
  const dinar = await Shop.withStripe(api, { currency: 'KWD' })
  await dinar.tell([SESSION, session('cs_1', { payment_intent: 'pi_1', amount_total: 5120, currency: 'kwd', metadata: { affiliate_code: dinar.code } })])
  expect(await dinar.transactions()).toEqual(['sale pi_1 5.12 pending'])
})

test('over the limit of the plan a conversion is put off, and made when the plan allows it', async () => {
  const shop = await Shop.withStripe(api)
  await shop.change('PATCH', '/operator', { billingPlan: 'starter' })
  for (let n = 0; n < 500; n += 100) await shop.send(...Array.from({ length: 100 }, (_, i) => shop.conversion(shop.code, `o-${n + i}`, 1)))
  await shop.tell([SESSION, session('cs_1', { payment_intent: 'pi_1', metadata: { affiliate_code: shop.code } })])
  expect(await shop.reasons()).toEqual(['applied put_off'])
  await shop.wait(61)
  expect((await shop.outcomes()).length).toBe(500)
  await shop.change('PATCH', '/operator', { billingPlan: 'premium' })
  await shop.wait(61)
  expect((await shop.outcomes('&orderId=pi_1'))).toEqual(['pi_1 converted'])
})

describe('a session that nothing was paid for', () => {
  test('makes the customer, of the affiliate, and no conversion', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell([SESSION, session('cs_1', { payment_status: 'no_payment_required', amount_total: 0, customer: 'cus_1', metadata: { affiliate_code: shop.code } })])
    expect(await shop.reasons()).toEqual(['applied customer_only'])
    expect(await shop.transactions()).toEqual([])
    expect(await shop.outcomes()).toEqual([])
    expect(await shop.list('/customer')).toMatchObject([{ externalId: 'cus_1', username: 'Ana Souza', tracking: { affiliateId: shop.affiliateId } }])
  })

  test('without an affiliate, one that came by itself', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell([SESSION, session('cs_1', { payment_status: 'no_payment_required', amount_total: 0, metadata: {} })])
    const [customer] = await shop.list('/customer')
    expect(customer).toMatchObject({ externalId: 'ana@example.com' })
    expect(customer.tracking.affiliateId).not.toBe(shop.affiliateId)
  })
})
