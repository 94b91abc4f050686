import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { openApi, Shop } from './gateway-fixture.ts'
import { paymentIntent, session } from './stripe-events.ts'

let api: TestApi
beforeAll(async () => { api = await openApi() })
afterAll(() => api.close())

test('a paid session of 9900 is a conversion of 99.00, pending, of the affiliate it names', async () => {
  const shop = await Shop.withStripe(api)
  await shop.tell(['checkout.session.completed', session('cs_1', { payment_intent: 'pi_1', metadata: { affiliate_code: shop.code.toLowerCase() } })])
  expect(await shop.transactions()).toEqual(['sale pi_1 99 pending'])
  expect(await shop.commissions()).toEqual(['pi_1 9.9 pending'])
  expect(await shop.reasons()).toEqual(['applied converted'])
})
