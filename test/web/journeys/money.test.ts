import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceImport } from '../../../src/domain/imports/advance-import.ts'
import { type Apps, openApps } from '../support/apps.ts'
import type { SessionCookie } from '../support/visitor.ts'

let apps: Apps
let treasurer: SessionCookie
beforeAll(async () => {
  apps = await openApps()
  treasurer = await apps.signIn({ ...apps.seed.first, adminEmail: 'treasurer@first.example' })
}, 500_000)
afterAll(() => apps?.close())

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const inDialog = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })

test('a month is closed, reviewed, sealed and paid: prepared by one, approved by another, recorded as paid; its statement verifies', { timeout: 120_000 }, async () => {
  apps.context.clock.set('2026-12-02T12:00:00.000Z')
  await apps.work()
  const page = await apps.visit('/admin/periods')
  await page.getByRole('link', { name: 'November 2026' }).click()
  await button(page, 'Close the period').click()
  await page.getByRole('dialog').getByText(/Statements of \d+ affiliates are written: €[\d,.]+ will be owed/).waitFor()
  await inDialog(page, 'Close the period').click()
  await page.getByRole('heading', { name: 'Being closed' }).waitFor()
  await apps.work()
  await page.getByText('Look at the statements, then seal').waitFor()
  await button(page, 'Seal the period').click()
  await inDialog(page, 'Seal the period').click()
  await page.getByText('November 2026 is sealed').waitFor()

  await page.getByRole('link', { name: 'Pay it out' }).click()
  await page.getByText('Would be paid').first().waitFor()
  await button(page, 'Prepare the run').click()
  await page.getByRole('dialog').getByText(/€[\d,.]+ to \d+ affiliates is set aside at once/).waitFor()
  await inDialog(page, 'Prepare the run').click()
  await page.getByText('The run is prepared', { exact: true }).waitFor()
  await page.getByText('Somebody else has to do this').waitFor()
  expect(await button(page, 'Approve').count()).toBe(0)
  const { pathname } = new URL(page.url())
  const id = pathname.split('/').at(-1) ?? ''

  const second = await apps.visit(pathname, { session: treasurer })
  await button(second, 'Approve').click()
  await second.getByRole('dialog').getByText(/You confirm \d+ payouts over €[\d,.]+/).waitFor()
  await inDialog(second, 'Approve').click()
  await second.getByText('The run is approved', { exact: true }).waitFor()
  await button(second, 'Send').click()
  await inDialog(second, 'Send').click()
  await second.getByText('Sent', { exact: true }).first().waitFor()
  await second.getByRole('checkbox', { name: 'Select all rows shown' }).check()
  await button(second, 'Mark as paid').click()
  await inDialog(second, 'Mark as paid').click()
  await second.getByText('Recorded as paid', { exact: true }).waitFor()
  const run = await apps.call('GET', `/payout-run/${id}`)
  expect(run.payouts.map(({ status }: { status: string }) => status)).toEqual(['settled'])
  expect(run.approvedBy).not.toBe(run.preparedBy)

  const [payout] = (await apps.call('GET', `/payout?runId=${id}`)).items
  await page.goto(`/admin/payouts/list/${payout.id}`)
  for (const event of ['Prepared', 'Approved', 'Sent', 'Paid']) await page.getByRole('listitem').filter({ hasText: event }).first().waitFor()

  const [statement] = (await apps.call('GET', `/statement?period=2026-11&affiliateId=${payout.affiliateId}`)).items
  await page.goto(`/admin/statements/${statement.id}`)
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Statement file' }).click()
  const file = await (await saving).path()
  await page.goto('/verify')
  await page.setInputFiles('input[type=file]', file)
  await page.getByText('Nothing was changed since it was signed.').first().waitFor()
})

test('an adjustment above the limit waits for a second person; its author is told so', async () => {
  const page = await apps.visit('/admin/adjustments')
  await button(page, 'New adjustment').first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Affiliate').fill('scene')
  await page.getByRole('option', { name: 'scene' }).first().click()
  await dialog.getByLabel('Amount').fill('50000')
  await dialog.getByText('it will wait for a second person').waitFor()
  await dialog.getByLabel('Reason').fill('A year of placements')
  await button(page, 'Create the adjustment').click()
  await page.getByText('It waits for a second person').waitFor()
  await page.getByRole('row', { name: 'A year of placements' }).getByText('Somebody else approves it').waitFor()
  const second = await apps.visit('/admin/adjustments?state=pending', { session: treasurer })
  await second.getByRole('row', { name: 'A year of placements' }).getByRole('button', { name: 'Approve' }).click()
  await second.getByRole('dialog').getByText(/€50,000\.00 for scene is posted at once: A year of placements/).waitFor()
  await inDialog(second, 'Approve').click()
  await second.getByText('Approved and posted').waitFor()
})

