import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import { build } from '../../../src/db/database.ts'
import { openWords } from '../../../src/domain/mail/mail.ts'
import { createTestApi, type TestApi } from '../../operator-api/support/test-api.ts'
import { type Browser, openBrowser } from './browser.ts'

export const ORIGIN = 'http://localhost:4400'
export const PASSWORD = 'blue-otter-sings-nightly'

/** The API with one owner, who has a password; browsers may say where they are. */
export async function createPeople(): Promise<{ readonly api: TestApi; readonly owner: Browser; readonly ownerEmail: string }> {
  const api = await createTestApi({ config: { publicUrl: ORIGIN, trustProxy: 1 } })
  const owner = openBrowser(api)
  expect((await owner.api('GET', `/${api.program.signInUrl.slice(ORIGIN.length)}`)).status).toBe(303)
  expect((await owner.call('POST', '/password', { password: PASSWORD })).status).toBe(204)
  return { api, owner, ownerEmail: api.program.adminEmail }
}

/** What stands behind the sign of the link in the newest mail to an address. */
export async function tokenMailedTo(api: TestApi, email: string): Promise<string> {
  const { context } = api
  const mail = await context.db.shared((tx) => tx.first(build.selectFrom('mail').selectAll().where('recipient', '=', email).where('template', 'in', ['operator-invitation', 'operator-password-reset', 'operator-new-address']).orderBy('id', 'desc')))
  const words = openWords(context.secretBox, mail?.id ?? '', mail?.sealed_words ?? null)
  return words?.['link']?.split('#')[1] ?? ''
}

export async function mailsTo(api: TestApi, email: string): Promise<string[]> {
  const rows = await api.context.db.shared((tx) => tx.all(build.selectFrom('mail').select('template').where('recipient', '=', email).orderBy('id')))
  return rows.map(({ template }) => template)
}

/** Invites somebody and lets them in. */
export async function invite(api: TestApi, inviter: Browser, email: string, role: string, rest: object = {}): Promise<{ readonly browser: Browser; readonly id: string }> {
  expect((await inviter.api('POST', '/invitation', { email, role, ...rest })).status).toBe(201)
  const browser = openBrowser(api, '203.0.113.50')
  const accepted = await browser.call('POST', '/invitation/accept', { token: await tokenMailedTo(api, email), name: email.split('@')[0], password: PASSWORD })
  expect(accepted.status, accepted.text).toBe(200)
  return { browser, id: (await browser.call('GET', '/session')).body.user.id }
}

/** What an authenticator app shows now. */
export function codeOf(secret: string, api: TestApi, stepsLater = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: api.context.clock.now().getTime() + stepsLater * 30_000 })
}

/** Sets an authenticator app up. Answers its secret and the recovery codes. */
export async function addTotp(api: TestApi, browser: Browser): Promise<{ readonly secret: string; readonly recoveryCodes: readonly string[] }> {
  const { secret } = (await browser.call('POST', '/totp')).body
  const confirmed = await browser.call('POST', '/totp/confirm', { code: codeOf(secret, api) })
  expect(confirmed.status, confirmed.text).toBe(200)
  // The code of this step is used up.
  api.context.clock.advanceMs(60_000)
  return { secret, recoveryCodes: confirmed.body.recoveryCodes }
}
