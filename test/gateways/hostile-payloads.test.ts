import { afterAll, beforeAll, expect, test } from 'vitest'
import { NASTY, Random } from '../operator-api/support/generate.ts'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { dose, SEED } from '../support/dose.ts'
import { openApi, Shop } from './gateway-fixture.ts'
import { dispute, type Fields, invoice, invoicePayment, oldInvoice, paymentIntent, refundedCharge, session, stripeEvent } from './stripe-events.ts'
import { charge, chargeCompleted, chargeRefunded, refundSent } from './woovi-events.ts'

const PAYLOADS = dose({ small: 300, short: 5_000, long: 50_000 })

let api: TestApi
let shop: Shop
beforeAll(async () => {
  api = await openApi()
  shop = await Shop.withStripe(api)
  await shop.setUp('woovi', { enabled: true })
})
afterAll(() => api.close())

const MORE: readonly unknown[] = [...NASTY, -9900, 1e21, 9_007_199_254_740_991, 9_007_199_254_740_992, '9900', '99e3', true, { id: 'pi_1' }, { id: { id: {} } }, ['pi_1'], 'pi_1', 'sub_1', 'brl', 'jpy']

/** A number that no double holds: written as it is. */
function isRaw(value: object): boolean {
  return 'rawJSON' in value
}

/** The value with some of what is in it replaced by what nobody expects there. */
function spoil(value: unknown, random: Random): unknown {
  if (random.chance(0.08)) return random.pick(MORE)
  if (Array.isArray(value)) return value.map((item) => spoil(item, random))
  if (typeof value !== 'object' || value === null || isRaw(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([name, item]) => (random.chance(0.03) ? [] : [[name, spoil(item, random)]])))
}

function someStripe(random: Random): Fields {
  const [n, code] = [random.integer(5), { affiliate_code: shop.code, order_id: `A-${random.integer(5)}` }]
  const subscription = `sub_${random.integer(3)}`
  const [type, object] = random.pick<readonly [string, Fields]>([
    ['checkout.session.completed', session(`cs_${n}`, { payment_intent: `pi_${n}`, metadata: code })],
    ['checkout.session.completed', session(`cs_${n}`, { mode: 'subscription', subscription, invoice: `in_${n}`, customer: `cus_${n}`, metadata: code })],
    ['payment_intent.succeeded', paymentIntent(`pi_${n}`, { metadata: random.chance(0.5) ? code : {} })],
    ['invoice.paid', invoice(`in_${n}`, { subscription })],
    ['invoice.paid', oldInvoice(`in_${n}`, { subscription, payment_intent: `pi_${n}`, billing_reason: 'subscription_create' })],
    ['invoice_payment.paid', invoicePayment('inpay_1', `in_${n}`, `pi_${random.integer(5)}`)],
    ['charge.refunded', refundedCharge(`ch_${n}`, random.integer(12_000))],
    ['charge.dispute.created', dispute(`du_${n}`, `ch_${n}`, 'needs_response')],
    ['charge.dispute.closed', dispute(`du_${n}`, `ch_${n}`, random.pick(['won', 'lost']))],
  ])
  return stripeEvent(type, object, `evt_${random.integer(1e9)}`, api.context.clock.now())
}

function someWoovi(random: Random): Fields {
  const paid = charge(`c-${random.integer(5)}`, { affiliate_code: shop.code })
  return random.pick([chargeCompleted(paid), chargeRefunded(paid, `D-${random.integer(9)}`, random.integer(12_000)), refundSent(`c-${random.integer(5)}`, `D-${random.integer(9)}`, 500)])
}

test(`${PAYLOADS} payloads with anything anywhere, correctly signed: 200 always, and books that verify (seed ${SEED})`, async () => {
  const random = new Random(SEED)
  for (let n = 0; n < PAYLOADS; n += 1) {
    const isStripe = random.chance(0.75)
    const payload = isStripe ? someStripe(random) : someWoovi(random)
    const body = JSON.stringify(random.chance(0.7) ? spoil(payload, random) : payload)
    const answer = isStripe ? await shop.stripeBody(body) : await shop.deliver('woovi', body, {})
    expect(answer.status, `${answer.text} for ${body}`).toBe(200)
    if (n % 50 === 0) await shop.wait(5)
  }
  await shop.wait(60)
  expect(await shop.list('/gateway-delivery?outcome=failed')).toEqual([])
  expect((await shop.list('/gateway-delivery?outcome=applied')).length).toBeGreaterThan(20)
  expect(await shop.brokenLaws()).toEqual([])
}, 60_000 + PAYLOADS * 100)

test.each([
  ['not JSON', '{"type":'], ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])], ['NUL', '{"id":"evt_\\u0000","type":"charge.refunded","data":{"object":{"id":"ch_\\u0000"}}}'],
  ['half a surrogate pair', '{"id":"\\ud800","type":"\\udfff"}'], ['deep nesting', `{"type":"charge.refunded","data":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ['deep objects', `{"type":"charge.refunded","data":{"object":${'{"id":'.repeat(20_000)}1${'}'.repeat(20_000)}}}`], ['a number without end', `{"type":"charge.refunded","n":${'9'.repeat(100_000)}}`],
  ['a mebibyte of text', JSON.stringify({ id: 'evt_long', type: 'charge.refunded', data: { object: { id: 'x'.repeat(1_000_000) } } })], ['a list', '["of its own"]'], ['names of every object', '{"__proto__":{"type":"x"},"constructor":1,"type":"toString"}'],
])('%s is kept and ignored', async (_name, body) => {
  const before = (await shop.list('/gateway-delivery?outcome=ignored&limit=500')).length
  const answer = typeof body === 'string' ? await shop.stripeBody(body) : await shop.deliver('woovi', body, {})
  expect(answer).toEqual({ status: 200, text: '{"received":true}' })
  const ignored = await shop.list('/gateway-delivery?outcome=ignored&limit=500')
  expect(ignored.length).toBe(Math.min(before + 1, 500))
  expect((await shop.operator('GET', `/gateway-delivery/${ignored[0].id}`)).status).toBe(200)
  expect((await shop.operator('POST', `/gateway-delivery/${ignored[0].id}/replay`)).body).toMatchObject({ outcome: 'ignored' })
})
