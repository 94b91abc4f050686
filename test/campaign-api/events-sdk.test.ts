import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestAnswer } from '../operator-api/support/test-api.ts'
import { CampaignClient } from './campaign-fixture.ts'

const ORIGIN = 'https://meusite.com'
const NOT_ALLOWED = { statusCode: 403, message: 'Domain not allowed', error: 'Forbidden' }

let campaign: Awaited<ReturnType<CampaignClient['fresh']>>
beforeAll(async () => {
  const first = await CampaignClient.open()
  campaign = await first.fresh()
  await allow(campaign, 'meusite.com', '*.loja.example', 'localhost:3000')
})
afterAll(() => campaign.api.close())

async function allow(client: CampaignClient, ...domains: string[]): Promise<void> {
  await client.api.context.db.shared((tx) => tx.sql({ text: 'update program set allowed_domains = $2 where id = $1', values: [client.program.programId, domains] }))
}

function report(client: CampaignClient, body: unknown, origin: string | null = ORIGIN, type = 'text/plain;charset=UTF-8'): Promise<TestAnswer> {
  return client.api.post('//v1/sdk/events', body, { key: null, headers: { 'content-type': type, ...(origin === null ? {} : { origin }) } })
}

function preflight(origin: string | null): Promise<TestAnswer> {
  const headers = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type', ...(origin === null ? {} : { origin }) }
  return campaign.api.call('OPTIONS', '//v1/sdk/events', { key: null, headers })
}

describe('a page of an allowed domain', () => {
  test.each`
    origin                        | type
    ${'https://meusite.com'}      | ${'application/json'}
    ${'https://meusite.com'}      | ${'text/plain;charset=UTF-8'}
    ${'http://meusite.com'}       | ${'text/plain'}
    ${'https://a.b.loja.example'} | ${'application/json'}
    ${'http://localhost:3000'}    | ${'application/json'}
  `('reports from $origin as $type', async ({ origin, type }) => {
    const { status, body, headers } = await report(campaign, { events: [campaign.event('page_view', campaign.code)] }, origin, type)
    expect([status, body]).toEqual([200, { success: true }])
    expect([headers['access-control-allow-origin'], headers['vary'], headers['access-control-allow-credentials']]).toEqual([origin, 'Origin', undefined])
  })

  test('reports conversions that are unverified and stay pending', async () => {
    const own = await campaign.fresh()
    await allow(own, 'meusite.com')
    expect((await report(own, { events: [own.conversion(own.code, 'o-1', 100, { customer_email: 'ana@cliente.example' })] })).status).toBe(200)
    await own.process()
    expect(await own.list('/event')).toMatchObject([{ source: 'sdk', isVerified: false, outcome: 'converted' }])
    expect(await own.list('/transaction')).toMatchObject([{ externalId: 'o-1', status: 'pending', isVerified: false, integrationType: 'sdk', createdBy: 'sdk' }])
    expect(await own.commissions()).toEqual(['o-1 10 pending'])
  })

  test('shares order ids with the merchant’s server, whose report of an order that a page had first is marked', async () => {
    const own = await campaign.fresh()
    await allow(own, 'meusite.com')
    await own.send(own.conversion(own.code, 'o-1'))
    await report(own, { events: [own.conversion(own.code, 'o-1', 5), own.conversion(own.code, 'o-2', 5)] })
    await own.send(own.conversion(own.code, 'o-1'), own.conversion(own.code, 'o-2'))
    expect(await own.outcomes()).toEqual(['o-1 converted', 'o-1 duplicate', 'o-2 converted', 'o-1 duplicate', 'o-2 duplicate reported_by_page'])
    expect(await own.outcomes('&reason=reported_by_page')).toEqual(['o-2 duplicate reported_by_page'])
  })

  test('is told what is wrong with its events, and may read it', async () => {
    const { status, body, headers } = await report(campaign, { events: [campaign.conversion(campaign.code, 'o-1', 0)] })
    expect([status, body.message]).toEqual([400, ['order_value must be a positive number']])
    expect(headers['access-control-allow-origin']).toBe(ORIGIN)
    const many = Array.from({ length: 51 }, () => campaign.event('page_view', campaign.code))
    expect((await report(campaign, { events: many })).body.message).toEqual(['events must contain no more than 50 elements'])
    expect((await report(campaign, { events: many.slice(1) })).status).toBe(200)
  })

  test('asks first, and may', async () => {
    const { status, headers, text } = await preflight(ORIGIN)
    expect([status, text]).toEqual([204, ''])
    expect(headers).toMatchObject({
      'access-control-allow-origin': ORIGIN, 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type', vary: 'Origin',
    })
    expect(headers['access-control-allow-credentials']).toBeUndefined()
  })
})

