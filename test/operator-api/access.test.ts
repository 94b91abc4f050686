import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeApiKeySecret } from '../../src/domain/access/api-key-secret.ts'
import { createApiServer } from '../../src/http/server.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

async function newKey(permissions: object, more: object = {}): Promise<{ id: string; key: string }> {
  const { status, body } = await api.post('/api-key', { name: 'A key', permissions, ...more })
  expect(status).toBe(201)
  return body
}

describe('who asks', () => {
  test('a key has the documented form', () => {
    expect(api.program.apiKey).toMatch(/^fsk_live_[0-9A-Za-z]{36}$/)
  })

  test.each`
    key                      | value
    ${'no key'}              | ${null}
    ${'nonsense'}            | ${'nonsense'}
    ${'an unknown key'}      | ${makeApiKeySecret(false)}
    ${'a key with one typo'} | ${'typo'}
  `('$key is answered 401', async ({ value }) => {
    const key = value === 'typo' ? api.program.apiKey.slice(0, -1) + (api.program.apiKey.endsWith('0') ? '1' : '0') : value
    const { status, body, headers } = await api.get('/program', { key })
    expect(status).toBe(401)
    expect(body.code).toBe(value === null ? 'authentication_required' : 'invalid_credential')
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(body.requestId).toBe(headers['x-request-id'])
  })

  test('a key in the query string is refused, also beside a good one', async () => {
    expect((await api.get(`/program?api_key=${api.program.apiKey}`, { key: null })).status).toBe(401)
    expect((await api.get(`/program?x=${api.program.apiKey}`)).status).toBe(401)
  })

  test('a key that has expired is refused', async () => {
    const { clock } = api.context
    const { key } = await newKey({ settings: 'read' }, { expiresTs: new Date(clock.now().getTime() + 60_000).toISOString() })
    expect((await api.get('/program', { key })).status).toBe(200)
    clock.advanceMs(61_000)
    await expect.poll(async () => (await api.get('/program', { key })).status, { timeout: 5_000 }).toBe(401)
  })

  test('a revoked key is refused within a second, also by another instance', async () => {
    const other = createApiServer(api.context)
    const { id, key } = await newKey({ settings: 'read' })
    const asks = () => other.inject({ url: '/api/v1/program', headers: { 'x-api-key': key } })
    expect((await asks()).statusCode).toBe(200)
    expect((await api.get('/program', { key })).status).toBe(200)
    expect((await api.delete(`/api-key/${id}`)).status).toBe(204)
    const revokedAt = performance.now()
    await expect.poll(async () => (await api.get('/program', { key })).status, { timeout: 1_000, interval: 50 }).toBe(401)
    await expect.poll(async () => (await asks()).statusCode, { timeout: 1_000, interval: 50 }).toBe(401)
    expect(performance.now() - revokedAt).toBeLessThan(1_000)
    await other.close()
  })

  test('the use of a key is noted, the key itself nowhere', async () => {
    const { id, key } = await newKey({ settings: 'read' })
    await api.get('/program', { key })
    await expect.poll(async () => (await api.get(`/api-key/${id}`)).body.lastUsedTs, { timeout: 5_000 }).not.toBeNull()
    const rows = await api.context.db.inProgram(api.program.programId, (tx) =>
      tx.sql<{ text: string }>({ text: 'select row_to_json(k)::text as text from api_key k union all select row_to_json(a)::text from audit_entry a' }),
    )
    expect(rows.filter(({ text }) => text.includes(key.slice(9)))).toEqual([])
  })
})

describe('what a key may do', () => {
  test('a module that is missing or read-only is answered 403', async () => {
    const { key } = await newKey({ brands: 'read' })
    expect((await api.get('/brand', { key })).status).toBe(200)
    expect((await api.post('/brand', { name: 'x', landingPageUrl: 'https://x.example' }, { key })).status).toBe(403)
    expect((await api.get('/affiliate', { key })).status).toBe(403)
  })

  test('nobody gives away more than they have, by making or by changing a key', async () => {
    const { key } = await newKey({ 'api-keys': 'write', customers: 'read' })
    expect((await api.post('/api-key', { name: 'more', permissions: { customers: 'write' } }, { key })).status).toBe(403)
    expect((await api.post('/api-key', { name: 'more', permissions: { admin: 'read' } }, { key })).status).toBe(403)
    const { status, body } = await api.post('/api-key', { name: 'less', permissions: { customers: 'read' } }, { key })
    expect(status).toBe(201)
    expect((await api.patch(`/api-key/${body.id}`, { permissions: { transactions: 'write' } }, { key })).status).toBe(403)
    const strong = await newKey({ transactions: 'write' })
    expect((await api.delete(`/api-key/${strong.id}`, { key })).status).toBe(403)
    expect((await api.patch(`/api-key/${strong.id}`, { name: 'mine now' }, { key })).status).toBe(403)
  })

  test('modules can be taken away and given later', async () => {
    const { id, key } = await newKey({ brands: 'read' })
    await api.patch(`/api-key/${id}`, { permissions: { products: 'read' } })
    await expect.poll(async () => (await api.get('/brand', { key })).status, { timeout: 5_000 }).toBe(403)
    expect((await api.get('/product', { key })).status).toBe(200)
  })

  test('a route without a permission is refused at registration', async () => {
    const app = createApiServer(api.context)
    app.register(async (scope) => {
      const { asApi } = await import('../../src/http/plumbing/api-scope.ts')
      const { operatorDialect } = await import('../../src/http/operator-api/dialect.ts')
      asApi(scope, api.context, operatorDialect)
      scope.get('/open', () => 'everything')
    }, { prefix: '/other' })
    await expect(app.ready()).rejects.toThrow('declares no permission')
  })
})

describe('how often', () => {
  test('the limit is told and kept, whatever the path looks like', async () => {
    const app = createApiServer({ ...api.context, config: { ...api.context.config, rateLimits: { default: 5, transactions: 7, unauthenticated: 3, events: 1, sdkEvents: 1, affiliates: 1, campaign: 1, entrance: 1 } } })
    const tricks = ['/api/v1/program', '/api/v1/program?a=1', '/api/v1/operator', '/api/v1/brand?limit=1', '/api/v1/program']
    const statuses: number[] = []
    for (const url of [...tricks, ...tricks]) {
      const headers = { 'x-api-key': api.program.apiKey, 'x-forwarded-for': `10.0.0.${statuses.length}` }
      const answer = await app.inject({ url, headers })
      statuses.push(answer.statusCode === 429 ? 429 : 200)
      expect(answer.headers['ratelimit-limit']).toBe('5')
      if (answer.statusCode === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429, 429, 429])
    const guesses = await Promise.all(Array.from({ length: 6 }, () => app.inject({ url: '/api/v1/program', headers: { 'x-api-key': makeApiKeySecret(false) } })))
    expect(guesses.map(({ statusCode }) => statusCode).sort()).toEqual([401, 401, 401, 429, 429, 429])
    await app.close()
  })
})
