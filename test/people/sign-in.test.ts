import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { type Browser, openBrowser } from './support/browser.ts'
import { addTotp, codeOf, createPeople, invite, mailsTo, PASSWORD, tokenMailedTo } from './support/people.ts'

let api: TestApi
let owner: Browser
let ownerEmail: string
beforeAll(async () => {
  const made = await createPeople()
  api = made.api
  owner = made.owner
  ownerEmail = made.ownerEmail
})
afterAll(() => api.close())

const signIn = (browser: Browser, email = ownerEmail, password = PASSWORD) => browser.call('POST', '/sign-in', { email, password })
const isIn = async (browser: Browser): Promise<boolean> => (await browser.call('GET', '/session')).status === 200

describe('a password', () => {
  test('signs in, however the address is written, under a new identifier that ends the one before', async () => {
    const browser = openBrowser(api)
    expect((await signIn(browser, ownerEmail.toUpperCase())).body).toEqual({ state: 'signed_in' })
    const before = browser.copy()
    expect(await isIn(before)).toBe(true)
    await signIn(browser)
    expect(browser.session()).not.toBe(before.session())
    expect(await isIn(before)).toBe(false)
    expect((await browser.call('GET', '/session')).body).toMatchObject({ role: 'owner', permissions: { admin: 'write' }, program: { name: 'First', currency: 'EUR' }, hasPassword: true, hasSecondFactor: false })
  })

  test('that is wrong is answered like an address that nobody has', async () => {
    const answers = [await signIn(openBrowser(api, '203.0.113.2'), ownerEmail, 'wrong'), await signIn(openBrowser(api, '203.0.113.2'), 'nobody@example.com', 'wrong')]
    const [known, unknown] = answers.map(({ status, headers, body }) => ({ status, names: Object.keys(headers).sort(), body: { ...body, requestId: '' } }))
    expect(known).toEqual(unknown)
    expect(known).toMatchObject({ status: 401, body: { code: 'sign_in_refused' } })
  })

  test.each([
    ['short', 'too_short'], ['fourteen chars', 'too_short'], ['passwordpassword', 'too_common'], ['aaaaaaaaaaaaaaaaaa', 'too_common'], ['abcdefghijklmnopqrst', 'too_common'], ['p4ssw0rdp4ssw0rd', 'too_common'], ['é'.repeat(600), 'too_long'],
  ])('%.30s is not one', async (password, code) => {
    expect((await owner.call('POST', '/password', { current: PASSWORD, password })).body.errors).toMatchObject([{ path: 'password', code }])
  })

  test('that is changed ends every other session and tells its owner; links that were mailed before are dead', async () => {
    const { browser } = await invite(api, owner, 'changer@example.com', 'viewer')
    const other = openBrowser(api, '203.0.113.60')
    await signIn(other, 'changer@example.com')
    await openBrowser(api).call('POST', '/password-reset', { email: 'changer@example.com' })
    await expect.poll(() => mailsTo(api, 'changer@example.com')).toContain('operator-password-reset')
    const token = await tokenMailedTo(api, 'changer@example.com')
    const before = browser.copy()
    expect((await browser.call('POST', '/password', { current: PASSWORD, password: 'quiet-harbour-seven-lamps' })).status).toBe(204)
    expect([await isIn(browser), await isIn(other), await isIn(before)]).toEqual([true, false, false])
    expect((await openBrowser(api).call('POST', '/password-reset/complete', { token, password: 'another-long-password-9' })).status).toBe(404)
    expect(await mailsTo(api, 'changer@example.com')).toContain('operator-password-changed')
  })

  test('is changed with the one that holds, once the sign-in is some minutes old', async () => {
    const { browser } = await invite(api, owner, 'later@example.com', 'viewer')
    api.context.clock.advanceMs(5 * 60_000 + 1)
    expect((await browser.call('POST', '/password', { password: 'quiet-harbour-seven-lamps' })).body.errors).toMatchObject([{ path: 'current', code: 'wrong_password' }])
    expect((await browser.call('POST', '/password', { current: PASSWORD, password: PASSWORD })).status).toBe(204)
  })
})

