import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Apps, openApps } from '../support/apps.ts'
import { checkPage } from '../support/check-page.ts'

const PASSWORD = 'nine clouds over a river'
let apps: Apps
beforeAll(async () => {
  apps = await openApps({ host: 'localhost' })
}, 120_000)
afterAll(() => apps?.close())

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** The next code of an authenticator app: each works once. */
function nextCode(secret: string): string {
  apps.context.clock.advanceMs(30_000)
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: apps.context.clock.now().getTime() })
}

test('an owner secures the account, signs in with both steps, invites somebody, and ends their session', { timeout: 120_000 }, async () => {
  const page = await apps.visit('/admin/account/security')
  await page.getByLabel('New password').fill('short')
  await button(page, 'Set a password').click()
  await page.getByText('Too short: at least 15 characters').waitFor()
  await page.getByLabel('New password').fill(PASSWORD)
  await button(page, 'Set a password').click()
  await button(page, 'Change password').waitFor()
  await button(page, 'Set up').click()
  const secret = await page.getByRole('dialog').locator('code').innerText()
  await checkPage(page)
  await page.getByRole('textbox', { name: 'Code' }).fill(nextCode(secret))
  await button(page, 'Turn on').click()
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  const [recoveryCode = ''] = (await page.getByRole('dialog').getByRole('listitem').allInnerTexts())
  await button(page, 'I have kept them').click()
  await page.getByText('10 codes left').waitFor()
  await checkPage(page)

  await page.context().clearCookies()
  await page.goto('/admin/people')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await checkPage(page)
  await page.getByLabel('E-mail').fill(apps.seed.first.adminEmail)
  await page.getByLabel('Password').fill('not the password')
  await button(page, 'Sign in').click()
  await page.getByText('The address or the password is wrong.').waitFor()
  await page.getByLabel('Password').fill(PASSWORD)
  await button(page, 'Sign in').click()
  await page.getByRole('textbox', { name: 'Code' }).fill('000000')
  await button(page, 'Continue').click()
  await page.getByText('The code is wrong').waitFor()
  // Failures are waited for, longer each time.
  apps.context.clock.advanceMs(5_000)
  await button(page, 'Use a recovery code').click()
  await page.getByLabel('Recovery code').fill(recoveryCode)
  await button(page, 'Continue').click()
  await page.getByRole('heading', { name: 'People and access' }).waitFor()

  await button(page, 'Invite').click()
  await page.getByLabel('E-mail').fill('ana@people.example')
  await page.getByLabel('Role').selectOption('viewer')
  await checkPage(page)
  await button(page, 'Send the invitation').click()
  await page.getByText('The invitation is on its way to ana@people.example').waitFor()
  await page.getByRole('link', { name: 'Mail', exact: true }).click()
  await page.getByText('invites you to').first().click()
  const link = await page.getByRole('dialog').getByRole('link').getAttribute('href')

  const ana = await apps.visit(new URL(link ?? '').pathname + new URL(link ?? '').hash, { session: null })
  await ana.getByText('You were invited as viewer with the address ana@people.example.').waitFor()
  await checkPage(ana)
  await ana.getByLabel('Your name').fill('Ana <img src=x>')
  await ana.getByLabel('Choose a password').fill(PASSWORD)
  await button(ana, 'Join').click()
  await ana.getByRole('link', { name: 'Affiliates', exact: true }).waitFor()
  expect(await ana.getByRole('link', { name: 'People' }).count()).toBe(0)
  await ana.goto(link ?? '')
  await ana.getByRole('heading', { name: 'This link does not work any more' }).waitFor()

  await page.goto('/admin/people')
  await page.getByRole('row', { name: /Ana <img src=x>/ }).getByRole('button').or(page.getByText('Ana <img src=x>')).first().click()
  await button(page, 'End all sessions').click()
  await page.getByText('All their sessions were ended').waitFor()
  await ana.goto('/admin/affiliates')
  await ana.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('an operator reads refusals in their own language, and moves to another address once its mailbox has proven it', { timeout: 120_000 }, async () => {
  const page = await apps.visit('/admin/account', { locale: 'pt-BR' })
  const ask = async (email: string) => {
    await page.getByLabel('Novo endereço').fill(email)
    await button(page, 'Enviar o link').click()
  }
  await ask('isto não é um')
  await page.getByText('Isto não é um endereço de e-mail.').waitFor()
  await ask(apps.seed.first.adminEmail)
  await page.getByText('Este já é o seu endereço.').waitFor()
  await checkPage(page)
  await ask('novo@people.example')
  await page.getByText('Um link está a caminho de novo@people.example.').waitFor()

  await page.goto('/admin/people/mail')
  await page.getByText('Confirm your new address').first().click()
  const link = await page.getByRole('dialog').getByRole('link').getAttribute('href')
  const { pathname, hash } = new URL(link ?? '')
  const elsewhere = await apps.visit(`${pathname}#nothing`, { session: null, locale: 'es' })
  await button(elsewhere, 'Confirmar mi dirección').click()
  await elsewhere.getByRole('heading', { name: 'Este enlace ya no funciona' }).waitFor()
  await page.goto(pathname + hash)
  await checkPage(page)
  await button(page, 'Confirmar meu endereço').click()
  await page.getByText('Seu novo endereço já vale.').waitFor()
  await page.getByRole('link', { name: 'Ir para a sua conta' }).click()
  await page.getByText('Você entra com novo@people.example.').waitFor()
  await page.goto('/admin/people/audit')
  await page.getByText('Endereço de e-mail alterado').first().waitFor()
})

test('a passkey is added, signs in instead of a password and a code, and signs nobody in once it is removed', async () => {
  const keeper = { ...apps.seed.first, adminEmail: 'keeper@people.example' }
  const page = await apps.visit('/admin/account/security', { session: await apps.signIn(keeper) })
  await plugInAuthenticator(page)
  await button(page, 'Add a passkey').click()
  await page.getByLabel('What do you call it?').fill('Work laptop')
  await button(page, 'Continue').click()
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  await button(page, 'I have kept them').click()
  await page.getByRole('listitem').filter({ hasText: 'Work laptop' }).getByText('not yet').waitFor()

  await signOut(page)
  await button(page, 'Sign in with a passkey').click()
  await page.getByRole('link', { name: 'People and keys', exact: true }).waitFor()
  await page.goto('/admin/account/security')
  const passkey = page.getByRole('listitem').filter({ hasText: 'Work laptop' })
  await passkey.getByText('now').waitFor()
  await passkey.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('The passkey was removed').waitFor()

  await signOut(page)
  await button(page, 'Sign in with a passkey').click()
  await page.getByText('The passkey was not used.').waitFor()
})

/** A security key in the browser's own, whose owner is always there and known to it. */
async function plugInAuthenticator(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const
  await devTools.send('WebAuthn.addVirtualAuthenticator', { options })
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('complementary').getByRole('button').last().click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
}
