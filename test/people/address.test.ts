import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../../src/db/database.ts'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { type Browser, openBrowser } from './support/browser.ts'
import { createPeople, invite, mailsTo, PASSWORD, tokenMailedTo } from './support/people.ts'

let api: TestApi
let owner: Browser
beforeAll(async () => {
  const made = await createPeople()
  api = made.api
  owner = made.owner
})
afterAll(() => api.close())

const MINUTE_MS = 60_000
const signIn = (browser: Browser, email: string) => browser.call('POST', '/sign-in', { email, password: PASSWORD })
const isIn = async (browser: Browser): Promise<boolean> => (await browser.call('GET', '/session')).status === 200
const ask = (browser: Browser, email: string) => browser.call('POST', '/address', { email })
const confirm = (browser: Browser, token: string) => browser.call('POST', '/address/confirm', { token })

test('holds when its mailbox has proven it: until then nothing changes, then the old one hears, and what it could open is shut', async () => {
  const { browser, id } = await invite(api, owner, 'mia.old@example.com', 'manager')
  const elsewhere = openBrowser(api, '203.0.113.70')
  await signIn(elsewhere, 'mia.old@example.com')
  await openBrowser(api).call('POST', '/password-reset', { email: 'mia.old@example.com' })
  await expect.poll(() => mailsTo(api, 'mia.old@example.com')).toContain('operator-password-reset')
  const resetToken = await tokenMailedTo(api, 'mia.old@example.com')

  expect((await ask(browser, 'Mia.New@Example.com')).status).toBe(204)
  expect(await mailsTo(api, 'mia.old@example.com')).toContain('operator-address-asked')
  expect((await browser.call('GET', '/session')).body.user.email).toBe('mia.old@example.com')
  expect((await signIn(openBrowser(api, '203.0.113.71'), 'mia.new@example.com')).status).toBe(401)

  const before = browser.copy()
  const token = await tokenMailedTo(api, 'Mia.New@Example.com')
  expect((await confirm(browser, token)).status).toBe(204)
  expect((await browser.call('GET', '/session')).body.user.email).toBe('Mia.New@Example.com')
  expect([await isIn(browser), await isIn(before), await isIn(elsewhere)]).toEqual([true, false, false])
  expect(await mailsTo(api, 'mia.old@example.com')).toContain('operator-address-changed')
  expect((await openBrowser(api).call('POST', '/password-reset/complete', { token: resetToken, password: 'another-long-password-9' })).status).toBe(404)
  expect([(await signIn(openBrowser(api, '203.0.113.72'), 'mia.old@example.com')).status, (await signIn(openBrowser(api, '203.0.113.73'), 'mia.new@example.com')).status]).toEqual([401, 200])
  expect((await confirm(browser, token)).status).toBe(404)
  expect((await owner.api('GET', `/audit?subjectId=${id}`)).body.items.map(({ action }: { action: string }) => action)).toContain('user.address_changed')
})

test('a link that is read in another browser signs nobody in', async () => {
  const { browser } = await invite(api, owner, 'noa.old@example.com', 'viewer')
  await ask(browser, 'noa.new@example.com')
  const stranger = openBrowser(api, '203.0.113.74')
  expect((await confirm(stranger, await tokenMailedTo(api, 'noa.new@example.com'))).status).toBe(204)
  expect([await isIn(stranger), await isIn(browser), stranger.session()]).toEqual([false, false, ''])
})

test('a session of somebody else stays what it is', async () => {
  const { browser } = await invite(api, owner, 'ola.old@example.com', 'viewer')
  await ask(browser, 'ola.new@example.com')
  const ownersOwn = owner.session()
  expect((await confirm(owner, await tokenMailedTo(api, 'ola.new@example.com'))).status).toBe(204)
  expect([await isIn(owner), owner.session()]).toEqual([true, ownersOwn])
})

