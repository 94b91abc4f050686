import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Apps, openApps } from '../support/apps.ts'

let apps: Apps
beforeAll(async () => {
  apps = await openApps()
}, 120_000)
afterAll(() => apps?.close())

const HOSTILE = '<img src=x onerror=alert(1)>'

async function choose(page: Page, within: Locator, text: string): Promise<void> {
  await within.getByRole('combobox', { name: 'Affiliate' }).fill(text)
  await page.getByRole('option', { name: text }).first().click()
}

test('a source of traffic gets a tracker, its link leads elsewhere, and an address of a former platform leads to it', async () => {
  const page = await apps.visit('/admin/links/trackers')
  await page.getByRole('button', { name: 'New tracker' }).first().click()
  const dialog = page.getByRole('dialog')
  await choose(page, dialog, 'scene')
  await dialog.getByLabel('Name of the tracker').fill('podcast')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The tracker is made').waitFor()
  await page.getByRole('button', { name: 'Change: podcast' }).click()
  await dialog.getByLabel('Name of the tracker').fill(`podcast ${HOSTILE}`)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const [tracker] = (await apps.call('GET', '/tracker?search=podcast')).items
  expect(tracker).toMatchObject({ name: `podcast ${HOSTILE}`, affiliateName: 'scene' })

  const link = await apps.call('POST', '/tracking-link', { trackerId: tracker.id, brandId: apps.seed.first.scene.brandId })
  await page.getByRole('row', { name: 'podcast' }).getByRole('link', { name: 'Its links' }).click()
  await page.getByRole('row', { name: link.slug }).getByRole('link').first().click()
  await page.getByLabel('Landing page').fill('https://scene.example/spring?key=[ClickKey]')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => apps.call('GET', `/tracking-link/${link.id}`)).toMatchObject({ landingPageUrl: 'https://scene.example/spring?key=[ClickKey]' })

  await page.goto('/admin/links/legacy')
  await page.getByRole('button', { name: 'Import addresses' }).first().click()
  await dialog.getByLabel('Addresses').fill(`btag,a_77b_3,${link.slug}\ncookie,x,${link.slug}`)
  await dialog.getByText('Line 2: expected btag, stag, a_aid or path').waitFor()
  await dialog.getByRole('button', { name: 'Import' }).click()
  await page.getByText('1 added, 0 known already, 0 refused').waitFor()
  await page.getByRole('row', { name: 'a_77b_3' }).waitFor()
  expect((await apps.call('GET', '/legacy-link?parameter=btag&value=a_77b_3')).items).toMatchObject([{ trackingLinkId: link.id }])
})

test('a coupon is given to an affiliate, refused where it is another’s already, and archived', async () => {
  const page = await apps.visit('/admin/coupons')
  await page.getByRole('button', { name: 'New coupon' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Code').fill('scenea')
  await choose(page, dialog, 'scene')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('alert').or(dialog.locator('[aria-invalid=true]')).first().waitFor()
  await dialog.getByLabel('Code').fill('AUTUMN20')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The coupon is made').waitFor()
  expect((await apps.call('GET', '/coupon?search=AUTUMN20')).items).toMatchObject([{ code: 'AUTUMN20', affiliateName: 'scene', status: 'active' }])
  await page.getByRole('button', { name: 'Archive: AUTUMN20' }).click()
  await dialog.getByRole('button', { name: 'Archive' }).click()
  await page.getByRole('region', { name: 'Notifications' }).getByText('Archived').waitFor()
  expect((await apps.call('GET', '/coupon?search=AUTUMN20&status=archived')).items).toHaveLength(1)
})

test('a text is for some affiliates only, and an HTML5 page stands in its sandbox; each has its code', async () => {
  const page = await apps.visit('/admin/media/new')
  await page.getByLabel('Kind').selectOption({ label: 'Text' })
  await page.getByLabel('Text', { exact: true }).fill(`Play fair ${HOSTILE}`)
  await page.getByLabel('Name', { exact: true }).fill('A line')
  await page.getByLabel('Who may publish it').selectOption({ label: 'Only some' })
  await page.getByRole('checkbox', { name: 'group A' }).check()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('heading', { name: 'A line', level: 1 }).waitFor()
  await choose(page, page.locator('section', { hasText: 'Embed code' }), 'scene')
  await expect.poll(() => page.getByTestId('embed-code').innerText()).toMatch(/^<a href="http[^"]+\/c\/[\w-]+"[^>]*>Play fair &lt;img/)
  const [text] = (await apps.call('GET', '/media?search=A%20line')).items
  expect(text).toMatchObject({ kind: 'text', visibility: 'restricted', groupIds: [apps.seed.first.scene.groupId] })

  await page.goto('/admin/media/new')
  await page.getByLabel('Kind').selectOption({ label: 'HTML5' })
  await page.getByLabel('HTML', { exact: true }).fill('<!doctype html><a id="play" href="{click_url}">Play</a>')
  await page.getByLabel('Width').fill('300')
  await page.getByLabel('Height').fill('250')
  await page.getByLabel('Name', { exact: true }).fill('A page')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('300 × 250').waitFor()
  await page.frameLocator('iframe').locator('#play').waitFor()
  await choose(page, page.locator('section', { hasText: 'Embed code' }), 'scene')
  await expect.poll(() => page.getByTestId('embed-code').innerText()).toMatch(/^<iframe [^>]*sandbox=/)
  await page.getByRole('button', { name: 'Archive' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
  await page.getByRole('button', { name: 'Bring back' }).waitFor()
})
