import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { codeOf, mailsTo, PortalBrowser, tokenTo } from './support/portal-browser.ts'

const PASSWORD = 'a river of four words'
const OTHER_PASSWORD = 'clouds over nine hills'
const site = 'first'
let api: TestApi
let count = 0
beforeAll(async () => { api = await createTestApi({ now: '2026-11-20T10:00:00Z' }) })
afterAll(() => api.close())

interface Person {
  readonly email: string
  readonly affiliateId: string
  readonly browser: PortalBrowser
}

/** An affiliate that was made with a password, whose owner has signed in with it. */
async function settle(): Promise<Person> {
  count += 1
  const email = `owner-${count}@access.example`
  await api.post('//v1/affiliates', { email, password: PASSWORD, name: `Affiliate ${count}` })
  const browser = new PortalBrowser(api)
  expect((await signIn(browser, email)).body).toEqual({ next: 'portal' })
  return { email, affiliateId: (await browser.get('/session')).body.affiliate.id, browser }
}

const signIn = (browser: PortalBrowser, email: string, password = PASSWORD) => browser.post('/session/sign-in', { site, email, password })
const prove = (browser: PortalBrowser, code?: string) => browser.post('/session/proof', { password: PASSWORD, ...(code === undefined ? {} : { code }) })

/** Adds an authenticator app; answers what it shows from now on: each call a code that was not used. */
async function addApp({ browser }: Person): Promise<{ code: () => string; recoveryCodes: string[] }> {
  const { secret } = (await browser.post('/account/second-factor')).body
  const code = () => {
    api.context.clock.advanceMs(30_000)
    return codeOf(secret, api.context.clock.now())
  }
  const { recoveryCodes } = (await browser.post('/account/second-factor/confirmation', { code: code() })).body
  return { code, recoveryCodes }
}

describe('signing in', () => {
  test('an affiliate with a password from the campaign API signs in with it, and follows when it is changed there', async () => {
    const email = 'campaign@access.example'
    const { body } = await api.post('//v1/affiliates', { email, password: 'segredo-123' })
    const browser = new PortalBrowser(api)
    expect((await signIn(browser, email, 'segredo-123')).status).toBe(200)
    expect((await browser.get('/session')).body.user.role).toBe('owner')
    await api.patch(`//v1/affiliates/${body.id}`, { password: 'segredo-456' })
    expect((await browser.get('/session')).status, 'sessions end').toBe(401)
    expect((await signIn(browser, email, 'segredo-123')).status).toBe(401)
    api.context.clock.advanceMs(60_000)
    expect((await signIn(browser, email, 'segredo-456')).status).toBe(200)
  })

  test('unknown, wrong, disabled and suspended are refused alike', async () => {
    const [wrong, disabled, suspended] = [await settle(), await settle(), await settle()]
    const [user] = (await api.get(`/affiliate/${disabled.affiliateId}/portal-user`)).body.items
    await api.context.db.inProgram(api.program.programId, (tx) => tx.count({ text: 'update affiliate_user set disabled_at = now() where id = $1', values: [user.id] }))
    await api.patch(`/affiliate/${suspended.affiliateId}`, { status: 'suspended' })
    const answers = [
      await signIn(new PortalBrowser(api), 'nobody@access.example'), await signIn(new PortalBrowser(api), wrong.email, OTHER_PASSWORD),
      await signIn(new PortalBrowser(api), disabled.email), await signIn(new PortalBrowser(api), suspended.email),
    ].map(({ status, body: { requestId: _, ...body }, headers }) => ({ status, body, cookie: headers['set-cookie'] }))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'sign_in_refused' }, cookie: undefined })
    for (const { browser } of [disabled, suspended]) expect((await browser.get('/session')).status).toBe(401)
  })

  test('is slowed down after failures; a browser that has signed in before still gets in', async () => {
    const { email, browser } = await settle()
    const stranger = new PortalBrowser(api)
    const statuses: number[] = []
    for (let i = 0; i < 12; i += 1) {
      statuses.push((await signIn(stranger, email, OTHER_PASSWORD)).status)
      api.context.clock.advanceMs(20_000)
    }
    expect(statuses.slice(0, 4)).toEqual([401, 401, 401, 401])
    expect(statuses).toContain(429)
    const [right, owner] = [await signIn(stranger, email), await signIn(browser, email)]
    expect([right.status, owner.status]).toEqual([429, 200])
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0)
    api.context.clock.advanceMs(16 * 60_000)
    expect((await signIn(stranger, email)).status).toBe(200)
  })

  test('is taken from the portal’s own pages only', async () => {
    const { email, browser } = await settle()
    const other = new PortalBrowser(api)
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      expect((await other.post('/session/sign-in', { site, email, password: PASSWORD }, { headers })).status).toBe(403)
      expect((await browser.call('PATCH', '/account', { body: { name: 'Changed' }, headers })).status).toBe(403)
      expect((await browser.call('DELETE', '/session', { headers })).status).toBe(403)
    }
    expect((await browser.get('/session')).body.user.name).not.toBe('Changed')
  })

  test('gives each session an identifier that nobody chose, and ends it on the server', async () => {
    const { email, browser } = await settle()
    const before = browser.cookie('fairshare_portal') ?? ''
    await signIn(browser, email)
    expect(browser.cookie('fairshare_portal')).not.toBe(before)
    const { items } = (await browser.get('/account/session')).body
    expect(items.map(({ isThis }: { isThis: boolean }) => isThis)).toEqual([true, false])
    expect((await browser.call('DELETE', `/account/session/${items[1].id}`)).status).toBe(204)
    const stolen = browser.cookie('fairshare_portal') ?? ''
    expect((await browser.call('DELETE', '/session')).status).toBe(204)
    browser.setCookie('fairshare_portal', stolen)
    expect((await browser.get('/session')).status).toBe(401)
  })
})

