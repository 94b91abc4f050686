import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildVerifier } from '../../scripts/build-verifier.ts'
import { newId } from '../../src/domain/ids.ts'
import { fingerprintOfKey } from '../../src/domain/statements/file/portable-hash.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { makeFile, makeKey, makeLine, makeOtherLine } from '../statements/support/made-up-statements.ts'
import { launchBrowser } from './support/browser.ts'

const PAGE = path.resolve(import.meta.dirname, '../../web/verifier/verify-statement.html')
const programId = newId()
const affiliateId = newId()
const key = makeKey(programId)
const fingerprint = fingerprintOfKey(key.filed.publicKey)
const october = makeFile({ programId, affiliateId, month: 10, lines: [makeLine('100.00'), makeLine('12.34'), makeLine('7.50', { component: 'cpa' })], matured: '80.00', keys: [key] })
const november = makeFile({ programId, affiliateId, month: 11, before: october, lines: [makeOtherLine('payout', '-80.00')], keys: [key] })

let browser: Browser
let api: TestApi
beforeAll(async () => {
  [browser, api] = await Promise.all([launchBrowser(), createTestApi()])
})
afterAll(async () => {
  await browser?.close()
  await api?.close()
})

/** The page as it lies on a disk, with everything that it asks the network for. */
async function open(locale = 'en-GB'): Promise<{ readonly page: Page; readonly requests: string[]; readonly errors: string[] }> {
  const context = await browser.newContext({ locale, offline: true })
  const page = await context.newPage()
  const requests: string[] = []
  const errors: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())))
  await page.goto(pathToFileURL(PAGE).href)
  return { page, requests, errors }
}

const filed = (name: string, content: unknown) => ({ name, mimeType: 'application/json', buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)) })

describe('the page that verifies statements', () => {
  test('is what its sources make', async () => {
    expect(await readFile(PAGE, 'utf8'), 'run npm run verifier').toBe(await buildVerifier())
  })

  test('says that nothing was changed, from a disk, without one request', async () => {
    const { page, requests, errors } = await open()
    await page.getByLabel('Choose statement files').setInputFiles([filed('10.json', october), filed('11.json', november)])
    await page.getByText('Nothing was changed since it was signed. Who signed it is for you to confirm.').waitFor()
    expect(await page.getByText('Anybody can make a key.').count()).toBe(1)
    await page.getByLabel('Fingerprint of the key you trust').fill(fingerprint)
    await page.getByText('Nothing was changed since it was signed by the key you trust.').waitFor()
    expect(await page.getByText('Each statement follows the one before: yes').count()).toBe(1)
    expect(requests).toEqual([pathToFileURL(PAGE).href])
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('names the line in which a cent was changed, in words and in the table', async () => {
    const { page } = await open('pt-BR')
    await page.getByLabel('Escolha arquivos de extrato').setInputFiles(filed('10.json', JSON.stringify(october).replace('"12.34"', '"12.35"')))
    const transfer = october.lines[1]?.line.transferId ?? ''
    await page.getByText('Não confie nisto: algo foi alterado.').waitFor()
    expect(await page.getByText(`A linha 2 (transferência ${transfer}) foi alterada: não tem o seu hash.`).count()).toBe(1)
    expect(await page.locator('tr.bad').allInnerTexts()).toEqual([expect.stringContaining(transfer)])
    await page.getByLabel('Idioma').selectOption('es')
    await page.getByText('No confíe en esto: algo fue modificado.').waitFor()
    await page.context().close()
  })

  test('says of a key that is not the trusted one, of a key that is none, and of another file what is wrong with it', async () => {
    const { page } = await open()
    await page.getByLabel('Choose statement files').setInputFiles(filed('10.json', october))
    await page.getByLabel('Fingerprint of the key you trust').fill('ab'.repeat(32))
    await page.getByText('which is not the one you trust').waitFor()
    await page.getByLabel('Fingerprint of the key you trust').fill('abc')
    await page.getByText('A fingerprint has 64 characters').waitFor()
    await page.getByLabel('Fingerprint of the key you trust').fill('')
    await page.getByLabel('Choose statement files').setInputFiles(filed('letter.txt', 'Dear all'))
    await page.getByText('This is not a statement file').waitFor()
    await page.context().close()
  })

  test('takes files that are dropped on it, and shows what they say as text only', async () => {
    const { page, requests } = await open()
    const hostile = makeFile({ programId, affiliateId, month: 10, lines: [makeLine('1.00', { kind: '<img src=https://evil.example/x onerror=alert(1)>' })], keys: [key] })
    const content = JSON.stringify(JSON.stringify(hostile))
    const transfer = await page.evaluateHandle(`{
      const data = new DataTransfer()
      data.items.add(new File([${content}], '<b>10</b>.json', { type: 'application/json' }))
      data
    }`)
    await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer })
    await page.getByText('<img src=https://evil.example/x onerror=alert(1)>').waitFor()
    expect(await page.locator('img').count()).toBe(0)
    expect(requests).toHaveLength(1)
    await page.context().close()
  })

  test.each([390, 1440])('fits a window of %i pixels', async (width) => {
    const { page } = await open()
    await page.setViewportSize({ width, height: 900 })
    await page.getByLabel('Choose statement files').setInputFiles(filed('10.json', october))
    await page.getByText('Nothing was changed').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    await page.context().close()
  })

  test('is served at /verify, and to keep', async () => {
    const served = await api.app.inject({ url: '/verify' })
    expect(served.statusCode).toBe(200)
    expect(served.payload).toBe(await readFile(PAGE, 'utf8'))
    expect(served.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'$/)
    const kept = await api.app.inject({ url: '/verify/verify-statement.html' })
    expect(kept.headers['content-disposition']).toBe('attachment; filename="verify-statement.html"')
    expect((await api.app.inject({ url: '/verify', headers: { 'if-none-match': String(served.headers['etag']) } })).statusCode).toBe(304)
  })
})
