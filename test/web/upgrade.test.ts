import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Apps, openApps } from './support/apps.ts'
import { settled } from './support/settled.ts'

let apps: Apps
beforeAll(async () => {
  apps = await openApps()
}, 120_000)
afterAll(() => apps?.close())

/** A tab from which a file of its build is gone, until its page is loaded anew or for good; how often that was. */
async function openTab(path: string, lost: RegExp, until: 'loaded anew' | 'for good'): Promise<{ readonly page: Page; loads(): number }> {
  const visitor = await apps.visitor()
  // What is missing is told in the console.
  onTestFinished(() => visitor.context.close())
  let loads = 0
  visitor.page.on('request', (request) => {
    if (request.isNavigationRequest()) loads += 1
  })
  await visitor.page.route(lost, (route) => (until === 'loaded anew' && loads > 1 ? route.continue() : route.fulfill({ status: 404 })))
  await visitor.open(path)
  return { page: visitor.page, loads: () => loads }
}

const broken = (page: Page) => page.getByText('This page could not be loaded')

test('a tab that was open during an upgrade loads itself anew, once, where a scene of its build is gone', async () => {
  const { page, loads } = await openTab('/admin', /assets\/brands-scene-/, 'loaded anew')
  await page.getByRole('link', { name: 'Brands', exact: true }).click()
  await page.getByRole('heading', { name: 'Brands' }).waitFor()
  expect([loads(), await broken(page).count()]).toEqual([2, 0])
})

test('so it does where a part of a scene is gone', async () => {
  const { page, loads } = await openTab('/admin/people', /assets\/dialog-popup-/, 'loaded anew')
  const invite = page.getByRole('button', { name: 'Invite', exact: true })
  await invite.click()
  await expect.poll(loads, { timeout: 20_000 }).toBe(2)
  await settled(page)
  await invite.click()
  await page.getByRole('dialog').waitFor()
  expect([loads(), await broken(page).count()]).toEqual([2, 0])
})

test('so it does where the app itself is gone', async () => {
  const { page, loads } = await openTab('/admin/brands', /assets\/main-/, 'loaded anew')
  await page.getByRole('heading', { name: 'Brands' }).waitFor()
  expect(loads()).toBe(2)
})

test.each([
  ['a scene', /assets\/brands-scene-/],
  ['the app', /assets\/main-/],
])('%s that stays away ends in a word and a button, not in a loop', async (_name, lost) => {
  const { page, loads } = await openTab('/admin/brands', lost, 'for good')
  await broken(page).waitFor()
  expect(loads()).toBe(2)
  await page.unroute(lost)
  await page.getByRole('button', { name: 'Load again' }).click()
  await page.getByRole('heading', { name: 'Brands' }).waitFor()
})
