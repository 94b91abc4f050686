import { afterAll, beforeAll, expect, test } from 'vitest'
import { onConnection } from '../../src/db/single-connection.ts'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { openApi, Shop, STRIPE_SECRET } from './gateway-fixture.ts'
import { WOOVI_KEYS } from './woovi-events.ts'

let api: TestApi
beforeAll(async () => { api = await openApi() })
afterAll(() => api.close())

test('every gateway is listed with the address to enter there, also before it is set up', async () => {
  const shop = await Shop.make(api)
  const { publicUrl } = api.context.config
  expect(await shop.list('/gateway')).toEqual([
    {
      kind: 'stripe', name: 'Stripe', enabled: false, allowMetadata: true, allowCoupon: true, updatedTs: null,
      webhookUrl: `${publicUrl}/api/campaigns/${shop.program.programId}/stripe/webhook`, secrets: [{ name: 'signingSecrets', about: expect.any(String), count: 0 }],
    },
    {
      kind: 'woovi', name: 'Woovi', enabled: false, allowMetadata: true, allowCoupon: true, updatedTs: null,
      webhookUrl: `${publicUrl}/api/campaigns/${shop.program.programId}/woovi/webhook`,
      secrets: [{ name: 'hmacSecrets', about: expect.any(String), count: 0 }, { name: 'publicKeys', about: expect.any(String), count: 0 }],
    },
  ])
})

test('secrets are counted and never shown: not in answers, not in the audit, not in the database', async () => {
  const shop = await Shop.withStripe(api)
  const answer = await shop.setUp('stripe', { enabled: true, secrets: { signingSecrets: [STRIPE_SECRET, 'whsec_canary_canary_canary'] } })
  expect(answer).toMatchObject({ enabled: true, secrets: [{ name: 'signingSecrets', count: 2 }] })
  await shop.setUp('stripe', { enabled: true, allowCoupon: false })
  expect(await shop.list('/gateway')).toMatchObject([{ allowCoupon: false, allowMetadata: true, secrets: [{ count: 2 }] }, {}])
  const audit = await shop.list('/audit')
  expect(audit[1]).toMatchObject({ action: 'gateway.set_up', details: { kind: 'stripe', enabled: true, secrets: ['signingSecrets'] } })
  const stored = await onConnection(api.context.database.ownerUrl, async (client) => {
    await client.query(`set app.program_id = '${shop.program.programId}'`)
    const { rows } = await client.query<{ text: string }>(`select (select string_agg(encode(secrets, 'escape'), '') from gateway) || (select string_agg(details::text, '') from audit_entry) as text`)
    return rows[0]?.text ?? ''
  })
  for (const text of [stored, JSON.stringify([answer, audit, await shop.list('/gateway')])]) expect(text).not.toMatch(/canary|5WbX5k/)
})

test.each`
  case                                | kind        | body                                                                           | path
  ${'on without a secret'}            | ${'stripe'} | ${{ enabled: true }}                                                           | ${'secrets.signingSecrets'}
  ${'an API key for a secret'}        | ${'stripe'} | ${{ enabled: true, secrets: { signingSecrets: ['sk_live_1234567890'] } }}      | ${'secrets.signingSecrets.0'}
  ${'more secrets than one needs'}    | ${'stripe'} | ${{ enabled: true, secrets: { signingSecrets: Array(4).fill(STRIPE_SECRET) } }} | ${'secrets.signingSecrets'}
  ${'a secret of another gateway'}    | ${'stripe'} | ${{ enabled: false, secrets: { publicKeys: ['x'] } }}                          | ${'secrets.publicKeys'}
  ${'a name of every object'}         | ${'stripe'} | ${{ enabled: false, secrets: { constructor: ['x'] } }}                         | ${'secrets.constructor'}
  ${'a key that is none'}             | ${'woovi'}  | ${{ enabled: true, secrets: { publicKeys: [STRIPE_SECRET] } }}                 | ${'secrets.publicKeys.0'}
  ${'a private key'}                  | ${'woovi'}  | ${{ enabled: true, secrets: { publicKeys: [WOOVI_KEYS.privateKey] } }}         | ${'secrets.publicKeys.0'}
`('refused, and nothing is changed: $case', async ({ kind, body, path }) => {
  const shop = await Shop.make(api)
  const answer = await shop.operator('PUT', `/gateway/${kind}`, body)
  expect(answer.body).toMatchObject({ status: 400, errors: [{ path }] })
  expect(answer.text).not.toContain('sk_live_1234567890')
  expect(await shop.list('/gateway')).toMatchObject([{ updatedTs: null }, { updatedTs: null }])
})

test('a gateway that there is not is not found, and settings need their permission', async () => {
  const shop = await Shop.make(api)
  expect((await shop.operator('PUT', '/gateway/paypal', { enabled: true })).status).toBe(404)
  const { key } = await shop.change('POST', '/api-key', { name: 'reader', permissions: { settings: 'read', transactions: 'write' } })
  expect((await api.get('/gateway', { key })).status).toBe(200)
  expect((await api.get('/gateway-delivery', { key })).status).toBe(200)
  expect((await api.call('PUT', '/gateway/woovi', { key, body: { enabled: true } })).status).toBe(403)
})

test('secrets sealed with a key that is gone are told to be, refuse every call, and can be entered anew', async () => {
  const shop = await Shop.withStripe(api)
  await onConnection(api.context.database.ownerUrl, async (client) => {
    await client.query(`set app.program_id = '${shop.program.programId}'`)
    await client.query(`update gateway set secrets = '\\x00'`)
  })
  expect(await shop.list('/gateway')).toMatchObject([{ secrets: [{ count: null }] }, {}])
  expect((await shop.stripe('customer.created', {})).status).toBe(401)
  expect(await shop.reasons()).toEqual(['refused secrets_unreadable'])
  await shop.setUp('stripe', { enabled: true, secrets: { signingSecrets: [STRIPE_SECRET] } })
  expect((await shop.stripe('customer.created', {})).status).toBe(200)
})
