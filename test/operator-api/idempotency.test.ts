import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiServer } from '../../src/http/server.ts'
import { createTestApi, type TestAnswer, type TestApi } from './support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

const withKey = (key: string) => ({ headers: { 'idempotency-key': key } })
const brand = (name: string) => ({ name, landingPageUrl: 'https://brand.example' })

async function brandsNamed(name: string): Promise<number> {
  const rows = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql({ text: 'select id from brand where name = $1', values: [name] }))
  return rows.length
}

test('200 parallel calls with one key have one effect and one answer', async () => {
  // A crowd before the crowd opens the pool's connections: on a busy machine one may take longer than its second, and its call is then
  // refused (503), rightly, but here it may be the one that all the others stand back for.
  await Promise.all(Array.from({ length: 50 }, () => api.get('/brand')))
  const answers = await Promise.all(Array.from({ length: 200 }, () => api.post('/brand', brand('Parallel'), withKey('parallel'))))
  // First of all what was answered: should it fail, that says why.
  expect([...new Set(answers.map(({ status, text }) => (status === 201 ? '201' : `${status} ${text.replace(/"requestId":"[^"]*"/, '')}`)))].sort()).toEqual(['201', expect.stringMatching(/^409 .*request_in_flight/)])
  expect(await brandsNamed('Parallel')).toBe(1)
  const successes = answers.filter(({ status }) => status === 201)
  expect(new Set(successes.map(({ text }) => text)).size).toBe(1)
  expect(successes.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1)
  expect(answers.filter(({ status }) => status !== 201).every(({ status, body }) => status === 409 && body.code === 'request_in_flight')).toBe(true)
})

test('a repeat gets the first answer for 7 days, also from another process, and is carried out anew after that', async () => {
  const first = await api.post('/brand', brand('Week'), withKey('week'))
  const other = createApiServer(api.context)
  const { clock } = api.context
  const start = clock.now()
  clock.advanceMs(7 * 86_400_000 - 1_000)
  const headers = { 'x-api-key': api.program.apiKey, 'idempotency-key': 'week', 'content-type': 'application/json' }
  const repeat = await other.inject({ method: 'POST', url: '/api/v1/brand', headers, payload: JSON.stringify(brand('Week')) })
  expect(repeat.statusCode).toBe(201)
  expect(repeat.payload).toBe(first.text)
  expect(repeat.headers['idempotent-replayed']).toBe('true')
  clock.advanceMs(2_000)
  expect((await api.post('/brand', brand('Week'), withKey('week'))).headers['idempotent-replayed']).toBeUndefined()
  expect(await brandsNamed('Week')).toBe(2)
  clock.set(start)
  await other.close()
})

test('the same key for another body, path or method is refused', async () => {
  const { body } = await api.post('/brand', brand('Other'), withKey('other'))
  const answers = [
    await api.post('/brand', brand('Another'), withKey('other')),
    await api.post('/affiliate', brand('Other'), withKey('other')),
    await api.delete(`/brand/${body.id}`, withKey('other')),
  ]
  // The second is refused for its shape before its key is looked at.
  expect(answers.map(({ body: { code } }) => code)).toEqual(['idempotency_key_reused', 'invalid_request', 'idempotency_key_reused'])
  expect(await brandsNamed('Another')).toBe(0)
})

test('a key belongs to its credential', async () => {
  const { apiKey } = await api.addProgram('Idem')
  const { body: second } = await api.post('/api-key', { name: 'second', permissions: { brands: 'write' } })
  const answers = await Promise.all([
    api.post('/brand', brand('Scope'), withKey('scope')),
    api.post('/brand', brand('Scope'), { ...withKey('scope'), key: apiKey }),
    api.post('/brand', brand('Scope'), { ...withKey('scope'), key: second.key }),
  ])
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(3)
})

test('a refusal is an answer too', async () => {
  const body = { name: 'x', externalId: 'refused', landingPageUrl: 'https://x.example' }
  const { body: first } = await api.post('/brand', body)
  const refusal = await api.post('/brand', body, withKey('refusal'))
  expect(refusal.status).toBe(409)
  await api.patch(`/brand/${first.id}`, { externalId: null })
  const repeat = await api.post('/brand', body, withKey('refusal'))
  expect(repeat.text).toBe(refusal.text)
  expect(repeat.headers).toMatchObject({ 'idempotent-replayed': 'true', 'content-type': expect.stringContaining('problem+json') })
})

test('a malformed body does not use a key up', async () => {
  expect((await api.post('/brand', { name: 'Fixed' }, withKey('fixed'))).status).toBe(400)
  expect((await api.post('/brand', brand('Fixed'), withKey('fixed'))).status).toBe(201)
})

test('a new API key is replayed to its maker, and cannot be read in the database', async () => {
  const first = await api.post('/api-key', { name: 'secret', permissions: {} }, withKey('secret'))
  const repeat = await api.post('/api-key', { name: 'secret', permissions: {} }, withKey('secret'))
  expect(repeat.body.key).toBe(first.body.key)
  const rows = await api.context.db.inProgram(api.program.programId, (tx) =>
    tx.sql<{ body: string }>({ text: "select body from idempotent_request where idempotency_key = 'secret'" }),
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]?.body).not.toContain(first.body.key)
})

test.each(['', 'with space', 'ü', 'x'.repeat(256)])('the key %j is refused', async (key) => {
  const answer: TestAnswer = await api.post('/brand', brand('Bad key'), withKey(key))
  expect(answer.status).toBe(400)
  expect(answer.body.errors[0].path).toBe('Idempotency-Key')
})

test('reads pay no attention to the header', async () => {
  const answers = [await api.get('/brand', withKey('read')), await api.get('/program', withKey('read'))]
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
})
