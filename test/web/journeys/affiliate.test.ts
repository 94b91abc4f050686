import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnPlan } from '../../../web/api/portal-api.ts'
import { type Apps, openApps } from '../support/apps.ts'

let apps: Apps
beforeAll(async () => {
  apps = await openApps()
}, 120_000)
afterAll(() => apps?.close())

test('an affiliate makes a link, follows a commission down to its transactions, checks a statement and accepts its terms', { timeout: 60_000 }, async () => {
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
  await page.getByRole('table').getByRole('button').first().click()
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
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('Nothing was changed since it was sealed.').waitFor()

  await page.getByRole('link', { name: 'Your terms', exact: true }).click()
  await page.getByRole('heading', { name: 'What it means for you' }).waitFor()
  const plan = (await own('/plan')).items.find(({ accepted, newestVersion }: OwnPlan) => (accepted?.version ?? 0) < newestVersion)
  await page.goto(`${apps.origin}${portal}/plan?plan=${plan.id}&version=${plan.newestVersion}`)
  await page.getByRole('button', { name: `Accept version ${plan.newestVersion}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: `Accept version ${plan.newestVersion}` }).click()
  await page.getByText(`You accepted version ${plan.newestVersion} on`).waitFor()
  expect((await own('/plan/acceptance')).items[0]).toMatchObject({ planId: plan.id, version: plan.newestVersion, language: 'en' })

  await page.getByRole('link', { name: 'What changed', exact: true }).click()
  await page.getByText(`You accepted version ${plan.newestVersion} of “${plan.name}”`).waitFor()
})

test('a statement that was changed on its way is not believed', { timeout: 60_000 }, async () => {
  const session = await apps.signInAffiliate()
  const page = await apps.visit(`${await apps.portal()}/statements`, { session })
  await page.route('**/statement/*/file', async (route) => {
    const answer = await route.fetch()
    const file = await answer.json()
    file.lines[0].line.amount = '999999.00'
    await route.fulfill({ response: answer, json: file })
  })
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('Do not trust this statement: something in it was changed.').waitFor()
})