describe('whoever else calls is refused, and stores nothing', () => {
  test.each([null, 'null', 'https://evil.example', 'https://www.meusite.com', 'https://meusite.com:8443', 'https://loja.example', 'http://localhost', 'https://meusite.com.evil.example'])(
    'from the origin %j',
    async (origin) => {
      const { status, body, headers } = await report(campaign, { events: [campaign.conversion(campaign.code, 'refused')] }, origin)
      expect([status, body]).toEqual([403, NOT_ALLOWED])
      expect(headers['access-control-allow-origin']).toBeUndefined()
      expect(await campaign.outcomes('&orderId=refused')).toEqual([])
      const asked = await preflight(origin)
      expect([asked.status, asked.body, asked.headers['access-control-allow-origin']]).toEqual([403, NOT_ALLOWED, undefined])
    },
  )

  test('for a campaign that does not allow its page, or that does not exist', async () => {
    const other = await campaign.fresh()
    expect((await report(other, { events: [other.event('page_view', other.code)] })).body).toEqual(NOT_ALLOWED)
    expect((await report(campaign, { events: [{ ...campaign.event('page_view', campaign.code), campaign_id: 'nonsense' }] })).body).toEqual(NOT_ALLOWED)
  })

  test('for two campaigns at once', async () => {
    const other = await campaign.fresh()
    await allow(other, 'meusite.com')
    const events = [campaign.event('page_view', campaign.code), other.event('page_view', other.code)]
    expect((await report(campaign, { events })).body).toEqual(NOT_ALLOWED)
    expect(await other.outcomes()).toEqual([])
  })

  test('without an event there is no campaign whose domains could allow it; without a campaign the event is wrong', async () => {
    expect((await report(campaign, { events: [] })).body).toEqual(NOT_ALLOWED)
    expect((await report(campaign, { events: [{ event_type: 'page_view', affiliate_id: 'x' }] })).body.message).toEqual(['campaign_id is required'])
    expect((await report(campaign, 'x')).status).toBe(400)
  })

  test('a domain that is taken off the list is refused within a second', async () => {
    const own = await campaign.fresh()
    await allow(own, 'meusite.com')
    const ask = async () => (await report(own, { events: [own.event('page_view', own.code)] })).status
    expect(await ask()).toBe(200)
    await allow(own)
    await expect.poll(ask).toBe(403)
  })
})

test('a key does not help: the call is nobody’s', async () => {
  const { status } = await campaign.api.post('//v1/sdk/events', { events: [campaign.event('page_view', campaign.code)] })
  expect(status).toBe(403)
})

test('the limit of a minute counts the caller’s network and is told in headers', async () => {
  const limited = await CampaignClient.open({ config: { rateLimits: { default: 600, transactions: 600, unauthenticated: 600, events: 3, sdkEvents: 3, affiliates: 600, campaign: 600, entrance: 600 } } })
  try {
    const page = () => report(limited, { events: [] })
    const server = () => limited.post([])
    for (const [ask, allowed] of [[page, 403], [server, 200]] as const) {
      const answers = [await ask(), await ask(), await ask(), await ask()]
      expect(answers.map(({ status }) => status)).toEqual([allowed, allowed, allowed, 429])
      expect(answers.map(({ headers }) => `${headers['x-ratelimit-remaining']} of ${headers['x-ratelimit-limit']}`)).toEqual(['2 of 3', '1 of 3', '0 of 3', '0 of 3'])
      expect(answers[3]?.body).toEqual({ statusCode: 429, message: 'ThrottlerException: Too Many Requests', error: 'Too Many Requests' })
      expect(Number(answers[3]?.headers['retry-after'])).toBeGreaterThan(0)
    }
  } finally {
    await limited.api.close()
  }
})
