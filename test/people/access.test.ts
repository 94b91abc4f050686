import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { type Browser, openBrowser } from './support/browser.ts'
import { createPeople, invite, PASSWORD, tokenMailedTo } from './support/people.ts'

let api: TestApi
let owner: Browser
beforeAll(async () => {
  const made = await createPeople()
  api = made.api
  owner = made.owner
})
afterAll(() => api.close())

const accept = (browser: Browser, token: string) => browser.call('POST', '/invitation/accept', { token, name: 'Ana', password: PASSWORD })

describe('an invitation', () => {
  test('of ten who follow it at once lets one in', async () => {
    await owner.api('POST', '/invitation', { email: 'race@example.com', role: 'viewer' })
    const token = await tokenMailedTo(api, 'race@example.com')
    expect((await openBrowser(api).call('POST', '/invitation', { token })).body).toEqual({ operatorName: 'First Ltd', email: 'race@example.com', role: 'viewer' })
    const answers = await Promise.all(Array.from({ length: 10 }, () => accept(openBrowser(api), token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 404)])
    expect((await owner.api('GET', '/invitation')).body.items[0]).toMatchObject({ email: 'race@example.com', status: 'accepted' })
  })

  test('that is withdrawn, renewed or a week old opens nothing; a weak password leaves it open', async () => {
    const ask = async (email: string) => {
      const { body } = await owner.api('POST', '/invitation', { email, role: 'viewer' })
      return { id: body.id, token: await tokenMailedTo(api, email) }
    }
    const withdrawn = await ask('withdrawn@example.com')
    expect((await owner.api('DELETE', `/invitation/${withdrawn.id}`)).status).toBe(204)
    const [older, newer] = [await ask('twice@example.com'), await ask('twice@example.com')]
    expect([(await accept(openBrowser(api), withdrawn.token)).status, (await accept(openBrowser(api), older.token)).status]).toEqual([404, 404])
    expect((await openBrowser(api).call('POST', '/invitation/accept', { token: newer.token, name: 'Ana', password: 'short' })).status).toBe(400)
    expect((await accept(openBrowser(api), newer.token)).status).toBe(200)
    const late = await ask('late@example.com')
    api.context.clock.advanceMs(7 * 86_400_000)
    expect((await accept(openBrowser(api), late.token)).status).toBe(404)
  })

  test('goes no further than whoever invites, and no further than was asked', async () => {
    owner = await freshOwner()
    const { browser: admin } = await invite(api, owner, 'admin@example.com', 'admin')
    expect((await admin.api('POST', '/invitation', { email: 'x@example.com', role: 'owner' })).status).toBe(403)
    expect((await admin.api('POST', '/invitation', { email: 'x@example.com', role: 'viewer', programIds: null })).status).toBe(403)
    expect((await api.post('/invitation', { email: 'x@example.com', role: 'owner' })).status).toBe(403)
    expect((await api.post('/invitation', { email: 'x@example.com', role: 'viewer', programIds: null })).status).toBe(403)
    const { browser: viewer } = await invite(api, admin, 'viewer@example.com', 'viewer')
    expect((await viewer.api('POST', '/invitation', { email: 'y@example.com', role: 'viewer' })).status).toBe(403)
    expect((await viewer.api('PATCH', '/program', { name: 'Mine' })).status).toBe(403)
    expect((await viewer.api('GET', '/affiliate')).status).toBe(200)
    const foreign = await api.addProgram('Foreign')
    expect((await owner.api('POST', '/invitation', { email: 'z@example.com', role: 'viewer', programIds: [foreign.programId] })).body.errors).toMatchObject([{ path: 'programIds' }])
  })

  test('to an address of another operator says nothing to who invites', async () => {
    const foreign = await api.addProgram('Elsewhere')
    const [known, unknown] = [await owner.api('POST', '/invitation', { email: foreign.adminEmail, role: 'viewer' }), await owner.api('POST', '/invitation', { email: 'new@example.com', role: 'viewer' })]
    expect([known.status, Object.keys(known.body)]).toEqual([unknown.status, Object.keys(unknown.body)])
    expect((await accept(openBrowser(api), await tokenMailedTo(api, foreign.adminEmail))).body.code).toBe('state_conflict')
  })
})

async function freshOwner(): Promise<Browser> {
  const browser = openBrowser(api)
  await browser.call('POST', '/sign-in', { email: api.program.adminEmail, password: PASSWORD })
  return browser
}

