import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnPlan } from '../../../web/api/portal-api.ts'
import { type Apps, openApps } from '../support/apps.ts'

let apps: Apps
beforeAll(async () => {
  apps = await openApps()
}, 120_000)
afterAll(() => apps?.close())

/** The list of one scene: until that is drawn the scene before it is still there, with a list of its own. */
const listOf = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true }).getByRole('table')

test('an affiliate makes a link, follows a commission down to its transactions, checks a statement and accepts its terms', async () => {
  const session = await apps.signInAffiliate()
  const portal = await apps.portal()
  const page = await apps.visit(portal, { session })
  const own = async (path: string) => apps.call('GET', `/portal/v1${path}`, undefined, { session })

  await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
  await page.getByRole('button', { name: '90 days' }).click()
  await page.waitForURL(/days=90/)
  await page.getByRole('heading', { name: 'What you are owed' }).waitFor()

  await page.getByRole('link', { name: 'Links', exact: true }).click()
  await page.getByRole('button', { name: 'New link' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Tracker').selectOption({ label: 'New tracker …' })
  await dialog.getByLabel('Name of the tracker').fill('autumn letter')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  await page.getByLabel('Sub id 1').fill('video 7')
  const address = page.getByText('s1=video+7')
  await address.waitFor()
  await page.getByRole('img', { name: /^QR code: .*s1=video\+7$/ }).waitFor()
  expect((await own('/tracker')).items.map(({ name }: { name: string }) => name)).toContain('autumn letter')

  await page.getByRole('link', { name: 'Commissions', exact: true }).click()
  await listOf(page, 'Commissions').getByRole('button').first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('How it was computed').waitFor()
  await drawer.getByRole('button', { name: 'Open all' }).click()
  await drawer.getByText('Which plan applied').waitFor()
  const line = new URL(page.url()).searchParams.get('line')
  const { words } = await own(`/commission/${line}/explanation`)
  await drawer.getByText(words.en).waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })

  await page.getByRole('link', { name: 'Statements', exact: true }).click()
  await listOf(page, 'Statements').getByRole('link').first().click()
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('Nothing was changed since it was sealed.').waitFor()

  await page.getByRole('link', { name: 'Your terms', exact: true }).click()
  await page.getByRole('heading', { name: 'What it means for you' }).waitFor()
  const plan = (await own('/plan')).items.find(({ accepted, newestVersion }: OwnPlan) => (accepted?.version ?? 0) < newestVersion)
  await page.goto(`${apps.origin}${portal}/plan?plan=${plan.id}&version=${plan.newestVersion}`)
  const { items: [change] } = await own(`/plan/${plan.id}/version/${plan.newestVersion - 1}/diff/${plan.newestVersion}`)
  await page.getByText(change.words.en).first().waitFor()
  await page.getByRole('button', { name: `Accept version ${plan.newestVersion}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: `Accept version ${plan.newestVersion}` }).click()
  await page.getByText(`You accepted version ${plan.newestVersion} on`).waitFor()
  expect((await own('/plan/acceptance')).items[0]).toMatchObject({ planId: plan.id, version: plan.newestVersion, language: 'en' })

  await page.getByRole('link', { name: 'What changed', exact: true }).click()
  await page.getByText(`You accepted version ${plan.newestVersion} of “${plan.name}”`).waitFor()
})

test('what an affiliate publishes leads to a page of the brand, and a medium comes with its own link', async () => {
  const session = await apps.signInAffiliate()
  const { items: [link] } = await apps.call('GET', '/portal/v1/tracking-link?status=active', undefined, { session })
  await apps.call('PATCH', `/brand/${link.brandId}`, { deepLinkHosts: ['shop.lucky.example'] })
  const page = await apps.visit(`${await apps.portal()}/links/${link.id}`, { session })
  await page.getByLabel('Page of the brand').fill('https://elsewhere.example/offer')
  await page.getByText('Not a page of the brand').or(page.locator('[id$=-error]')).first().waitFor()
  await page.getByLabel('Page of the brand').fill('https://shop.lucky.example/offer')
  await page.getByRole('img', { name: /^QR code: .*shop\.lucky\.example/ }).waitFor()

  await page.getByRole('link', { name: 'Media', exact: true }).click()
  await page.getByRole('combobox', { name: 'All kinds' }).selectOption({ label: 'Banner' })
  await page.getByRole('button', { name: 'Get the code' }).first().click()
  const code = page.getByRole('dialog', { name: 'Code for your page' })
  await code.getByLabel('Your link').waitFor()
  expect(await code.locator('pre').innerText()).toMatch(/^<a href="http[^"]+\/c\/[\w-]+"[^>]*><img src="http/)
})

test('an affiliate reads whom it brought without their names, what each earned, what paid nothing, how far the next tier is, and what was paid', async () => {
  const session = await apps.signInAffiliate()
  const own = async (path: string) => apps.call('GET', `/portal/v1${path}`, undefined, { session })
  const page = await apps.visit(`${await apps.portal()}/customers`, { session })
  const { items: customers } = await own('/customer')
  const known: string[] = (await apps.call('GET', `/customer?affiliateId=${(await own('/session')).affiliate.id}&limit=200`)).items.map(({ externalId }: { externalId: string }) => externalId)
  await page.getByRole('link', { name: customers[0].name, exact: true }).waitFor()
  const shown = await listOf(page, 'Customers').innerText()
  expect(known.filter((externalId) => shown.split(/\s/).includes(externalId))).toEqual([])
  await page.getByRole('link', { name: customers[0].name, exact: true }).click()
  await page.getByRole('heading', { name: customers[0].name, level: 1 }).waitFor()

  await page.getByRole('link', { name: 'Conversions', exact: true }).click()
  await listOf(page, 'Conversions').getByRole('button').first().waitFor()
  await page.getByRole('combobox', { name: 'All types' }).selectOption({ label: 'Deposit' })
  await page.waitForURL(/type=deposit/)
  await listOf(page, 'Conversions').getByRole('button', { name: 'Deposit' }).first().click()
  const detail = page.getByRole('dialog', { name: 'What it earned' })
  await detail.getByText('Deposit').first().waitFor()
  await detail.getByRole('button', { name: 'Close' }).click()
  await detail.waitFor({ state: 'detached' })

  await page.getByRole('link', { name: 'Paid nothing', exact: true }).click()
  const { items: [most] } = await own('/event-without-pay/count')
  const reason = page.getByRole('button', { name: most.words.en })
  await reason.first().click()
  await page.waitForURL(/reason=/)
  const { items: unpaid } = await own(`/event-without-pay?kind=${most.kind}&reason=${most.reason}`)
  await expect.poll(() => page.getByRole('row').count()).toBe(Math.min(unpaid.length, 50) + 1)

  await page.getByRole('link', { name: 'Progress', exact: true }).click()
  const { items: [tier] } = await own('/progress/tier')
  await page.getByText(`You are at ${tier.rate} %`).first().waitFor()
  await page.getByRole('progressbar').first().waitFor()

  await page.getByRole('link', { name: 'Payouts', exact: true }).click()
  await listOf(page, 'Payouts').getByRole('link').first().click()
  await page.getByRole('listitem').filter({ hasText: 'Prepared' }).waitFor()
  await page.getByText('What it is made of').waitFor()
})

test('an affiliate’s programs are told and may read: a postback with macros, a key for its own data; it recruits and has its name', async () => {
  const session = await apps.signInAffiliate()
  const { affiliate } = await apps.call('GET', '/portal/v1/session', undefined, { session })
  await apps.call('PATCH', `/affiliate/${affiliate.id}`, { referralCode: 'ANA1' })
  await apps.call('PATCH', `/affiliate/${apps.seed.first.scene.notedAffiliateId}`, { parentAffiliateId: affiliate.id, displayName: 'Noted Reviews' })
  const page = await apps.visit(`${await apps.portal()}/postbacks`, { session })
  await page.getByRole('button', { name: 'Add a postback' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address').fill('https://tracker.example/in?amount={amount}')
  await dialog.getByText(/^https:\/\/tracker\.example\/in\?amount=[\d.]+$/).waitFor()
  await dialog.getByLabel('A sale', { exact: true }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('https://tracker.example/in?amount={amount}').waitFor()
  expect((await apps.call('GET', '/portal/v1/postback', undefined, { session })).items[0]).toMatchObject({ url: 'https://tracker.example/in?amount={amount}', events: ['sale', 'commission'] })

  await page.getByRole('link', { name: 'API keys' }).click()
  await page.getByRole('button', { name: 'Make a key' }).first().click()
  await dialog.getByLabel('What it is for').fill('A spreadsheet')
  await dialog.getByRole('button', { name: 'Make the key' }).click()
  await page.getByRole('dialog', { name: 'Your new key' }).waitFor()
  const key = await dialog.locator('input, code').first().evaluate((element) => Reflect.get(element, 'value') ?? element.textContent)
  await dialog.getByRole('button', { name: 'Done' }).click()
  const answer = async (path: string) => (await fetch(`${apps.origin}${path}`, { headers: { 'x-api-key': key } })).status
  expect([await answer('/portal/v1/commission'), await answer('/api/v1/commission')]).toEqual([200, 401])
  await page.getByRole('listitem').filter({ hasText: 'A spreadsheet' }).getByRole('button', { name: 'Revoke' }).click()
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('listitem').filter({ hasText: 'A spreadsheet' }).getByText('Revoked').waitFor()
  await expect.poll(() => answer('/portal/v1/commission')).toBe(401)

  await page.getByRole('link', { name: 'Sub-affiliates' }).click()
  await page.getByText(/\/sign-up\?parent=ANA1$/).waitFor()
  await page.getByRole('row', { name: 'Noted Reviews' }).getByText('level 1').waitFor()
  await page.getByRole('link', { name: 'Profile and security' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Ana <i>Souza</i>')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect.poll(() => apps.call('GET', '/portal/v1/session', undefined, { session })).toMatchObject({ user: { name: 'Ana <i>Souza</i>' } })
})

test('a statement that was changed on its way is not believed', async () => {
  const session = await apps.signInAffiliate()
  const page = await apps.visit(`${await apps.portal()}/statements`, { session })
  await page.route('**/statement/*/file', async (route) => {
    const answer = await route.fetch()
    const file = await answer.json()
    file.lines[0].line.amount = '999999.00'
    await route.fulfill({ response: answer, json: file })
  })
  await listOf(page, 'Statements').getByRole('link').first().click()
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('Do not trust this statement: something in it was changed.').waitFor()
})
