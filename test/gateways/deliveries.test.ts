import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REFUSED_BODY_MAX, REFUSED_KEPT } from '../../src/domain/gateways/record-refused-delivery.ts'
import { newId } from '../../src/domain/ids.ts'
import { createApiServer } from '../../src/http/server.ts'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { openApi, Shop, STRIPE_SECRET } from './gateway-fixture.ts'
import { paymentIntent, session, stripeEvent, stripeMac, stripeSignature } from './stripe-events.ts'

let api: TestApi
beforeAll(async () => { api = await openApi() })
afterAll(() => api.close())

const OTHER_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const now = () => api.context.clock.now()

function paid(shop: Shop, eventId = 'evt_1'): string {
  return JSON.stringify(stripeEvent('checkout.session.completed', session('cs_1', { payment_intent: 'pi_1', metadata: { affiliate_code: shop.code } }), eventId, now()))
}

describe('a call counts if it is the gateway’s', () => {
  test('signed: 200, kept with its effect', async () => {
    const shop = await Shop.withStripe(api)
    expect(await shop.stripeBody(paid(shop))).toEqual({ status: 200, text: '{"received":true}' })
    await shop.process()
    const [listed] = await shop.list('/gateway-delivery')
    expect(listed).toEqual({
      id: expect.any(String), kind: 'stripe', eventId: 'evt_1', eventType: 'checkout.session.completed', outcome: 'applied', reason: 'converted', signed: true,
      receivedTs: now().toISOString(), replays: 0, replayedTs: null, payment: { state: 'converted', orderId: 'pi_1', affiliateId: shop.affiliateId },
    })
    expect((await shop.operator('GET', `/gateway-delivery/${listed.id}`)).body).toEqual({ ...listed, payload: paid(shop) })
  })

  test.each`
    case                          | spoil
    ${'a tampered body'}          | ${(body: string) => ({ body: body.replace('9900', '9901') })}
    ${'another secret'}           | ${(body: string) => ({ header: stripeSignature(body, OTHER_SECRET, now()) })}
    ${'a signature of yesterday'} | ${(body: string) => ({ header: stripeSignature(body, STRIPE_SECRET, new Date(now().getTime() - 86_400_000)) })}
    ${'no signature'}             | ${() => ({ header: '' })}
    ${'an empty body'}            | ${() => ({ body: '' })}
  `('$case: 401, kept as refused, without effect', async ({ spoil }) => {
    const shop = await Shop.withStripe(api)
    const right = paid(shop)
    const { body = right, header = stripeSignature(right, STRIPE_SECRET, now()) } = spoil(right)
    const answer = await shop.deliver('stripe', body, header === '' ? {} : { 'stripe-signature': header })
    expect(answer.status).toBe(401)
    expect(JSON.parse(answer.text)).toMatchObject({ status: 401, code: 'invalid_credential' })
    await shop.process()
    expect(await shop.outcomes()).toEqual([])
    expect(await shop.list('/gateway-delivery')).toMatchObject([{ outcome: 'refused', eventId: null, eventType: null, signed: false, payment: null }])
    // The true one with the same event id still counts.
    expect((await shop.stripeBody(right)).status).toBe(200)
    await shop.process()
    expect(await shop.outcomes()).toEqual(['pi_1 converted'])
  })

  test('off, never set up, another gateway, unknown or foreign campaign: 403, and nothing is kept', async () => {
    const [shop, other] = [await Shop.withStripe(api), await Shop.make(api)]
    await shop.setUp('stripe', { enabled: false })
    const body = paid(shop)
    const signature = { 'stripe-signature': stripeSignature(body, STRIPE_SECRET, now()) }
    for (const [kind, id] of [['stripe', shop.program.programId], ['woovi', shop.program.programId], ['stripe', other.program.programId], ['stripe', newId()], ['stripe', 'x'], ['stripe', '%00']] as const) {
      const answer = await shop.deliver(kind, body, signature, id)
      expect([answer.status, JSON.parse(answer.text).code], `${kind} ${id}`).toEqual([403, 'permission_denied'])
    }
    expect(await shop.list('/gateway-delivery')).toEqual([])
    await shop.setUp('stripe', { enabled: true })
    expect((await shop.deliver('stripe', body, signature, shop.program.programId.toUpperCase())).status).toBe(200)
  })

  test("another campaign's signature is none here", async () => {
    const [shop, other] = [await Shop.withStripe(api), await Shop.make(api)]
    await other.setUp('stripe', { enabled: true, secrets: { signingSecrets: [OTHER_SECRET] } })
    const body = paid(shop)
    expect((await shop.deliver('stripe', body, { 'stripe-signature': stripeSignature(body, STRIPE_SECRET, now()) }, other.program.programId)).status).toBe(401)
    expect(await other.outcomes()).toEqual([])
  })

  test('while a secret is rolled both count, afterwards the new one only', async () => {
    const shop = await Shop.withStripe(api)
    await shop.setUp('stripe', { enabled: true, secrets: { signingSecrets: [OTHER_SECRET, STRIPE_SECRET] } })
    const send = (secrets: readonly string[], eventId: string) => {
      const body = paid(shop, eventId)
      const signatures = secrets.map((secret) => `v1=${stripeMac(body, secret, now())}`).join(',')
      return shop.deliver('stripe', body, { 'stripe-signature': `t=${Math.floor(now().getTime() / 1000)},${signatures}` })
    }
    expect((await send([STRIPE_SECRET], 'evt_1')).status).toBe(200)
    expect((await send([OTHER_SECRET], 'evt_2')).status).toBe(200)
    await shop.setUp('stripe', { enabled: true, secrets: { signingSecrets: [OTHER_SECRET] } })
    expect((await send([STRIPE_SECRET], 'evt_3')).status).toBe(401)
    // Stripe signs with both for a day.
    expect((await send([STRIPE_SECRET, OTHER_SECRET], 'evt_4')).status).toBe(200)
  })

  test('another type, an encoding or a body of more than a mebibyte is refused before it is looked at', async () => {
    const shop = await Shop.withStripe(api)
    const body = paid(shop)
    const signature = { 'stripe-signature': stripeSignature(body, STRIPE_SECRET, now()) }
    expect((await shop.deliver('stripe', body, { ...signature, 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    expect((await shop.deliver('stripe', body, { ...signature, 'content-encoding': 'gzip' })).status).toBe(415)
    expect((await shop.deliver('stripe', 'x'.repeat(1024 * 1024 + 1), signature)).status).toBe(413)
    expect((await shop.deliver('stripe', body, { ...signature, 'content-type': 'text/plain' })).status).toBe(200)
  })

  test('refused ones are kept for a while only, large ones without their body', async () => {
    const shop = await Shop.withStripe(api)
    for (let n = 0; n <= REFUSED_KEPT; n += 1) await shop.deliver('stripe', `{"n":${n}}`, {})
    await shop.deliver('stripe', 'x'.repeat(REFUSED_BODY_MAX + 1), {})
    const kept = await shop.list('/gateway-delivery?limit=500&outcome=refused')
    expect(kept.length).toBe(REFUSED_KEPT)
    const payloads = await Promise.all([kept[0], kept[1], kept.at(-1)].map(async ({ id }) => (await shop.operator('GET', `/gateway-delivery/${id}`)).body.payload))
    expect(payloads).toEqual(['', `{"n":${REFUSED_KEPT}}`, '{"n":2}'])
  })

  test('whoever guesses is told to wait, by the network; the gateway is not', async () => {
    const app = createApiServer({ ...api.context, config: { ...api.context.config, rateLimits: { ...LIMITS, unauthenticated: 3 } } })
    const shop = await Shop.withStripe(api)
    const send = (signed: boolean, eventId: string) => {
      const body = paid(shop, eventId)
      return app.inject({
        method: 'POST', url: `/api/campaigns/${shop.program.programId}/stripe/webhook`, payload: body, remoteAddress: '198.51.100.7',
        headers: { 'content-type': 'application/json', 'stripe-signature': stripeSignature(body, signed ? STRIPE_SECRET : OTHER_SECRET, now()) },
      })
    }
    const statuses: number[] = []
    for (let n = 0; n < 5; n += 1) statuses.push((await send(false, `evt_${n}`)).statusCode)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
    expect((await shop.list('/gateway-delivery')).length).toBe(3)
    for (let n = 0; n < 5; n += 1) expect((await send(true, `evt_${n}`)).statusCode).toBe(200)
    await app.close()
  })
})

const LIMITS = { default: 600, transactions: 6_000, unauthenticated: 600, events: 70, sdkEvents: 70, affiliates: 70, campaign: 100, entrance: 60 }

describe('a delivery counts once', () => {
  test('fifty of the same at the same moment have one effect, and all are answered 200', async () => {
    const shop = await Shop.withStripe(api)
    const body = paid(shop)
    const answers = await Promise.all(Array.from({ length: 50 }, () => shop.stripeBody(body)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    await shop.process()
    expect(await shop.outcomes()).toEqual(['pi_1 converted'])
    expect((await shop.list('/gateway-delivery')).length).toBe(1)
    expect(await shop.balance()).toBe(9.9)
    expect(await shop.brokenLaws()).toEqual([])
  })

  test('also when two processes take them', async () => {
    const shop = await Shop.withStripe(api)
    const second = createApiServer(api.context)
    const body = paid(shop)
    const headers = { 'content-type': 'application/json', 'stripe-signature': stripeSignature(body, STRIPE_SECRET, now()) }
    const url = `/api/campaigns/${shop.program.programId}/stripe/webhook`
    const answers = await Promise.all([api.app, second, api.app, second, api.app, second].map((app) => app.inject({ method: 'POST', url, headers, payload: body })))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200))
    await shop.process()
    expect(await shop.outcomes()).toEqual(['pi_1 converted'])
    await second.close()
  })

  test('one that cannot be applied does not take those along that came with it, and can be replayed', async () => {
    const shop = await Shop.withStripe(api)
    await onOwner('alter table gateway_payment add constraint broken check (order_id <> \'pi_bad\')')
    const event = (n: string) => JSON.stringify(stripeEvent('payment_intent.succeeded', paymentIntent(`pi_${n}`, { metadata: { affiliate_code: shop.code } }), `evt_${n}`, now()))
    const answers = await Promise.all(['1', 'bad', '2'].map((n) => shop.stripeBody(event(n))))
    expect(answers.map(({ status }) => status)).toEqual([200, 500, 200])
    expect((await shop.list('/gateway-delivery?outcome=failed'))).toMatchObject([{ eventId: 'evt_bad', reason: 'internal_error', payment: null }])
    await onOwner('alter table gateway_payment drop constraint broken')
    // The gateway sends it again by itself.
    expect((await shop.stripeBody(event('bad'))).status).toBe(200)
    await shop.process()
    expect((await shop.outcomes()).sort()).toEqual(['pi_1 converted', 'pi_2 converted', 'pi_bad converted'])
    expect(await shop.list('/gateway-delivery?outcome=failed')).toEqual([])
  })
})

async function onOwner(text: string): Promise<void> {
  const { onConnection } = await import('../../src/db/single-connection.ts')
  await onConnection(api.context.database.ownerUrl, (client) => client.query(text))
}

describe('a replay', () => {
  test('does nothing that has been done', async () => {
    const shop = await Shop.withStripe(api)
    await shop.stripeBody(paid(shop))
    await shop.process()
    const [delivery] = await shop.list('/gateway-delivery')
    for (let n = 1; n <= 2; n += 1) expect(await shop.change('POST', `/gateway-delivery/${delivery.id}/replay`)).toMatchObject({ outcome: 'applied', reason: 'already_converted', replays: n })
    await shop.process()
    expect(await shop.outcomes()).toEqual(['pi_1 converted'])
    expect(await shop.list('/audit?limit=2')).toMatchObject([{ action: 'gateway_delivery.replayed', subjectId: delivery.id }, { action: 'gateway_delivery.replayed' }])
  })

  test('finds the affiliate of a coupon that was mapped since', async () => {
    const shop = await Shop.withStripe(api)
    await shop.tell(['checkout.session.completed', session('cs_1', { payment_intent: 'pi_1', discounts: [{ coupon: 'NATAL10', promotion_code: null }] })])
    expect(await shop.outcomes()).toEqual(['pi_1 unattributed affiliate_unknown'])
    await shop.change('POST', '/coupon', { code: 'NATAL10', affiliateId: shop.affiliateId })
    const [delivery] = await shop.list('/gateway-delivery')
    expect(await shop.change('POST', `/gateway-delivery/${delivery.id}/replay`)).toMatchObject({ reason: 'converted' })
    await shop.process()
    expect(await shop.transactions()).toEqual(['sale pi_1 99 pending'])
  })

  test('lets one count that was refused for a wrong secret of ours, however old it is by then', async () => {
    const shop = await Shop.make(api)
    await shop.setUp('stripe', { enabled: true, secrets: { signingSecrets: [OTHER_SECRET] } })
    expect((await shop.stripeBody(paid(shop))).status).toBe(401)
    const [delivery] = await shop.list('/gateway-delivery')
    expect((await shop.operator('POST', `/gateway-delivery/${delivery.id}/replay`)).body).toMatchObject({ status: 409, code: 'state_conflict' })
    await shop.setUp('stripe', { enabled: true, secrets: { signingSecrets: [STRIPE_SECRET] } })
    api.context.clock.advanceMs(3_600_000)
    expect(await shop.change('POST', `/gateway-delivery/${delivery.id}/replay`)).toMatchObject({ outcome: 'applied', reason: 'converted', signed: true, eventId: 'evt_1' })
    // The gateway's own repetition has no effect any more.
    expect((await shop.stripeBody(paid(shop))).status).toBe(200)
    await shop.process()
    expect(await shop.outcomes()).toEqual(['pi_1 converted'])
  })

  test('of a refused one whose repetition has counted does nothing', async () => {
    const shop = await Shop.withStripe(api)
    const body = paid(shop)
    const late = new Date(now().getTime() + 600_000)
    await shop.deliver('stripe', body, { 'stripe-signature': stripeSignature(body, STRIPE_SECRET, late) })
    await shop.setUp('stripe', { enabled: true })
    await shop.stripeBody(body)
    const [, refused] = await shop.list('/gateway-delivery')
    expect((await shop.operator('POST', `/gateway-delivery/${refused.id}/replay`)).status).toBe(409)
  })

  test('of a forged one stays refused', async () => {
    const shop = await Shop.withStripe(api)
    const body = paid(shop)
    await shop.deliver('stripe', body, { 'stripe-signature': stripeSignature(body, OTHER_SECRET, now()) })
    const [delivery] = await shop.list('/gateway-delivery')
    expect((await shop.operator('POST', `/gateway-delivery/${delivery.id}/replay`)).status).toBe(409)
    expect(await shop.outcomes()).toEqual([])
  })
})

test('deliveries are listed newest first, by gateway, outcome and time, page by page', async () => {
  const shop = await Shop.withStripe(api)
  const start = now()
  for (let n = 0; n < 4; n += 1) {
    await shop.stripe(n % 2 === 0 ? 'customer.created' : 'payment_intent.succeeded', paymentIntent(`pi_${n}`), `evt_${n}`)
    api.context.clock.advanceMs(60_000)
  }
  const ids = async (filter: string) => (await shop.list(`/gateway-delivery?${filter}`)).map(({ eventId }) => eventId)
  expect(await ids('')).toEqual(['evt_3', 'evt_2', 'evt_1', 'evt_0'])
  expect(await ids('outcome=ignored')).toEqual(['evt_2', 'evt_0'])
  expect(await ids('kind=woovi')).toEqual([])
  expect(await ids(`from=${new Date(start.getTime() + 60_000).toISOString()}&to=${new Date(start.getTime() + 180_000).toISOString()}`)).toEqual(['evt_2', 'evt_1'])
  const { body: first } = await shop.operator('GET', '/gateway-delivery?limit=3')
  expect(await ids(`limit=3&cursor=${first.nextCursor}`)).toEqual(['evt_0'])
})
