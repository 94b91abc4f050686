import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Apps, openApps } from '../support/apps.ts'

let apps: Apps
beforeAll(async () => {
  apps = await openApps()
}, 120_000)
afterAll(() => apps?.close())

const HOSTILE = '<img src=x onerror=alert(1)>'

/** A count as the English app writes it. */
function told(count: number): string {
  return new Intl.NumberFormat('en').format(count)
}

test('the first page tells what the API tells, of the days that are chosen, and leads to what waits', async () => {
  const page = await apps.visit('/admin/?range=this_year')
  const numbers = await apps.call('GET', `/overview?from=${apps.context.clock.now().getUTCFullYear()}-01-01`)
  expect(numbers.totals.registrations).toBeGreaterThan(0)
  const registrations = page.getByRole('button', { name: /^Registrations/ })
  await registrations.getByText(told(numbers.totals.registrations), { exact: true }).waitFor()
  await registrations.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/show=registrations/)
  expect(await registrations.getAttribute('aria-pressed')).toBe('true')
  await page.getByRole('button', { name: /This year/ }).click()
  await page.getByRole('button', { name: /^Last 7 days/ }).click()
  await page.waitForURL(/range=last_7/)
  const pending = page.getByRole('link', { name: /to approve/ })
  await pending.click()
  await page.waitForURL(/\/transactions\/pending/)
})

test('a report is put together, kept, sent by mail, taken away as a file and deleted', async () => {
  const page = await apps.visit('/admin/reports?range=this_year')
  await page.getByRole('button', { name: 'Countries', exact: true }).click()
  await page.getByRole('columnheader', { name: 'First deposits', exact: true }).getByRole('button').click()
  await page.waitForURL(/sort=-?firstDeposits/)

  // What no fact is told apart by cannot be chosen with it.
  await page.getByRole('button', { name: /^Group by/ }).click()
  expect(await page.getByRole('checkbox', { name: 'Component of the plan' }).isDisabled()).toBe(true)
  await page.getByRole('checkbox', { name: 'Brand' }).check()
  await page.waitForURL(/by=country%2Cbrand|by=country,brand/)
  await page.keyboard.press('Escape')

  const file = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')
  const csv = await page.evaluate(async (href) => (await fetch(href)).text(), file ?? '')
  expect(csv).toMatch(/^country,brandId,brand,clicks,/)

  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(HOSTILE)
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: HOSTILE, level: 1 }).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)
  expect(await apps.call('GET', `/saved-report/${id}`)).toMatchObject({ name: HOSTILE, definition: { dimensions: ['country', 'brand'], range: 'this_year' }, schedule: null })

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Send by mail' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('How often').selectOption({ label: 'Weekly' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('Choose somebody.').waitFor()
  await dialog.getByRole('checkbox').first().check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Weekly').first().waitFor()

  await page.goto(`${apps.origin}/admin/reports/saved`)
  await page.getByText(HOSTILE).click()
  await page.getByRole('heading', { name: HOSTILE, level: 1 }).waitFor()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL(/\/reports\/saved/)
  await page.getByText('Deleted', { exact: true }).waitFor()
  expect((await apps.call('GET', '/saved-report')).items.map((report: { id: string }) => report.id)).not.toContain(id)
})
