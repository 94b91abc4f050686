import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runSimulation } from '../../../src/domain/simulation/stored-simulation.ts'
import { type Apps, openApps } from '../support/apps.ts'
import { settled } from '../support/settled.ts'

/** What the control that has the focus is called. */
const FOCUSED = `(() => {
  const element = document.activeElement
  return element?.getAttribute("aria-label") || [...(element?.labels ?? [])].map((label) => label.innerText).join(' ') || element?.innerText || ''
})()`

let apps: Apps
beforeAll(async () => {
  apps = await openApps()
}, 120_000)
afterAll(() => apps?.close())

/** Goes on by Tab until a control of this name has the focus. */
async function tabTo(page: Page, name: RegExp | string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<string>(FOCUSED)
    if (typeof name === 'string' ? focused.trim() === name : name.test(focused)) return
  }
  throw new Error(`Tab never comes to ${name}`)
}

async function typeInto(page: Page, name: RegExp | string, text: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

test('a tiered hybrid is built by keyboard, says what it is while it is typed, is simulated, saved and assigned', async () => {
  const page = await apps.visit('/admin/plans/new')
  const text = page.getByRole('region', { name: 'Preview' })
  await typeInto(page, 'Name', 'Winter hybrid')
  await tabTo(page, 'Hybrid')
  await page.keyboard.press('Enter')
  await text.getByText('a customer who reaches it is worth 50.00 EUR in all').waitFor()

  // The button is gone: from the top of the page again.
  await page.getByLabel('Name').focus()
  await typeInto(page, 'Amount', '75')
  await text.getByText('a customer who reaches it is worth 75.00 EUR in all').waitFor()
  await tabTo(page, 'How it pays')
  await page.keyboard.press('t')
  await typeInto(page, 'Rate', '25')
  await typeInto(page, 'Tier 2: From', '1000')
  await typeInto(page, 'Rate', '3o')
  await page.getByText('Must be a percentage as text').first().waitFor()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('35')
  await text.getByText(/35 % from 1,000.00 EUR/).waitFor()

  await text.getByRole('tab', { name: 'Fairness' }).click()
  await text.getByText('The rate is 25 %, and 35 % or more from 1,000.00 EUR of net revenue').waitFor()
  await text.getByRole('tab', { name: 'Example' }).click()
  await text.getByText('In all').waitFor()

  await text.getByRole('tab', { name: 'Simulation' }).click()
  await text.getByLabel('Whose history').selectOption({ label: 'Hybrid 50/80 + 25/35 %' })
  await text.getByRole('button', { name: 'Simulate' }).click()
  await text.getByText('The history is being replayed').waitFor()
  await runSimulation(apps.context, apps.seed.first.programId)
  await text.getByRole('img', { name: 'Commission per month' }).waitFor()
  const crosshair = text.getByRole('slider', { name: 'Commission per month' })
  await crosshair.focus()
  await crosshair.press('End')
  expect(await crosshair.getAttribute('aria-valuetext')).toMatch(/^November 2026: Was €[\d.,]+, Would be €[\d.,]+$/)
  await crosshair.press('ArrowLeft')
  expect(await crosshair.getAttribute('aria-valuetext')).toMatch(/^October 2026: /)

  await page.getByLabel('Name').press('Enter')
  await page.getByRole('heading', { name: 'Winter hybrid', level: 1 }).waitFor()
  const [saved] = (await apps.call('GET', '/commission-plan')).items
  expect(saved).toMatchObject({
    name: 'Winter hybrid',
    version: {
      components: [
        { type: 'cpa', levels: [{ amount: 75, requirements: { minDepositTotal: 20, withinDays: 30 } }] },
        { type: 'revenue_share', tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 1000, rate: '35' }] } },
      ],
    },
  })

  await page.getByRole('link', { name: 'Assignments' }).click()
  await page.getByRole('button', { name: 'Assign' }).first().click()
  await page.getByLabel('Whom').selectOption('affiliate')
  await page.getByRole('dialog').getByRole('button', { name: 'Assign', exact: true }).click()
  await page.getByText('Choose whom it is for.').waitFor()
  const { items: [affiliate] } = await apps.call('GET', '/affiliate')
  await page.getByLabel('Affiliate', { exact: true }).fill(affiliate.name)
  await page.getByRole('option', { name: affiliate.name }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Assign', exact: true }).click()
  await page.getByRole('cell', { name: affiliate.name }).waitFor()
  expect((await apps.call('GET', `/commission-plan/${saved.id}/assignment`)).items).toMatchObject([{ affiliateId: affiliate.id, brandId: null, effectiveUntil: null }])
})

