import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { createApiServer } from '../../src/http/server.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { CampaignClient } from './campaign-fixture.ts'

const START = '2026-11-21T10:00:00.250Z'
const TOO_MANY = { statusCode: 429, message: 'ThrottlerException: Too Many Requests', error: 'Too Many Requests' }
const { rateLimits } = readConfig({})

let campaign: CampaignClient
/** Two processes on one database, behind a proxy that tells the client's address. */
const processes: { context: TestContext; app: FastifyInstance }[] = []
beforeAll(async () => {
  campaign = await CampaignClient.open({ now: START })
  for (let i = 0; i < 2; i += 1) {
    const context = await createTestContext({ now: START, database: campaign.api.context.database, config: { rateLimits, trustProxy: 1 } })
    processes.push({ context, app: createApiServer(context) })
  }
  await campaign.change('PATCH', '/program', { allowedDomains: ['meusite.com'] })
})
beforeEach(() => {
  for (const { context } of processes) context.clock.set(START)
})
afterAll(async () => {
  for (const { context, app } of processes) {
    await app.close()
    await context.close()
  }
  await campaign.api.close()
})

interface Call {
  readonly method?: 'GET' | 'POST'
  readonly url: string
  readonly key?: string
  readonly body?: object
  readonly address?: string
  readonly headers?: Readonly<Record<string, string>>
}

let turn = 0

/** Calls the processes in turn. */
async function call({ method = 'GET', url, key, body, address = '198.51.100.1', headers = {} }: Call) {
  turn += 1
  const answer = await processes[turn % processes.length]?.app.inject({
    method, url, headers: { 'x-forwarded-for': address, ...(key === undefined ? {} : { 'x-api-key': key }), ...headers }, ...(body === undefined ? {} : { payload: body }),
  })
  if (answer === undefined) throw new Error('no such process')
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers as Record<string, string | undefined> }
}

async function statusesOf(count: number, one: (i: number) => Call): Promise<Record<number, number>> {
  const answers = await Promise.all(Array.from({ length: count }, (_, i) => call(one(i))))
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

async function newKey(): Promise<string> {
  return (await campaign.change('POST', '/api-key', { name: 'another', permissions: { admin: 'write' } })).key
}

const testOfKey = (key: string): Call => ({ method: 'POST', url: '/v1/events', key, body: { events: [] } })
const pageView = (address: string): Call => ({
  method: 'POST', url: '/v1/sdk/events', address, headers: { origin: 'https://meusite.com' }, body: { events: [campaign.event('page_view', 'NOBODY')] },
})

describe('calls of a minute', () => {
  test('the 71st is answered 429 with the documented text, by whichever process; the next minute starts anew', async () => {
    const key = await newKey()
    expect(await statusesOf(70, () => testOfKey(key))).toEqual({ 200: 70 })
    const refused = await call(testOfKey(key))
    expect([refused.status, refused.body]).toEqual([429, TOO_MANY])
    expect(refused.headers).toMatchObject({ 'x-ratelimit-limit': '70', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.parse('2026-11-21T10:01:01Z') / 1000), 'retry-after': '60' })
    expect(refused.headers['content-type']).toBe('application/json; charset=utf-8')
    for (const { context } of processes) context.clock.set('2026-11-21T10:00:59.500Z')
    expect((await call(testOfKey(key))).headers['retry-after']).toBe('1')
    for (const { context } of processes) context.clock.set('2026-11-21T10:01:00.250Z')
    const next = await call(testOfKey(key))
    expect([next.status, next.headers['x-ratelimit-remaining'], next.headers['retry-after']]).toEqual([200, '69', undefined])
  })

  test('count down in the headers of every answer, refusals among them', async () => {
    const key = await newKey()
    const remaining: (string | undefined)[] = []
    for (const url of ['/v1/affiliates', '/v1/affiliates/abc', '/v1/affiliates/999999', '/v1/affiliates?limit=101']) {
      const { headers } = await call({ url, key })
      expect([headers['x-ratelimit-limit'], headers['x-ratelimit-reset'], headers['ratelimit-limit']]).toEqual(['70', String(Date.parse('2026-11-21T10:01:01Z') / 1000), undefined])
      remaining.push(headers['x-ratelimit-remaining'])
    }
    expect(remaining).toEqual(['69', '68', '67', '66'])
    for (const answer of [await call({ url: '/v1/affiliates' }), await call({ url: '/v1/events', method: 'POST', key: 'wrong', body: {} }), await call({ url: '/v1/nothing' })]) {
      expect([401, 404]).toContain(answer.status)
      expect(answer.headers).toMatchObject({ 'x-ratelimit-limit': '600', 'x-ratelimit-remaining': expect.any(String), 'x-ratelimit-reset': expect.any(String) })
    }
  })

  test('events and affiliates have 70 each, per key', async () => {
    const [one, other] = [await newKey(), await newKey()]
    expect(await statusesOf(100, () => testOfKey(one))).toEqual({ 200: 70, 429: 30 })
    expect(await statusesOf(100, () => ({ url: '/v1/affiliates', key: one }))).toEqual({ 200: 70, 429: 30 })
    expect(await statusesOf(70, () => testOfKey(other))).toEqual({ 200: 70 })
  })

  test('do not depend on the address a key is used from, nor on what it claims', async () => {
    const key = await newKey()
    expect(await statusesOf(80, (i) => ({ ...testOfKey(key), address: `203.0.113.${i}`, headers: { 'x-real-ip': `192.0.2.${i}` } }))).toEqual({ 200: 70, 429: 10 })
  })

  test('of pages have 70 per address; the addresses of an IPv6 /64 are one', async () => {
    expect(await statusesOf(80, () => pageView('203.0.113.200'))).toEqual({ 200: 70, 429: 10 })
    expect((await call(pageView('203.0.113.201'))).status).toBe(200)
    expect(await statusesOf(80, (i) => pageView(`2001:db8:1:2::${i.toString(16)}`))).toEqual({ 200: 70, 429: 10 })
    const refused = await call(pageView('2001:db8:1:2:ffff:ffff:ffff:ffff'))
    expect([refused.status, refused.body]).toEqual([429, TOO_MANY])
    expect((await call(pageView('2001:db8:1:3::1'))).status).toBe(200)
  })

  test('with wrong keys count against the address', async () => {
    const guess = { url: '/v1/affiliates', address: '203.0.113.99' }
    expect(await statusesOf(650, (i) => ({ ...guess, key: `wrong-${i}` }))).toEqual({ 401: 600, 429: 50 })
    expect((await call({ ...guess, key: await newKey() })).status).toBe(200)
  })
})