describe('the second factor', () => {
  test('a half session opens nothing but the challenge, and goes on under another identifier', async () => {
    const person = await settle()
    const { code } = await addApp(person)
    const browser = new PortalBrowser(api)
    expect((await signIn(browser, person.email)).body).toEqual({ next: 'second_factor' })
    const half = browser.cookie('fairshare_portal') ?? ''
    for (const path of ['/session', '/account/session', '/payout-method', '/api-key']) expect((await browser.get(path)).status, path).toBe(401)
    expect((await browser.post('/session/second-factor', { code: '000000' })).status).toBe(422)
    expect((await browser.post('/session/second-factor', { code: code() })).status).toBe(200)
    expect((await browser.get('/session')).body.user.hasSecondFactor).toBe(true)
    browser.setCookie('fairshare_portal', half)
    expect((await browser.get('/session')).status).toBe(401)
  })

  test('each code works once, five tries per challenge; a recovery code works once too', async () => {
    const person = await settle()
    const { code, recoveryCodes } = await addApp(person)
    const once = code()
    const [first, second] = [new PortalBrowser(api), new PortalBrowser(api)]
    for (const browser of [first, second]) await signIn(browser, person.email)
    expect((await first.post('/session/second-factor', { code: once })).status).toBe(200)
    expect((await second.post('/session/second-factor', { code: once })).body.code).toBe('wrong_code')
    for (let i = 0; i < 4; i += 1) expect((await second.post('/session/second-factor', { code: '123123' })).status).toBe(422)
    expect((await second.post('/session/second-factor', { code: code() })).status, 'five tries are used up').toBe(401)
    const third = new PortalBrowser(api)
    await signIn(third, person.email)
    expect((await third.post('/session/second-factor', { code: recoveryCodes[0]?.toLowerCase() })).status).toBe(200)
    const fourth = new PortalBrowser(api)
    await signIn(fourth, person.email)
    expect((await fourth.post('/session/second-factor', { code: recoveryCodes[0] })).status).toBe(422)
  })

  test('is not taken away by a new password, and not without itself', async () => {
    const person = await settle()
    const { code } = await addApp(person)
    api.context.clock.advanceMs(6 * 60_000)
    expect((await person.browser.call('DELETE', '/account/second-factor')).body.code).toBe('fresh_sign_in_required')
    expect((await prove(person.browser)).body.code).toBe('wrong_code')
    await new PortalBrowser(api).post('/password-reset', { site, email: person.email })
    await new PortalBrowser(api).post('/password-reset/confirmation', { site, token: await tokenTo(api, person.email), password: OTHER_PASSWORD })
    expect((await person.browser.get('/session')).status, 'sessions end').toBe(401)
    const browser = new PortalBrowser(api)
    expect((await signIn(browser, person.email, OTHER_PASSWORD)).body.next).toBe('second_factor')
    await browser.post('/session/second-factor', { code: code() })
    expect((await browser.call('DELETE', '/account/second-factor')).status).toBe(204)
  })
})

