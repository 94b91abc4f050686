import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { type Answer, openApi, Shop } from './gateway-fixture.ts'
import type { Fields } from './stripe-events.ts'
import { charge, chargeCompleted, chargeRefunded, openPixSignature, refundSent, WOOVI_KEYS, wooviSignature } from './woovi-events.ts'

let api: TestApi
beforeAll(async () => { api = await openApi() })
afterAll(() => api.close())

const SECRET = 'hmac-secret-key'

async function wooviShop(secrets: Fields = { hmacSecrets: [SECRET] }): Promise<Shop> {
  const shop = await Shop.make(api)
  await shop.setUp('woovi', { enabled: true, secrets })
  return shop
}

/** As Woovi calls: with both signatures. */
function send(shop: Shop, payload: Fields): Promise<Answer> {
  const body = JSON.stringify(payload)
  return shop.deliver('woovi', body, { 'x-webhook-signature': wooviSignature(body), 'x-openpix-signature': openPixSignature(body, SECRET) })
}

async function tell(shop: Shop, ...payloads: Fields[]): Promise<void> {
  for (const payload of payloads) expect((await send(shop, payload)).status).toBe(200)
  await shop.process()
}

test('the test call that Woovi makes for a new webhook is answered 200 and makes nothing', async () => {
  const shop = await wooviShop()
  await tell(shop, { data_criacao: '2026-01-23T20:32:14.429Z', event: 'OPENPIX:CHARGE_COMPLETED' })
  expect(await shop.reasons()).toEqual(['ignored test_call'])
  expect(await shop.outcomes()).toEqual([])
})

test('a paid charge is a conversion of the affiliate that the shop wrote into it, in centavos', async () => {
  const shop = await wooviShop()
  await tell(shop, chargeCompleted(charge('c-1', { affiliate_code: shop.code, order_id: 'A-1', customer_email: 'Bea@Example.com', customer_name: 'Bea' })))
  expect(await shop.transactions()).toEqual(['sale A-1 99 pending'])
  expect(await shop.list('/event')).toMatchObject([{ outcome: 'converted', isVerified: true, occurredAt: '2026-11-15T11:54:00.000Z' }])
  expect(await shop.list('/customer')).toMatchObject([{ externalId: 'bea@example.com', username: 'Bea' }])
})

test('without an order id its correlation id is one; a coupon of the shop says whose it is', async () => {
  const shop = await wooviShop()
  await shop.change('POST', '/coupon', { code: 'NATAL', affiliateId: shop.affiliateId })
  await tell(shop, chargeCompleted(charge('c-1', { coupon_code: 'natal' })))
  expect(await shop.transactions()).toEqual(['sale c-1 99 pending'])
})

test('told twice, in one body or in another, it is one', async () => {
  const shop = await wooviShop()
  const paid = charge('c-1', { affiliate_code: shop.code })
  await tell(shop, chargeCompleted(paid), chargeCompleted(paid), { ...chargeCompleted(paid), event: 'OPENPIX:CHARGE_COMPLETED_NOT_SAME_CUSTOMER_PAYER' }, chargeCompleted(charge('c-1', { affiliate_code: shop.code }, { updatedAt: '2026-11-15T11:58:00.000Z' })))
  expect(await shop.outcomes()).toEqual(['c-1 converted'])
  expect(await shop.reasons()).toEqual(['applied converted', 'applied already_converted', 'applied already_converted'])
})

test('a charge that says nothing of an affiliate is nobody’s at once: there is no other event to wait for', async () => {
  const shop = await wooviShop()
  await tell(shop, chargeCompleted(charge('c-1', {})))
  expect(await shop.outcomes()).toEqual(['c-1 unattributed affiliate_unknown'])
})

describe('refunds', () => {
  test('take back their part, by either of the events that tell of them, once', async () => {
    const shop = await wooviShop()
    const paid = charge('c-1', { affiliate_code: shop.code, order_id: 'A-1' })
    await tell(shop, chargeCompleted(paid), chargeRefunded(paid, 'D-1', 3000), refundSent('c-1', 'D-1', 3000), refundSent('c-1', 'D-2', 1000))
    expect(await shop.transactions()).toEqual(['sale A-1 99 pending', 'refund D-1 -30 approved', 'refund D-2 -10 approved'])
    expect(await shop.balance()).toBe(5.9)
    expect(await shop.brokenLaws()).toEqual([])
  })

  test('before the charge wait for it', async () => {
    const shop = await wooviShop()
    await tell(shop, refundSent('c-1', 'D-1', 3000), chargeCompleted(charge('c-1', { affiliate_code: shop.code })))
    expect(await shop.balance()).toBe(6.9)
  })
})

describe('signatures', () => {
  test.each`
    configured                                                       | spoil                      | status
    ${{ hmacSecrets: [SECRET] }}                                     | ${{}}                      | ${200}
    ${{ publicKeys: [WOOVI_KEYS.publicKey] }}                        | ${{}}                      | ${200}
    ${{ hmacSecrets: [SECRET], publicKeys: [WOOVI_KEYS.publicKey] }} | ${{}}                      | ${200}
    ${{ hmacSecrets: ['other'] }}                                    | ${{}}                      | ${401}
    ${{ hmacSecrets: [SECRET] }}                                     | ${{ body: ' ' }}           | ${401}
    ${{ publicKeys: [WOOVI_KEYS.publicKey] }}                        | ${{ body: ' ' }}           | ${401}
  `('$configured with $spoil → $status', async ({ configured, spoil, status }) => {
    const shop = await wooviShop(configured)
    const body = JSON.stringify(chargeCompleted(charge('c-1', { affiliate_code: shop.code })))
    const answer = await shop.deliver('woovi', body + (spoil.body ?? ''), { 'X-Webhook-Signature': wooviSignature(body), 'X-OpenPix-Signature': openPixSignature(body, SECRET) })
    expect(answer.status).toBe(status)
    await shop.process()
    expect(await shop.outcomes()).toEqual(status === 200 ? ['c-1 converted'] : [])
  })

  test('with nothing to check them with calls count, as unverified', async () => {
    const shop = await wooviShop({})
    await tell(shop, chargeCompleted(charge('c-1', { affiliate_code: shop.code })))
    expect(await shop.list('/event')).toMatchObject([{ outcome: 'converted', isVerified: false }])
    expect(await shop.list('/gateway-delivery')).toMatchObject([{ signed: false, outcome: 'applied' }])
  })
})
