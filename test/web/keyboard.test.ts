import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Apps, openApps } from './support/apps.ts'
import { settled } from './support/settled.ts'

const FOCUSED = `(() => { const { innerText, ariaLabel } = document.activeElement; return (ariaLabel || innerText || '').trim() })()`
const IN_DIALOG = `document.activeElement.closest('[role="dialog"]') !== null`
const MOST_STOPS = 80

let apps: Apps
beforeAll(async () => {
  apps = await openApps()
}, 120_000)
afterAll(() => apps?.close())

/** Goes on by Tab until a control of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate<string>(FOCUSED)) === name) return
  }
  throw new Error(`Tab does not come to ${name}`)
}

test('the first stop skips the navigation; Tab comes to what a page is for', async () => {
  const page = await apps.visit('/admin/conversions')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(FOCUSED)).toBe('Skip to content')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('content')
  await tabTo(page, 'Register by hand')
})

test('anything can be gone to by typing', async () => {
  const page = await apps.visit('/admin/gateways')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Commands' }).waitFor()
  await page.keyboard.type('Customers')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/admin/customers')
})

test('a dialog keeps the focus, closes with Escape and gives the focus back', async () => {
  const page = await apps.visit('/admin/conversions')
  await tabTo(page, 'Register by hand')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await expect.poll(() => page.evaluate(IN_DIALOG)).toBe(true)
  for (let stops = 0; stops < 16; stops += 1) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(IN_DIALOG)).toBe(true)
  }
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(FOCUSED)).toBe('Register by hand')
})

test('a row of a table is opened by Enter, and Back comes back to the filtered list', async () => {
  const page = await apps.visit('/admin/transactions?type=sale')
  const name = (await page.getByRole('row').nth(1).getByRole('link').first().innerText()).trim()
  await tabTo(page, name)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.goBack()
  await settled(page)
  expect(new URL(page.url()).search).toBe('?type=sale')
})
