import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { type Asked, Authenticator } from './support/authenticator.ts'
import { type Browser, openBrowser } from './support/browser.ts'
import { createPeople, mailsTo, ORIGIN, PASSWORD } from './support/people.ts'

let api: TestApi
let owner: Browser
let ownerEmail: string
const passkey = new Authenticator()
const rpId = 'localhost'
beforeAll(async () => {
  const made = await createPeople()
  api = made.api
  owner = made.owner
  ownerEmail = made.ownerEmail
  const options = (await owner.call('POST', '/passkeys/options')).body
  expect(options).toMatchObject({ rp: { id: rpId }, authenticatorSelection: { userVerification: 'required' } })
  const added = await owner.call('POST', '/passkeys', { name: 'Key', response: passkey.register({ challenge: options.challenge, origin: ORIGIN, rpId }) })
  expect(added.status, added.text).toBe(200)
  expect(added.body.recoveryCodes).toHaveLength(10)
})
afterAll(() => api.close())

const ask = async (): Promise<Asked> => ({ challenge: (await openBrowser(api).call('POST', '/sign-in/passkey-options')).body.challenge, origin: ORIGIN, rpId })
const signIn = (response: object, browser = openBrowser(api)) => browser.call('POST', '/sign-in/passkey', { response })

test('a passkey signs in with both factors at once, and its owner was told of it', async () => {
  const browser = openBrowser(api)
  expect((await signIn(passkey.signIn(await ask()), browser)).body).toEqual({ state: 'signed_in' })
  const { body } = await browser.call('GET', '/session')
  expect(body).toMatchObject({ user: { email: ownerEmail }, hasSecondFactor: true })
  expect(body.secondFactorTs).not.toBeNull()
  expect(await mailsTo(api, ownerEmail)).toContain('operator-second-factor-changed')
})

test('behind a password it is the second factor', async () => {
  expect((await openBrowser(api).call('POST', '/sign-in', { email: ownerEmail, password: PASSWORD })).body).toEqual({ state: 'second_factor', methods: ['passkey', 'recovery_code'] })
})

test('an answer works once, for its challenge, its origin and its site, within five minutes', async () => {
  const once = passkey.signIn(await ask())
  const twice = await Promise.all(Array.from({ length: 5 }, () => signIn(once)))
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401])
  const asked = await ask()
  const wrong = [
    passkey.signIn({ ...asked, challenge: Buffer.from('another').toString('base64url') }), passkey.signIn({ ...(await ask()), origin: 'https://evil.example' }),
    passkey.signIn({ ...(await ask()), rpId: 'evil.example' }), new Authenticator().signIn(await ask()),
  ]
  for (const response of wrong) expect((await signIn(response)).body.code).toBe('sign_in_refused')
  const late = await ask()
  api.context.clock.advanceMs(5 * 60_000 + 1)
  expect((await signIn(passkey.signIn(late))).status).toBe(401)
})

test('a copy that counts behind is refused', async () => {
  expect((await signIn(passkey.signIn(await ask(), 50))).status).toBe(200)
  expect((await signIn(passkey.signIn(await ask(), 49))).status).toBe(401)
  expect((await signIn(passkey.signIn(await ask(), 51))).status).toBe(200)
})

test('anything else than an answer of a passkey is refused, never more', async () => {
  const { challenge } = await ask()
  const clientDataJSON = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: ORIGIN })).toString('base64url')
  for (const response of [{}, { id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: 'AAAA', authenticatorData: '', signature: '' } }, { id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON, authenticatorData: 'AA', signature: 'AA' } }]) {
    expect([400, 401]).toContain((await signIn(response)).status)
  }
})
