import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gif, png } from '../../affiliates-and-media/pictures.ts'
import { type Apps, openApps } from '../support/apps.ts'
import { settled } from '../support/settled.ts'

let apps: Apps
beforeAll(async () => {
  apps = await openApps()
}, 120_000)
afterAll(() => apps?.close())

const PATIENCE = { timeout: 15_000 }
const HOSTILE = '<img src=x onerror=alert(1)>"\'`'

async function choose(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(text)
  await page.getByRole('option', { name: text }).first().click()
}

test('an affiliate applies, is approved, gets a link with its QR code, and is suspended with a reason', async () => {
  const page = await apps.visit('/admin/affiliates')
  await page.getByRole('link', { name: 'Add affiliate' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Lagoon')
  await page.getByLabel('Display name').fill(HOSTILE)
  await page.getByLabel('E-mail').fill('no address')
  await page.getByLabel('Starts as').selectOption({ label: 'Waiting for approval' })
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('Expected an e-mail address.').waitFor()
  await page.getByLabel('E-mail').fill('hello@lagoon.example')
  await page.getByRole('button', { name: 'Add', exact: true }).click()

  await page.getByRole('heading', { name: HOSTILE, level: 1 }).waitFor()
  await page.getByText('This application waits for your decision.').waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('Known from a fair')
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await page.getByRole('button', { name: 'Suspend' }).waitFor()
  await page.getByText('Known from a fair').waitFor()
  expect(await apps.call('GET', `/affiliate/${id}`)).toMatchObject({ status: 'active', displayName: HOSTILE })

  await page.getByRole('link', { name: 'Links', exact: true }).last().click()
  await page.getByRole('link', { name: 'New link' }).first().click()
  await page.getByLabel('Name of the tracker').fill('reviews')
  await page.getByLabel('Brand').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Sub id 1' }).click()
  await page.getByTestId('landing-preview').getByText('summer').waitFor()
  await page.getByRole('button', { name: 'Make the link' }).click()
  const code = page.getByRole('img', { name: /^QR code: .*\/c\// })
  await code.waitFor()
  const before = await code.innerHTML()
  await page.getByLabel('Sub id 1').fill('video 7')
  await page.getByRole('img', { name: /s1=video\+7$/ }).waitFor()
  expect(await code.innerHTML()).not.toBe(before)
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download SVG' }).click()
  expect((await saving).suggestedFilename()).toMatch(/^[\w-]+\.svg$/)

  await page.goto(`${apps.origin}/admin/affiliates?search=lagoon`)
  await page.getByRole('checkbox', { name: 'Select row' }).check()
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByText('This is needed').or(page.getByRole('dialog').locator('[aria-invalid=true]')).first().waitFor()
  await page.getByRole('dialog').getByLabel('Reason').fill('Brand bidding')
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('table').getByText('Suspended').waitFor()
  expect((await apps.call('GET', `/affiliate/${id}/decision`)).items).toMatchObject([{ kind: 'suspended', reason: 'Brand bidding' }, { kind: 'approved' }])
})

test('an affiliate’s account is kept: its profile, who recruited it, its plan, notes, a block on its payouts, and its portal as it sees it', async () => {
  const { affiliateId, notedAffiliateId: recruitId } = apps.seed.first.scene
  const page = await apps.visit(`/admin/affiliates/${recruitId}/profile`)
  await page.getByLabel('Display name').fill('Noted Reviews')
  await choose(page, 'Recruited by', 'scene')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Noted Reviews', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Network', exact: true }).click()
  await page.getByRole('main').getByRole('link', { name: 'scene', exact: true }).click()
  await page.getByRole('heading', { name: 'scene', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Network', exact: true }).click()
  await page.getByRole('row', { name: 'noted' }).getByRole('cell', { name: '1', exact: true }).waitFor()

  await page.getByRole('link', { name: 'Plans', exact: true }).click()
  await page.getByRole('button', { name: 'Assign a plan' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Plan').selectOption({ label: 'Hybrid 50/80 + 25/35 %' })
  await dialog.getByLabel('Brand').selectOption({ label: 'Slow' })
  await dialog.getByRole('button', { name: 'Assign a plan' }).click()
  const slow = page.getByRole('listitem').filter({ hasText: 'Slow' })
  await slow.getByRole('link', { name: 'Hybrid 50/80 + 25/35 %' }).waitFor()
  await slow.getByText('Assigned to this affiliate').waitFor()
  await page.getByRole('row', { name: 'Slow' }).getByRole('button', { name: 'End' }).click()
  await dialog.getByRole('button', { name: 'End' }).click()
  await slow.getByRole('link', { name: 'Scene' }).waitFor()

  await page.getByRole('link', { name: 'Notes', exact: true }).click()
  await page.getByLabel('Note').fill(`Calls on Mondays ${HOSTILE}`)
  await page.getByRole('button', { name: 'Add a note' }).click()
  const note = page.getByRole('listitem').filter({ hasText: HOSTILE })
  await note.getByRole('button').click()
  await note.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Put away' }).click()
  await note.waitFor()

  await page.getByRole('link', { name: 'Money', exact: true }).click()
  await page.getByRole('button', { name: 'Block payouts' }).click()
  await dialog.getByLabel('Reason').fill('Traffic is looked into')
  await dialog.getByRole('button', { name: 'Block payouts' }).click()
  await page.getByText('Nothing is paid to it.').waitFor()
  expect((await apps.call('GET', `/affiliate/${affiliateId}/payout-block`)).items).toMatchObject([{ reason: 'Traffic is looked into' }])
  await page.getByRole('button', { name: 'Lift the block' }).click()
  await dialog.getByLabel('Reason').fill('It is in order')
  await dialog.getByRole('button', { name: 'Lift the block' }).click()
  await page.getByText('Payouts to it are not blocked.').waitFor()

  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Log in as' }).click()
  const portal = await opening
  await portal.getByRole('heading', { name: 'Dashboard' }).waitFor()
  await portal.getByRole('link', { name: 'Payout methods' }).click()
  await portal.getByRole('heading', { name: 'Payout methods', level: 1 }).waitFor()
  expect(await portal.getByRole('button', { name: 'Add a payout method' }).count()).toBe(0)
})

test('a banner is uploaded with its preview, refused where it is none, and embedded with an affiliate’s link', async () => {
  const page = await apps.visit('/admin/media/new')
  const file = page.getByLabel('Picture')
  await file.setInputFiles({ name: 'evil.png', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') })
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('Expected a PNG, JPEG, GIF or WebP picture. SVG is not taken.').waitFor()
  await file.setInputFiles({ name: 'autumn.gif', mimeType: 'image/gif', buffer: gif({ width: 30, height: 20, hidden: HOSTILE }) })
  await file.setInputFiles({ name: 'autumn.png', mimeType: 'image/png', buffer: png({ width: 30, height: 20, hidden: HOSTILE }) })
  await page.getByRole('img', { name: 'Preview' }).waitFor()
  await page.getByLabel('Text in its place').fill(HOSTILE)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('30 × 20').waitFor()
  const shown = page.getByRole('img', { name: HOSTILE })
  await expect.poll(() => shown.evaluate((picture) => Reflect.get(picture, 'naturalWidth')), PATIENCE).toBe(30)

  const links: { affiliateName: string }[] = (await apps.call('GET', '/tracking-link?status=active')).items
  const link = links.find(({ affiliateName }) => affiliateName !== 'Lagoon')
  if (link === undefined) throw new Error('the demo has no links')
  await choose(page, 'Affiliate', link.affiliateName)
  const code = await page.getByTestId('embed-code').innerText()
  expect(code).toMatch(/^<a href="http[^"]+\/c\/[\w-]+" target="_blank" rel="sponsored noopener"><img src="http[^"]+\/m\/[\w-]{43}" width="30" height="20" alt="&lt;img/)
  expect(code).not.toContain('<img src=x')
})

test('a script in an HTML5 page runs in a frame of no origin: no cookie, no storage, no way to the page around it or to the API', async () => {
  const html = `<!doctype html><p id="told"></p><script>
    const tries = { origin: () => self.origin, cookie: () => document.cookie, storage: () => localStorage.length, parent: () => parent.document.title, top: () => { if (top === self) throw 0; top.location = '/p/stolen' } }
    const told = []
    for (const [name, attempt] of Object.entries(tries)) { try { told.push(name + '=' + attempt()) } catch { told.push(name + ' refused') } }
    fetch('/api/v1/affiliate', { credentials: 'include' }).then(() => 'reached', () => 'refused').then((api) => { document.getElementById('told').textContent = told.join(', ') + ', api ' + api })
  </script>`
  const media = await apps.call('POST', '/media', { kind: 'html5', name: 'hostile', html, width: 400, height: 200 })
  // What the page tries is refused aloud, in its own console: that is no problem of ours.
  const visitor = await apps.visitor()
  const page = await visitor.open(`/admin/media/${media.id}`)
  const told = page.frameLocator('iframe').locator('#told')
  await expect.poll(() => told.innerText(), PATIENCE).toBe('origin=null, cookie refused, storage refused, parent refused, top refused, api refused')
  await settled(page)
  expect(new URL(page.url()).pathname).toBe(`/admin/media/${media.id}`)

  // Opened by itself, at our own address, it is still nobody.
  const alone = await visitor.context.newPage()
  await alone.goto(new URL(media.url).pathname)
  await expect.poll(() => alone.locator('#told').innerText(), PATIENCE).toMatch(/^origin=null, cookie refused, storage refused, .*api refused$/)
  await visitor.context.close()
})
