import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetPortalLeftovers } from '../../src/domain/affiliate-users/forget-portal-leftovers.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { mailsTo, PortalBrowser, tokenTo } from './support/portal-browser.ts'

const PASSWORD = 'a river of four words'
const site = 'first'
let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-20T10:00:00Z' })
  await api.patch('/program', { selfSignUp: true })
})
afterAll(() => api.close())

const application = (email: string, more: object = {}) => ({ site, email, password: PASSWORD, name: 'Anna Example', ...more })

async function join(email: string, more: object = {}): Promise<PortalBrowser> {
  const browser = new PortalBrowser(api)
  expect((await browser.post('/sign-up', application(email, more))).status).toBe(202)
  expect((await browser.post('/sign-up/verification', { site, token: await tokenTo(api, email) })).status).toBe(200)
  expect((await browser.post('/session/sign-in', { site, email, password: PASSWORD })).status).toBe(200)
  return browser
}

describe('an application', () => {
  test('makes an affiliate once its address is proven, which waits for the operator and may do nothing yet', async () => {
    const browser = await join('anna@sign-up.example', { company: 'Anna Media', country: 'MT', website: 'https://anna.example', language: 'pt-BR' })
    const session = await browser.get('/session')
    expect(session.body).toMatchObject({ site, affiliate: { name: 'Anna Media', status: 'pending' }, user: { name: 'Anna Example', role: 'owner', language: 'pt-BR' } })
    expect(session.body.permissions).toEqual({ settings: 'write' })
    await api.post(`/affiliate/${session.body.affiliate.id}/approval`)
    expect((await mailsTo(api, 'anna@sign-up.example'))[0]).toMatchObject({ template: 'affiliate-approved', locale: 'pt-BR' })
    expect((await browser.get('/session')).body.permissions).toMatchObject({ reports: 'read', payouts: 'write' })
  })

  test('is active at once where the portal says so, and names who recruited it', async () => {
    const parent = await api.post('/affiliate', { name: 'Parent', referralCode: 'PARENT1' })
    await api.patch('/portal', { autoApprove: true })
    const browser = await join('bea@sign-up.example', { parent: 'parent1' })
    const { affiliate } = (await browser.get('/session')).body
    expect(affiliate.status).toBe('active')
    expect((await api.get(`/affiliate/${affiliate.id}`)).body.parentAffiliateId).toBe(parent.body.id)
    await api.patch('/portal', { autoApprove: false })
  })

  test('is answered alike for known and unknown addresses; the difference goes to the mailbox', async () => {
    await join('carla@sign-up.example')
    api.context.clock.advanceMs(120_000)
    const known = await new PortalBrowser(api).post('/sign-up', application('carla@sign-up.example'))
    const unknown = await new PortalBrowser(api).post('/sign-up', application('dora@sign-up.example'))
    expect([known.status, known.text, known.headers['set-cookie']]).toEqual([unknown.status, unknown.text, unknown.headers['set-cookie']])
    expect((await mailsTo(api, 'carla@sign-up.example'))[0]?.template).toBe('affiliate-account-exists')
    expect((await mailsTo(api, 'dora@sign-up.example'))[0]?.template).toBe('affiliate-verification')
  })

  test('works by its newest link only, once, for an hour', async () => {
    const email = 'emma@sign-up.example'
    const browser = new PortalBrowser(api)
    await browser.post('/sign-up', application(email))
    const older = await tokenTo(api, email)
    await browser.post('/sign-up', application(email))
    expect(await tokenTo(api, email), 'asked again at once: no second mail').toBe(older)
    api.context.clock.advanceMs(61_000)
    await browser.post('/sign-up', application(email))
    const newer = await tokenTo(api, email)
    expect((await browser.post('/sign-up/verification', { site, token: older })).status).toBe(404)
    api.context.clock.advanceMs(61 * 60_000)
    expect((await browser.post('/sign-up/verification', { site, token: newer })).status).toBe(404)
  })

  test('takes agreement to the terms as they are now', async () => {
    await api.patch('/portal', { terms: 'Play fair.' })
    const browser = new PortalBrowser(api)
    const { terms } = (await browser.get(`/site/${site}`)).body
    expect((await browser.post('/sign-up', application('fay@sign-up.example'))).body.errors[0].code).toBe('terms_not_accepted')
    expect((await browser.post('/sign-up', application('fay@sign-up.example', { termsSha256: terms.sha256 }))).status).toBe(202)
    await api.patch('/portal', { terms: null })
  })

  test('is refused while the program takes none, and with a password that would be guessed', async () => {
    expect((await new PortalBrowser(api).post('/sign-up', application('g@sign-up.example', { password: 'short' }))).body.errors[0].code).toBe('too_short')
    await api.patch('/portal', { selfSignUp: false })
    expect((await new PortalBrowser(api).post('/sign-up', application('g@sign-up.example'))).status).toBe(403)
    await api.patch('/portal', { selfSignUp: true })
  })
})

describe('the links of mails', () => {
  test('lead to the address of the settings, whatever host was asked', async () => {
    const email = 'host@sign-up.example'
    await new PortalBrowser(api).post('/sign-up', application(email), { headers: { host: 'evil.example' } })
    const [mail] = await mailsTo(api, email)
    expect(mail?.words['link']).toMatch(new RegExp(`^${api.context.config.publicUrl}/p/first/verify#token=`))
  })
})

test('what nobody can use any more is forgotten', async () => {
  const browser = new PortalBrowser(api)
  await browser.post('/sign-up', application('late@sign-up.example'))
  const { programId } = api.program
  const forget = (now: Date) => api.context.db.inProgram(programId, (tx) => forgetPortalLeftovers(tx, { programId, now, limit: 100 }))
  const waiting = () => api.context.db.inProgram(programId, (tx) => tx.sql({ text: "select from affiliate_sign_up where email = 'late@sign-up.example'" }))
  await forget(api.context.clock.now())
  expect(await waiting()).toHaveLength(1)
  expect(await forget(new Date(api.context.clock.now().getTime() + 61 * 60_000))).toBe(false)
  expect(await waiting()).toEqual([])
})
