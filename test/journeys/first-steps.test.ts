import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProgramDatabase, type ProgramDatabase } from '../support/database.ts'
import { type RunningProgram, startProgram } from '../support/process.ts'
import { sharedBrowser } from '../web/support/shared-browser.ts'
import { withWebBuilt } from '../web/support/web-built.ts'

// A name that is no robot's: clicks of robots attribute nothing.
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

let database: ProgramDatabase
let folder: string
let program: RunningProgram

beforeAll(async () => {
  await withWebBuilt(async () => undefined)
  folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-first-steps-'))
  database = await createProgramDatabase()
  program = await startProgram({ env: { DATA_DIR: folder, ...database.env } })
  await program.ready()
}, 120_000)
afterAll(async () => {
  await program.kill()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

test('who has just started it signs in with the printed link and is led from a brand to a commission that explains itself', { timeout: 120_000 }, async () => {
  await program.apiKey()
  const link = /Sign in +(\S+)/.exec(program.output)?.[1] ?? ''
  const browser = await sharedBrowser()
  const context = await browser.newContext({ userAgent: BROWSER, locale: 'en' })
  try {
    const page = await context.newPage()
    await page.goto(link)
    await page.goto(new URL('/admin/guide', link).href)

    await page.getByRole('button', { name: 'Add another brand' }).click()
    await page.getByLabel('Name').first().fill('Lucky')
    await page.getByLabel('Landing page').fill('https://lucky.example/?click=[ClickKey]')
    await page.getByRole('button', { name: 'Add brand' }).click()
    await expect.poll(() => page.getByRole('link', { name: 'Lucky' }).count()).toBe(1)

    // A plan was there from the beginning, and says what it pays.
    await page.getByRole('link', { name: 'Open the plan' }).waitFor()
    await page.getByText(/10 %/).first().waitFor()
    await page.getByLabel('Name').fill('northlight')
    await page.getByRole('button', { name: 'Add affiliate' }).click()
    await page.getByRole('button', { name: 'Make a tracking link' }).click()
    const url = await page.getByRole('link', { name: 'Follow the link' }).getAttribute('href')
    const followed = await context.request.get(url ?? '', { maxRedirects: 0 })
    expect(followed.headers()['location']).toMatch(/^https:\/\/lucky\.example\/\?click=./)

    // From here on the page sees for itself what has arrived.
    await page.getByText('Click at').waitFor()
    await page.getByRole('button', { name: 'Register a test customer' }).click()
    await page.getByText('belongs to northlight').waitFor()
    await page.getByRole('button', { name: 'Send a test sale' }).click()
    await page.getByText('€10.00 earned on this sale.').waitFor()
    expect(await page.getByText('It works, from click to commission.').count()).toBe(1)
  } finally {
    await context.close()
  }
})