describe('a forgotten password', () => {
  test('is answered the same for everybody; the link works once, for half an hour, and signs nobody in', async () => {
    await invite(api, owner, 'forgetful@example.com', 'viewer')
    const asked = await Promise.all(['forgetful@example.com', 'stranger@example.com'].map((email) => openBrowser(api).call('POST', '/password-reset', { email })))
    expect(asked.map(({ status, text }) => [status, text])).toEqual([[204, ''], [204, '']])
    await expect.poll(() => mailsTo(api, 'forgetful@example.com')).toContain('operator-password-reset')
    expect(await mailsTo(api, 'stranger@example.com')).toEqual([])
    const token = await tokenMailedTo(api, 'forgetful@example.com')
    const browser = openBrowser(api)
    expect((await browser.call('POST', '/password-reset/complete', { token, password: 'too short' })).status).toBe(400)
    const completed = await Promise.all(Array.from({ length: 10 }, () => browser.copy().call('POST', '/password-reset/complete', { token, password: 'green-lantern-over-malta' })))
    expect(completed.map(({ status }) => status).sort()).toEqual([204, ...Array.from({ length: 9 }, () => 404)])
    expect(await isIn(browser)).toBe(false)
    expect((await signIn(browser, 'forgetful@example.com', 'green-lantern-over-malta')).status).toBe(200)
  })

  test('a newer link ends the older, and time ends both', async () => {
    const browser = openBrowser(api)
    const ask = async (): Promise<string> => {
      const count = (await mailsTo(api, ownerEmail)).length
      await browser.call('POST', '/password-reset', { email: ownerEmail })
      await expect.poll(async () => (await mailsTo(api, ownerEmail)).length).toBe(count + 1)
      return tokenMailedTo(api, ownerEmail)
    }
    const [older, newer] = [await ask(), await ask()]
    expect((await browser.call('POST', '/password-reset/complete', { token: older, password: PASSWORD })).status).toBe(404)
    api.context.clock.advanceMs(30 * 60_000 + 1)
    expect((await browser.call('POST', '/password-reset/complete', { token: newer, password: PASSWORD })).status).toBe(404)
  })
})