test('a file is uploaded, mapped with a live preview, imported, and tells what became of each line', async () => {
  const page = await apps.visit('/admin/imports/new')
  const brand = (await apps.call('GET', '/brand')).items[0]
  await page.getByText('Customers', { exact: true }).last().click()
  const rows = [`w1;2026-10-01T10:00:00Z;${brand.externalId}`, `w2;01/10/2026;${brand.externalId}`, `w3;2026-10-01T10:00:00Z;${brand.externalId}`]
  await page.setInputFiles('input[type=file]', { name: 'players.csv', mimeType: 'text/csv', buffer: Buffer.from(`Ref;signed up;brand\n${rows.join('\n')}\n`) })
  await button(page, 'Upload and look at it').click()
  await page.getByText('Choose a column for: externalId').waitFor()
  expect(await button(page, 'Start the import').isDisabled()).toBe(true)
  await page.getByLabel('externalId').first().selectOption('Ref')
  await page.getByText('2 can be imported · 1 cannot, and are reported').waitFor()
  await button(page, 'Start the import').click()
  await inDialog(page, 'Start the import').click()
  await page.getByText('The import has started').waitFor()
  while (await advanceImport(apps.context, apps.seed.first.programId));
  await page.getByText('Done', { exact: true }).waitFor()
  await page.getByRole('row', { name: 'w2' }).getByText('Failed').waitFor()
  await page.getByLabel('Any outcome').selectOption('imported')
  await page.getByRole('row', { name: 'w1' }).waitFor()
  await page.getByRole('row', { name: 'w2' }).waitFor({ state: 'detached' })
})

test('an invoice that differs from its statement is accepted with a reason; who issues ours, and how an affiliate is taxed, is set', async () => {
  const { affiliateInvoiceId, affiliateId } = apps.seed.first.scene
  const page = await apps.visit('/admin/invoices/uploaded')
  const invoice = page.getByRole('row', { name: 'Differs in' })
  await button(page, 'Accept').click()
  await page.getByRole('dialog').getByText('It differs from the statement.').waitFor()
  await page.getByRole('dialog').getByLabel('Reason').fill('Rounded by hand')
  await inDialog(page, 'Accept').click()
  await page.getByRole('region', { name: 'Notifications' }).getByText('Accepted').waitFor()
  await invoice.getByText('Accepted').waitFor()
  expect(await apps.call('GET', `/affiliate-invoice/${affiliateInvoiceId}`)).toMatchObject({ status: 'accepted' })

  await page.getByRole('link', { name: 'Legal entities' }).click()
  await button(page, 'Add a legal entity').first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Harbor Ltd')
  await dialog.getByLabel('Address').fill('1 Quay\nValletta')
  await dialog.getByLabel('Country').fill('MT')
  await dialog.getByLabel('Prefix of numbers').fill('HARBOR')
  await inDialog(page, 'Add a legal entity').click()
  await page.getByRole('row', { name: 'Harbor Ltd' }).waitFor()

  await page.getByRole('link', { name: 'Tax profiles' }).click()
  await button(page, 'Set a tax profile').first().click()
  await dialog.getByLabel('Affiliate').fill('scene')
  await page.getByRole('option', { name: 'scene' }).first().click()
  await dialog.getByLabel('Legal name').fill('Scene Media')
  await dialog.getByLabel('Address').fill('2 Quay\nSliema')
  await dialog.getByLabel('Country').fill('MT')
  await dialog.getByLabel('VAT %').fill('18')
  await dialog.getByLabel('Invoices').selectOption({ label: 'We issue them' })
  await dialog.getByLabel('Issued by').selectOption({ label: 'Harbor Ltd' })
  await inDialog(page, 'Save').click()
  await page.getByRole('row', { name: 'Scene Media' }).waitFor()
  expect((await apps.call('GET', `/tax-profile?affiliateId=${affiliateId}&current=true`)).items).toMatchObject([{ legalName: 'Scene Media', vatRate: '18', invoicing: 'self_billed' }])
})