test('nothing tells whether somebody has the address; the link to one that is taken does not work', async () => {
  const { browser } = await invite(api, owner, 'pia.old@example.com', 'viewer')
  const [taken, free] = [await ask(browser, 'OLA.new@example.com'), await ask(browser, 'pia.free@example.com')]
  expect({ status: taken.status, text: taken.text }).toEqual({ status: free.status, text: free.text })
  await ask(browser, 'ola.new@example.com')
  const refused = await confirm(browser, await tokenMailedTo(api, 'ola.new@example.com'))
  expect([refused.status, refused.body.code]).toEqual([404, 'not_found'])
  expect((await browser.call('GET', '/session')).body.user.email).toBe('pia.old@example.com')
})

test('of two who prove the same address at once one has it', async () => {
  const people = await Promise.all(['quinn@example.com', 'remi@example.com'].map((email) => invite(api, owner, email, 'viewer')))
  const tokens: string[] = []
  for (const { browser } of people) {
    await ask(browser, 'wanted@example.com')
    tokens.push(await tokenMailedTo(api, 'wanted@example.com'))
  }
  const answers = await Promise.all(people.map(({ browser }, place) => confirm(browser, tokens[place] ?? '')))
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 404])
})

test('it takes a sign-in of the last five minutes; a newer link, an hour or a new password ends the link; five an hour are enough', async () => {
  const { browser } = await invite(api, owner, 'sam@example.com', 'viewer')
  await ask(browser, 'sam.first@example.com')
  const first = await tokenMailedTo(api, 'sam.first@example.com')
  await ask(browser, 'sam.second@example.com')
  expect((await confirm(browser, first)).status).toBe(404)
  const second = await tokenMailedTo(api, 'sam.second@example.com')
  expect((await browser.call('POST', '/password', { current: PASSWORD, password: PASSWORD })).status).toBe(204)
  expect((await confirm(browser, second)).status).toBe(404)
  for (const name of ['third', 'fourth', 'fifth']) expect((await ask(browser, `sam.${name}@example.com`)).status).toBe(204)
  expect((await ask(browser, 'sam.sixth@example.com')).status).toBe(429)
  const last = await tokenMailedTo(api, 'sam.fifth@example.com')
  api.context.clock.advanceMs(5 * MINUTE_MS + 1)
  expect((await ask(browser, 'sam.late@example.com')).body.code).toBe('fresh_sign_in_required')
  api.context.clock.advanceMs(55 * MINUTE_MS)
  expect((await confirm(browser, last)).status).toBe(404)
})

test.each([
  ['not an address', 'invalid_email'],
  ['tom@example.com', 'unchanged'],
  ['TOM@EXAMPLE.COM', 'unchanged'],
])('%s is refused at its field', async (email, code) => {
  const browser = tom ?? (tom = (await invite(api, owner, 'tom@example.com', 'viewer')).browser)
  expect((await ask(browser, email)).body.errors).toMatchObject([{ path: 'email', code }])
})
let tom: Browser | undefined

test('who has no session asks for nothing, and links are not kept as they are', async () => {
  expect((await ask(openBrowser(api), 'a@example.com')).status).toBe(401)
  const token = await tokenMailedTo(api, 'sam.fifth@example.com')
  const rows = await api.context.db.shared((tx) => tx.all(build.selectFrom('operator_address_change').select('token_hash')))
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.map(({ token_hash }) => token_hash.toString('base64url'))).not.toContain(token)
})

test('a browser that is known stays known under the new address: strangers do not lock its owner out', async () => {
  const { browser } = await invite(api, owner, 'uma.old@example.com', 'viewer')
  await signIn(browser, 'uma.old@example.com')
  await ask(browser, 'uma.new@example.com')
  expect((await confirm(browser, await tokenMailedTo(api, 'uma.new@example.com'))).status).toBe(204)
  const stranger = openBrowser(api, '203.0.113.99')
  for (let n = 0; n < 12; n++) await stranger.call('POST', '/sign-in', { email: 'uma.new@example.com', password: 'wrong' })
  expect((await signIn(stranger, 'uma.new@example.com')).status).toBe(429)
  expect((await signIn(browser, 'uma.new@example.com')).status).toBe(200)
})