describe('a second factor', () => {
  test('is asked for behind the password: half a session opens nothing', async () => {
    const { browser: person } = await invite(api, owner, 'totp@example.com', 'admin')
    const { secret, recoveryCodes } = await addTotp(api, person)
    expect(recoveryCodes).toHaveLength(10)
    const browser = openBrowser(api, '203.0.113.70')
    expect((await signIn(browser, 'totp@example.com')).body).toEqual({ state: 'second_factor', methods: ['totp', 'recovery_code'] })
    const half = browser.copy()
    expect(await isIn(browser)).toBe(false)
    expect((await browser.api('GET', '/program')).status).toBe(401)
    expect((await browser.api('POST', '/api-key', { name: 'half', permissions: {} })).status).toBe(401)
    expect((await browser.call('POST', '/password', { password: PASSWORD })).status).toBe(401)
    expect((await browser.call('POST', '/sign-in/second-factor', { code: codeOf(secret, api) })).body).toEqual({ state: 'signed_in' })
    expect(browser.session()).not.toBe(half.session())
    expect([await isIn(browser), await isIn(half)]).toEqual([true, false])
  })

  test('a code works once, also of ten at once; one of a step around now does, others do not', async () => {
    const { browser: person } = await invite(api, owner, 'codes@example.com', 'viewer')
    const { secret, recoveryCodes } = await addTotp(api, person)
    let round = 0
    const tryAll = async (factors: readonly object[]): Promise<number[]> => {
      round += 1
      const browsers = await Promise.all(factors.map(async (_, i) => {
        const browser = openBrowser(api, `198.51.${round}.${i + 1}`)
        await signIn(browser, 'codes@example.com')
        return browser
      }))
      return (await Promise.all(browsers.map((browser, i) => browser.call('POST', '/sign-in/second-factor', factors[i])))).map(({ status }) => status).sort()
    }
    expect(await tryAll(Array.from({ length: 10 }, () => ({ code: codeOf(secret, api) })))).toEqual([200, ...Array.from({ length: 9 }, () => 422)])
    expect(await tryAll([{ code: codeOf(secret, api) }, { code: codeOf(secret, api, 2) }, { code: codeOf(secret, api, -2) }, { code: '000000' }])).toEqual([422, 422, 422, 422])
    expect(await tryAll([{ code: codeOf(secret, api, 1) }])).toEqual([200])
    expect(await tryAll(Array.from({ length: 5 }, () => ({ recoveryCode: recoveryCodes[0]?.toLowerCase() })))).toEqual([200, 422, 422, 422, 422])
  })

  test('five wrong codes end the challenge', async () => {
    const { browser: person } = await invite(api, owner, 'five@example.com', 'viewer')
    const { secret } = await addTotp(api, person)
    const browser = person.copy()
    await signIn(browser, 'five@example.com')
    const statuses: number[] = []
    for (let i = 0; i < 6; i += 1) {
      api.context.clock.advanceMs(70_000)
      statuses.push((await browser.call('POST', '/sign-in/second-factor', { code: i < 5 ? '000000' : codeOf(secret, api) })).status)
    }
    expect(statuses).toEqual([422, 422, 422, 422, 422, 401])
  })

  test('a new password by mail does not skip it', async () => {
    await openBrowser(api).call('POST', '/password-reset', { email: 'totp@example.com' })
    await expect.poll(() => mailsTo(api, 'totp@example.com')).toContain('operator-password-reset')
    const browser = openBrowser(api, '203.0.113.80')
    // With a second factor behind it, eight characters will do.
    expect((await browser.call('POST', '/password-reset/complete', { token: await tokenMailedTo(api, 'totp@example.com'), password: 'ox-mural' })).status).toBe(204)
    expect((await signIn(browser, 'totp@example.com', 'ox-mural')).body.state).toBe('second_factor')
  })

  test('cannot be taken away from behind a short password, nor with a stale sign-in', async () => {
    const { browser: person } = await invite(api, owner, 'short@example.com', 'viewer')
    const { secret } = await addTotp(api, person)
    expect((await person.call('POST', '/password', { current: PASSWORD, password: 'ox-mural' })).status).toBe(204)
    expect((await person.call('DELETE', '/totp')).body.code).toBe('state_conflict')
    api.context.clock.advanceMs(5 * 60_000 + 1)
    expect((await person.call('DELETE', '/totp')).body.code).toBe('fresh_sign_in_required')
    expect((await person.call('POST', '/fresh', { password: 'ox-mural' })).status).toBe(422)
    const before = person.copy()
    expect((await person.call('POST', '/fresh', { password: 'ox-mural', factor: { code: codeOf(secret, api) } })).status).toBe(204)
    expect(await isIn(before)).toBe(false)
    expect((await person.call('POST', '/password', { password: PASSWORD })).status).toBe(204)
    expect((await person.call('DELETE', '/totp')).status).toBe(200)
  })

  test('what changes where money goes takes one within five minutes', async () => {
    const { browser: person } = await invite(api, owner, 'money@example.com', 'finance')
    const change = () => person.api('POST', '/payout-method', { affiliateId: api.program.programId, kind: 'paypal', details: { email: 'a@example.com' }, reason: 'asked' })
    expect((await change()).body.code).toBe('fresh_sign_in_required')
    await addTotp(api, person)
    expect((await change()).body.code).toBe('affiliate_unknown')
    api.context.clock.advanceMs(5 * 60_000)
    await expect.poll(async () => (await change()).body.code, { timeout: 3_000 }).toBe('fresh_sign_in_required')
  })
})

test('sessions are listed and ended one by one', async () => {
  const { browser: person } = await invite(api, owner, 'sessions@example.com', 'viewer')
  const other = openBrowser(api, '203.0.113.90')
  await signIn(other, 'sessions@example.com')
  const { items } = (await person.call('GET', '/sessions')).body
  expect(items).toMatchObject([{ network: '203.0.113.90', agent: 'Test browser', isCurrent: false }, { isCurrent: true }])
  expect((await owner.call('DELETE', `/sessions/${items[0].id}`)).status).toBe(404)
  expect((await person.call('DELETE', `/sessions/${items[0].id}`)).status).toBe(204)
  expect([await isIn(other), await isIn(person)]).toEqual([false, true])
})