describe('a new password', () => {
  test('is the first one of an affiliate that an operator made', async () => {
    const email = 'made-by-operator@access.example'
    await api.post('/affiliate', { name: 'Made by the operator', email })
    const browser = new PortalBrowser(api)
    await browser.post('/password-reset', { site, email })
    expect((await browser.post('/password-reset/confirmation', { site, token: await tokenTo(api, email), password: PASSWORD })).status).toBe(204)
    expect((await signIn(browser, email)).body).toEqual({ next: 'portal' })
  })

  test('is sent to the mailbox, answered alike for known and unknown addresses, by the newest link, once', async () => {
    const { email } = await settle()
    const ask = (address: string) => new PortalBrowser(api).post('/password-reset', { site, email: address })
    api.context.clock.advanceMs(61_000)
    const [known, unknown] = [await ask(email), await ask('nobody-at-all@access.example')]
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    expect(await mailsTo(api, 'nobody-at-all@access.example')).toEqual([])
    const older = await tokenTo(api, email)
    api.context.clock.advanceMs(61_000)
    await ask(email)
    const newer = await tokenTo(api, email)
    const use = async (token: string) => (await new PortalBrowser(api).post('/password-reset/confirmation', { site, token, password: OTHER_PASSWORD })).status
    expect([await use(older), await use(newer), await use(newer)]).toEqual([404, 204, 404])
  })
})

describe('who else works on an account', () => {
  test('is invited by its owner, gets the role of the invitation, and works from the next request on as is decided', async () => {
    const owner = await settle()
    const email = 'member@access.example'
    expect((await owner.browser.post('/collaborator/invitation', { email, role: 'member' })).status).toBe(201)
    const member = new PortalBrowser(api)
    const token = await tokenTo(api, email)
    expect((await member.post('/invitation/acceptance', { site, token, name: 'Member', password: PASSWORD, role: 'owner' })).status, 'nobody raises the role').toBe(400)
    expect((await member.post('/invitation/acceptance', { site, token, name: 'Member', password: PASSWORD })).status).toBe(204)
    expect((await new PortalBrowser(api).post('/invitation/acceptance', { site, token, name: 'Again', password: PASSWORD })).status).toBe(404)
    const { user } = (await member.get('/session')).body
    expect(user).toMatchObject({ email, role: 'member' })
    expect((await member.post('/collaborator/invitation', { email: 'x@access.example', role: 'owner' })).status).toBe(403)
    expect((await member.call('PATCH', `/collaborator/${user.id}`, { body: { role: 'owner' } })).status).toBe(403)
    expect((await member.post('/payout-method', { kind: 'paypal', details: { email } })).status).toBe(403)
    expect((await owner.browser.call('PATCH', `/collaborator/${user.id}`, { body: { role: 'viewer' } })).status).toBe(200)
    expect((await member.get('/session')).body.permissions.affiliates).toBe('read')
    expect((await owner.browser.call('DELETE', `/collaborator/${user.id}`)).status).toBe(204)
    expect((await member.get('/session')).status).toBe(401)
  })

  test('the last owner stays one', async () => {
    const { browser } = await settle()
    const { id } = (await browser.get('/session')).body.user
    for (const call of [browser.call('PATCH', `/collaborator/${id}`, { body: { role: 'viewer' } }), browser.call('DELETE', `/collaborator/${id}`)]) expect((await call).status).toBe(409)
  })
})

describe('where money goes', () => {
  const bank = { kind: 'bank', details: { holderName: 'Anna Example', iban: 'DE89 3704 0044 0532 0130 00' } }

  test('is changed only with a second factor of the last five minutes, held, and told to old and new contact at once', async () => {
    const person = await settle()
    expect((await person.browser.post('/payout-method', bank)).body.code, 'no second factor').toBe('fresh_sign_in_required')
    const { code } = await addApp(person)
    api.context.clock.advanceMs(6 * 60_000)
    expect((await person.browser.post('/payout-method', bank)).body.code, 'too long ago').toBe('fresh_sign_in_required')
    const before = person.browser.cookie('fairshare_portal')
    expect((await prove(person.browser, code())).status).toBe(204)
    expect(person.browser.cookie('fairshare_portal'), 'another identifier').not.toBe(before)
    await person.browser.post('/account/address', { email: 'new-contact@access.example' })
    const link = await tokenTo(api, 'new-contact@access.example')
    expect((await new PortalBrowser(api).post('/new-address/confirmation', { site, token: link })).status).toBe(204)
    const made = await person.browser.post('/payout-method', bank)
    expect(made).toMatchObject({ status: 201, body: { hint: 'DE89 … 3000', status: 'held', isDefault: true, enteredBy: 'affiliate' } })
    const told = [person.email, 'new-contact@access.example'].map(async (address) => (await mailsTo(api, address)).filter(({ template }) => template === 'payout-method-changed'))
    expect((await Promise.all(told)).map(({ length }) => length)).toEqual([1, 1])
  })
})

