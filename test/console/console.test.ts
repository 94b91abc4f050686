import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ config: { publicUrl: 'http://localhost:4400' } })
})
afterAll(() => api.close())

async function newLink(name: string): Promise<string> {
  const { signInUrl } = await api.addProgram(name)
  return signInUrl.replace('http://localhost:4400', '')
}

function sessionCookie(answer: { headers: Readonly<Record<string, string | undefined>> }): string {
  return String(answer.headers['set-cookie']?.[0]).split(';')[0] ?? ''
}

test('a sign-in link works once and leads to the dashboard, the first time to choosing a password', async () => {
  const link = await newLink('Once')
  const first = await api.get(`/${link}`, { key: null })
  expect(first).toMatchObject({ status: 303, headers: { location: '/admin/welcome', 'cache-control': 'no-store' } })
  expect(sessionCookie(first)).toMatch(/^fairshare_session=[\w-]{43}$/)
  expect(first.headers['set-cookie']?.[0]).toMatch(/HttpOnly.*SameSite=Lax/)
  const second = await api.get(`/${link}`, { key: null })
  expect(second.status).toBe(410)
  expect(second.headers['set-cookie']).toBeUndefined()
})

test('looking ahead does not use a link up', async () => {
  const link = await newLink('Ahead')
  expect((await api.get(`/${link}`, { key: null, headers: { 'sec-purpose': 'prefetch' } })).status).toBe(204)
  expect((await api.get(`/${link}`, { key: null })).status).toBe(303)
})

test('a link expires after a day, and opens only its own operator', async () => {
  const link = await newLink('Expired')
  const foreign = link.replace(/program=.*/, `program=${api.program.programId}`)
  expect((await api.get(`/${foreign}`, { key: null })).status).toBe(410)
  const { clock } = api.context
  const start = clock.now()
  clock.advanceMs(24 * 3_600_000 + 1)
  expect((await api.get(`/${link}`, { key: null })).status).toBe(410)
  clock.set(start)
})

test('two at once: one of them is signed in', async () => {
  const link = await newLink('Race')
  const answers = await Promise.all(Array.from({ length: 10 }, () => api.get(`/${link}`, { key: null })))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 9 }, () => 410)])
})

test('the session opens the API, until it is ended', async () => {
  const cookie = sessionCookie(await api.get(`/${await newLink('Session')}`, { key: null }))
  const bearer = { authorization: `Bearer ${cookie.split('=')[1]}` }
  expect((await api.get('/program', { key: null, headers: bearer })).body.name).toBe('Session')
  expect((await api.call('DELETE', '//console/session', { key: null, headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
  expect((await api.get('//console/session', { key: null, headers: { cookie } })).body.program.name).toBe('Session')
  expect((await api.call('DELETE', '//console/session', { key: null, headers: { cookie, 'sec-fetch-site': 'same-origin' } })).status).toBe(204)
  expect((await api.get('//console/session', { key: null, headers: { cookie } })).status).toBe(401)
  await expect.poll(async () => (await api.get('/program', { key: null, headers: bearer })).status, { timeout: 5_000 }).toBe(401)
})

test('the start leads to the dashboard', async () => {
  expect(await api.get('//', { key: null })).toMatchObject({ status: 302, headers: { location: '/admin' } })
})

test('a link that is used up says so, on a page that runs nothing', async () => {
  const page = await api.get('//sign-in?token=<img src=x onerror=alert(1)>', { key: null })
  expect(page.status).toBe(410)
  expect(page.text).not.toContain('<img')
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'/)
})

test('the reference is served from here', async () => {
  const page = await api.get('//docs', { key: null })
  expect(page.status).toBe(200)
  expect(page.text).toContain('/api/v1/openapi.json')
  expect(page.text).not.toMatch(/https?:\/\/(?!localhost)/)
  const script = await api.get('//docs/js/scalar.js', { key: null })
  expect(script.headers['content-type']).toContain('javascript')
})

test('behind https the session is bound to this host and to secure connections', async () => {
  const secure = await createTestApi({ config: { publicUrl: 'https://partners.example' } })
  const answer = await secure.get(`/${secure.program.signInUrl.replace('https://partners.example', '')}`, { key: null })
  expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-fairshare_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  await secure.close()
})
