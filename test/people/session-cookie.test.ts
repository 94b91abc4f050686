import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

const ORIGIN = 'http://localhost:4400'
let api: TestApi
let cookie: string
beforeAll(async () => {
  api = await createTestApi({ config: { publicUrl: ORIGIN } })
  cookie = await signIn(api.program.signInUrl)
})
afterAll(() => api.close())

async function signIn(url: string): Promise<string> {
  const answer = await api.get(`/${url.replace(ORIGIN, '')}`, { key: null })
  return String(answer.headers['set-cookie']?.[0]).split(';')[0] ?? ''
}

const renamed = (headers: Readonly<Record<string, string>>) => api.patch('/program', { name: 'First' }, { key: null, headers: { cookie, ...headers } })

test('the session cookie reads its own program', async () => {
  expect((await api.get('/program', { key: null, headers: { cookie } })).body.id).toBe(api.program.programId)
  expect((await api.get('/program', { key: null, headers: { cookie: `other=1; ${cookie}x` } })).status).toBe(401)
})

test.each([
  ['same origin by fetch metadata', { 'sec-fetch-site': 'same-origin' }, 200],
  ['same origin by Origin', { origin: ORIGIN }, 200],
  ['another site', { 'sec-fetch-site': 'cross-site', origin: ORIGIN }, 403],
  ['a sibling domain', { 'sec-fetch-site': 'same-site' }, 403],
  ['another Origin', { origin: 'http://localhost:4401' }, 403],
  ['an opaque Origin', { origin: 'null' }, 403],
  ['nothing said', {}, 403],
])('a write by cookie: %s', async (_name, headers, status) => {
  expect((await renamed(headers)).status).toBe(status)
})

test('a header that is wrong is not made good by a cookie', async () => {
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  expect((await api.get('/program', { key: 'fsk_live_wrong', headers })).status).toBe(401)
  expect((await api.get('/program', { key: null, headers: { ...headers, authorization: 'Bearer wrong' } })).status).toBe(401)
})

test('what was meant for another program is refused, not done here', async () => {
  const { programId } = api.program
  expect((await renamed({ 'sec-fetch-site': 'same-origin', 'fairshare-program': programId })).status).toBe(200)
  expect((await renamed({ 'sec-fetch-site': 'same-origin', 'fairshare-program': programId.replace(/.$/, '0') })).status).toBe(403)
})

test('the campaign API takes no cookie', async () => {
  expect((await api.get('//v1/affiliates', { key: null, headers: { cookie } })).status).toBe(401)
})