describe('an operator who looks at the portal as an affiliate', () => {
  test('enters once by a link that is audited, sees everything, and changes neither money nor people', async () => {
    const { affiliateId, browser: own } = await settle()
    const { url } = (await api.post(`/affiliate/${affiliateId}/portal-session`)).body
    const token = url.split('#token=')[1]
    const browser = new PortalBrowser(api)
    expect((await browser.post('/session/entrance', { site, token })).status).toBe(204)
    expect((await new PortalBrowser(api).post('/session/entrance', { site, token })).status, 'once').toBe(404)
    expect((await browser.get('/session')).body).toMatchObject({ affiliate: { id: affiliateId }, user: null, isOperator: true, mayChangePayouts: false })
    const refused: readonly [string, string, object][] = [
      ['POST', '/payout-method', { kind: 'paypal', details: { email: 'x@x.example' } }], ['POST', '/api-key', { name: 'x', access: 'read' }],
      ['POST', '/collaborator/invitation', { email: 'x@x.example', role: 'owner' }], ['POST', '/account/password', { password: OTHER_PASSWORD }], ['PATCH', '/account', { name: 'x' }],
      ['POST', '/account/second-factor', {}], ['POST', '/session/proof', { password: PASSWORD }],
    ]
    for (const [method, path, body] of refused) expect((await browser.call(method, path, { body })).status, path).toBe(403)
    const audit = (await api.get(`/audit?subjectId=${affiliateId}`)).body.items
    expect(audit[0]).toMatchObject({ action: 'affiliate.portal_opened' })
    expect((await own.get('/account/session')).body.items, 'not among the sessions of its users').toHaveLength(1)
    api.context.clock.advanceMs(61 * 60_000)
    expect((await browser.get('/session')).status, 'an hour').toBe(401)
  })
})

describe('an API key of an affiliate', () => {
  test('is shown once, reads what is the affiliate’s own, and ends at once', async () => {
    const { browser, affiliateId } = await settle()
    const made = (await browser.post('/api-key', { name: 'Sheet', access: 'read' })).body
    expect(made.key).toMatch(/^fsa_live_[0-9A-Za-z]{36}$/)
    const call = (path: string, method = 'GET', body?: object) => api.call(method, `//portal/v1${path}`, { key: made.key, ...(body === undefined ? {} : { body }) })
    expect((await call('/session')).body).toMatchObject({ affiliate: { id: affiliateId }, user: null })
    expect((await call('/payout-method')).status).toBe(200)
    expect((await call('/payout-method', 'POST', { kind: 'paypal', details: { email: 'x@x.example' } })).status).toBe(403)
    expect((await call('/account', 'PATCH', { name: 'x' })).status).toBe(403)
    expect((await api.get('/affiliate', { key: made.key })).status).toBe(401)
    expect((await browser.get('/api-key')).text).not.toContain(made.key)
    await browser.call('DELETE', `/api-key/${made.id}`)
    expect((await call('/session')).status).toBe(401)
  })
})

describe('an erased affiliate', () => {
  test('leaves nobody who can sign in, and none of what was sent', async () => {
    const { affiliateId, browser, email } = await settle()
    await new PortalBrowser(api).post('/password-reset', { site, email })
    expect(await mailsTo(api, email)).toHaveLength(1)
    expect((await api.post(`/affiliate/${affiliateId}/erasure`)).status).toBeLessThan(300)
    expect((await browser.get('/session')).status).toBe(401)
    expect((await signIn(new PortalBrowser(api), email)).status).toBe(401)
    expect(await mailsTo(api, email)).toEqual([])
  })
})