describe('what somebody may do', () => {
  test('changes everywhere within a second: role, programs, sign-in', async () => {
    const { browser, id } = await invite(api, owner, 'changes@example.com', 'manager')
    const brand = () => browser.api('POST', '/brand', { name: 'B', landingPageUrl: 'https://b.example' })
    expect((await brand()).status).toBe(201)
    expect((await owner.api('PATCH', `/user/${id}`, { role: 'viewer' })).body).toMatchObject({ role: 'viewer' })
    const since = performance.now()
    await expect.poll(async () => (await brand()).status, { timeout: 1_000, interval: 20 }).toBe(403)
    expect(performance.now() - since).toBeLessThan(1_000)
    expect((await owner.api('PATCH', `/user/${id}`, { isDisabled: true })).body).toMatchObject({ isDisabled: true })
    await expect.poll(async () => (await browser.api('GET', '/program')).status, { timeout: 1_000, interval: 20 }).toBe(401)
    expect((await openBrowser(api, '203.0.113.9').call('POST', '/sign-in', { email: 'changes@example.com', password: PASSWORD })).body.code).toBe('sign_in_refused')
    expect((await owner.api('PATCH', `/user/${id}`, { isDisabled: false })).status).toBe(200)
    expect((await openBrowser(api, '203.0.113.10').call('POST', '/sign-in', { email: 'changes@example.com', password: PASSWORD })).status).toBe(200)
  })

  test('is changed by nobody for themselves, nor beyond their own; owners are for owners', async () => {
    const { browser: admin, id: adminId } = await invite(api, owner, 'second-admin@example.com', 'admin', { programIds: null })
    const { id: viewerId } = await invite(api, owner, 'second-viewer@example.com', 'viewer')
    const ownerId = (await owner.call('GET', '/session')).body.user.id
    const refused = [
      await admin.api('PATCH', `/user/${adminId}`, { role: 'owner' }), await admin.api('PATCH', `/user/${viewerId}`, { role: 'owner' }), await admin.api('PATCH', `/user/${ownerId}`, { role: 'viewer' }),
      await admin.api('POST', `/user/${ownerId}/sign-out`), await api.patch(`/user/${ownerId}`, { isDisabled: true }), await api.patch(`/user/${viewerId}`, { role: 'owner' }), await owner.api('PATCH', `/user/${ownerId}`, { role: 'viewer' }),
    ]
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403))
    expect((await api.patch(`/user/${viewerId}`, { role: 'manager' })).body).toMatchObject({ role: 'manager', programIds: [api.program.programId] })
  })

  test('of two owners who take each other away at once, one stays', async () => {
    const first = await api.addProgram('Owners')
    const one = openBrowser(api)
    await one.api('GET', `/${first.signInUrl.slice('http://localhost:4400'.length)}`)
    const { browser: two, id: twoId } = await invite(api, one, 'owner-two@example.com', 'owner', { programIds: null })
    const oneId = (await one.call('GET', '/session')).body.user.id
    const answers = await Promise.all([one.api('PATCH', `/user/${twoId}`, { isDisabled: true }), two.api('PATCH', `/user/${oneId}`, { role: 'admin' })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('invitations of somebody who is taken away are withdrawn', async () => {
    const { browser, id } = await invite(api, owner, 'leaver@example.com', 'admin')
    await browser.api('POST', '/invitation', { email: 'friend@example.com', role: 'admin' })
    await owner.api('PATCH', `/user/${id}`, { isDisabled: true })
    expect((await accept(openBrowser(api), await tokenMailedTo(api, 'friend@example.com'))).status).toBe(404)
  })
})

test('a session works in the programs that are its user’s, one at a time', async () => {
  const { setUp } = await import('../../src/domain/operators/set-up.ts')
  const second = await setUp(api.context, { operator: 'First Ltd', program: 'Second', currency: 'BRL', timeZone: 'America/Sao_Paulo', adminEmail: api.program.adminEmail })
  const { browser: limited, id } = await invite(api, owner, 'limited@example.com', 'viewer')
  expect((await limited.call('GET', '/session')).body.programs).toMatchObject([{ name: 'First' }])
  expect((await limited.call('POST', '/session/program', { programId: second.programId })).status).toBe(404)
  const before = owner.copy()
  expect((await owner.call('POST', '/session/program', { programId: second.programId })).status).toBe(204)
  expect((await owner.call('GET', '/session')).body).toMatchObject({ program: { name: 'Second', currency: 'BRL' } })
  expect((await owner.api('GET', '/program')).body.name).toBe('Second')
  expect((await before.call('GET', '/session')).status).toBe(401)
  // A user of the other program only is not there.
  expect((await owner.api('GET', `/user/${id}`)).status).toBe(404)
})

describe('the outbox', () => {
  test('shows what would have been sent; links that make somebody, to owners alone', async () => {
    const { browser: admin } = await invite(api, owner, 'reader@example.com', 'admin', { programIds: null })
    await owner.api('POST', '/invitation', { email: 'outbox@example.com', role: 'viewer' })
    const [mail] = (await owner.api('GET', '/mail')).body.items
    expect(mail).toMatchObject({ to: 'outbox@example.com', template: 'operator-invitation', status: 'waiting' })
    expect((await owner.api('GET', `/mail/${mail.id}`)).body.text).toContain('http://localhost:4400/admin/invitation#')
    expect((await admin.api('GET', `/mail/${mail.id}`)).body.text).toBeNull()
    const key = (await owner.api('POST', '/api-key', { name: 'all', permissions: { admin: 'write' } })).body.key
    expect((await api.get(`/mail/${mail.id}`, { key })).body.text).toBeNull()
    expect((await api.get(`/mail/${mail.id}`)).status).toBe(200)
  })
})
