import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { codeOf, mailsTo, tokenTo } from '../../portal/support/portal-browser.ts'
import { type Apps, openApps } from '../support/apps.ts'
import { checkPage } from '../support/check-page.ts'
import { settled } from '../support/settled.ts'

const EMAIL = 'marta@sign-up.example'
const PASSWORD = 'nine clouds over a river'
let apps: Apps
beforeAll(async () => {
  apps = await openApps()
  await apps.call('PATCH', '/portal', { selfSignUp: true, autoApprove: true, terms: 'Play fair.', accentColor: '#7a3fb8', title: 'Scene Partners' })
}, 120_000)
afterAll(() => apps?.close())

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** The next code of an authenticator app: each works once. */
function nextCode(secret: string): string {
  apps.context.clock.advanceMs(30_000)
  return codeOf(secret, apps.context.clock.now())
}

test('somebody applies, proves the address, signs in, adds a second factor and says where to be paid', async () => {
  const base = await apps.portal()
  const page = await apps.visit(base, { session: null })
  await page.getByRole('heading', { name: 'Earn with Scene Partners' }).waitFor()
  await page.getByRole('heading', { name: 'What you earn' }).waitFor()
  await page.getByRole('heading', { name: 'In your favour' }).or(page.getByText('In your favour')).first().waitFor()
  await page.getByText('Read the terms').click()
  await page.getByText('Play fair.').waitFor()
  await page.getByRole('link', { name: 'Become an affiliate' }).first().click()
  await page.getByLabel('Your name').fill('Marta Silva')
  await page.getByLabel('E-mail address').fill(EMAIL)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByLabel('Country').selectOption('BR')
  await button(page, 'Apply').click()
  await page.getByText('Applying takes agreement to the terms.').waitFor()
  await page.getByLabel('I agree to the terms').check()
  await checkPage(page)
  await button(page, 'Apply').click()
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()

  await page.goto(`${base}/verify#token=${await tokenTo(apps, EMAIL)}`)
  await button(page, 'Confirm my address').click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  expect(await page.getByLabel('E-mail address').inputValue()).toBe(EMAIL)
  await page.getByLabel('Password').fill(PASSWORD)
  await button(page, 'Sign in').click()
  await page.getByRole('link', { name: 'Profile and security' }).click()

  await button(page, 'Set up an authenticator app').click()
  const secret = await page.getByRole('dialog').locator('code').innerText()
  await checkPage(page)
  await page.getByRole('textbox', { name: 'Code' }).fill(nextCode(secret))
  await button(page, 'Confirm').click()
  await button(page, 'I have kept them').click()

  await page.getByRole('link', { name: 'Payout methods' }).click()
  await button(page, 'Add a payout method').first().click()
  await page.getByLabel('Account holder').fill('Marta Silva')
  await page.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 01')
  await button(page, 'Add').click()
  await page.getByText('check digits').or(page.locator('[id$=-error]')).first().waitFor()
  await page.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00')
  await button(page, 'Add').click()
  await page.getByText('DE89 … 3000').waitFor()
  await page.getByText('Held until').waitFor()
  expect((await mailsTo(apps, EMAIL)).map(({ template }) => template)).toContain('payout-method-changed')

  // Too long ago: it asks once more, and goes on.
  apps.context.clock.advanceMs(6 * 60_000)
  await button(page, 'Add a payout method').first().click()
  await page.getByLabel('How').selectOption('paypal')
  await page.getByLabel('PayPal address').fill(EMAIL)
  await button(page, 'Add').click()
  await page.getByRole('heading', { name: 'Is it you?' }).waitFor()
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByLabel('Code of your app').fill(nextCode(secret))
  await button(page, 'Go on').click()
  await page.getByText('Pay to this one').waitFor()
  await settled(page)
  await checkPage(page)
}, 60_000)

test('whoever is signed out comes back to where they wanted to go', async () => {
  const base = await apps.portal()
  const page = await apps.visit(`${base}/collaborators`, { session: null })
  await page.getByRole('heading', { name: 'Sign in to Scene Partners' }).waitFor()
  expect(page.url()).toContain('next=')
  await page.getByLabel('E-mail address').fill(EMAIL)
  await page.getByLabel('Password').fill('not this one at all')
  await button(page, 'Sign in').click()
  await page.getByText('Address or password is wrong.').waitFor()
}, 60_000)