test('a new version says what it changes, in words, before and after it is saved', async () => {
  const { id } = await apps.call('POST', '/commission-plan', { name: 'Simple share', version: { components: [{ type: 'revenue_share', rate: '25' }] } })
  const page = await apps.visit(`/admin/plans/${id}/version`)
  await page.getByLabel('Rate', { exact: true }).fill('30')
  expect(await page.locator('mark', { hasText: 'Rate: 30 %' }).innerText()).toContain('30 %')
  await page.getByRole('button', { name: 'Save version' }).click()
  await page.getByRole('heading', { name: 'Simple share', level: 1, exact: true }).waitFor()
  await page.getByRole('link', { name: 'Versions', exact: true }).click()
  await page.getByText('Rate: from “25 %” to “30 %”').waitFor()
})

test('nobody leaves an unsaved plan unasked', async () => {
  const page = await apps.visit('/admin/plans/new')
  await page.getByLabel('Name').fill('Half a plan')
  await page.getByRole('link', { name: 'Brands' }).click()
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click()
  expect(await page.getByLabel('Name').inputValue()).toBe('Half a plan')
  await page.getByRole('link', { name: 'Brands' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('heading', { name: 'Brands', level: 1 }).waitFor()
})

test('what the API refuses is shown at its field, and JSON comes back as a form', async () => {
  const page = await apps.visit('/admin/plans/new')
  await page.getByRole('button', { name: 'JSON' }).click()
  await page.getByLabel('Components as JSON').fill('[{"type":"percent_of_sale","steps":[{"rate":"40"},{"rate":"20"}],"caps":[{"window":"day","count":3}]}]')
  await page.getByText('Is required on every step but the last.').or(page.getByText('One field is still empty.')).first().waitFor()
  await page.getByRole('button', { name: 'Form' }).click()
  await page.getByLabel('For so many sales').first().fill('3')
  await page.getByLabel('Name').fill('Steps')
  await page.getByRole('region', { name: 'Preview' }).getByText(/40 %/).first().waitFor()
  await page.getByLabel('Number', { exact: true }).fill('0')
  await page.getByText('Must be between 1 and').first().waitFor()
  expect(await page.getByLabel('Number', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  await page.getByLabel('Number', { exact: true }).fill('5')
  await page.getByRole('button', { name: 'Save plan' }).click()
  await page.getByRole('heading', { name: 'Steps', level: 1 }).waitFor()
  const [saved] = (await apps.call('GET', '/commission-plan')).items
  expect(saved.version.components).toEqual([{ type: 'percent_of_sale', steps: [{ rate: '40', count: 3 }, { rate: '20' }], caps: [{ window: 'day', count: 5 }] }])
})

test('a brand is added with its click key, its deductions worked out as they are typed, and a product', async () => {
  const page = await apps.visit('/admin/brands/new')
  await page.getByLabel('Name').fill('Winter Casino')
  await page.getByLabel('Landing page').fill('https://winter.example/join?lang=en')
  await page.getByRole('button', { name: 'Insert [ClickKey]' }).click()
  await page.getByRole('button', { name: 'Add a brand' }).click()
  await page.getByRole('heading', { name: 'Winter Casino', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Deductions' }).click()
  await page.getByRole('button', { name: 'Add a deduction' }).click()
  const fields = page.getByRole('group', { name: 'Deduction 1' })
  await fields.getByLabel('Name').fill('Admin fee')
  await fields.getByLabel('Rate').fill('20')
  await page.getByRole('row', { name: /Net revenue/ }).getByText('€800.00').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await settled(page)
  await page.getByRole('link', { name: 'Products' }).click()
  await page.getByRole('button', { name: 'Add a product' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Slots')
  await dialog.getByRole('button', { name: 'Add a product' }).click()
  await page.getByRole('cell', { name: 'Slots' }).waitFor()
  const brand = (await apps.call('GET', '/brand')).items.find(({ name }: { name: string }) => name === 'Winter Casino')
  expect(brand).toMatchObject({ landingPageUrl: 'https://winter.example/join?lang=en&clickKey=[ClickKey]', deductions: [{ name: 'Admin fee', kind: 'admin_fee', base: 'gross_revenue', rate: '20' }] })
})
