import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { type AddressInfo, createServer } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../web/support/shop.ts'
import { examplesOf, readBlocks } from './fenced-blocks.ts'
import { type ReadersProgram, runShellExamples, startReadersProgram } from './run-examples.ts'

const blocks = readBlocks('docs/integrations/shopify.md')
const SECRET = '8f3c-webhook-secret'
/** As Shopify writes it: too long for a JavaScript number. */
const ORDER_ID = '820982911946154508'
const ORDER = `{"id":${ORDER_ID},"email":"jon@buyer.example","currency":"EUR","subtotal_price":"398.00","processed_at":"2026-11-01T12:00:00-04:00","line_items":[{"title":"IPod Nano"},{"title":"IPod Touch"}],"note_attributes":[{"name":"aff_ref","value":"NORTH1"}]}`
const REFUND = `{"id":890088186047892319,"order_id":${ORDER_ID},"created_at":"2026-11-02T12:00:00-04:00","refund_line_items":[{"subtotal":199.0}],"transactions":[{"amount":"209.00","currency":"EUR"}]}`

let program: ReadersProgram
let shop: Shop
let campaignId: string
beforeAll(async () => {
  ;[program, shop] = await Promise.all([startReadersProgram(), openShop()])
  campaignId = (await ask('program')).id
  await ask('affiliate', { name: 'northlight', referralCode: 'NORTH1' })
}, 120_000)
afterAll(async () => {
  await shop?.close()
  await program?.close()
})
afterEach(async () => {
  expect(shop.errors).toEqual([])
  await shop.reset()
})

// biome-ignore lint/suspicious/noExplicitAny: what is asked for differs
async function ask(at: string, body?: object): Promise<any> {
  const headers = { 'x-api-key': program.adapt('fsk_live_…'), 'content-type': 'application/json' }
  const answer = await fetch(program.adapt(`http://localhost:4400/api/v1/${at}`), body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

/** The only block of a language, or the first or second. */
function block(language: string, place = 0): string {
  return program.adapt(examplesOf(blocks, language)[place]?.code.text ?? '').replaceAll('YOUR_CAMPAIGN_ID', campaignId)
}

describe('the server that takes webhooks', () => {
  let server: ChildProcess
  let url: string
  let log = ''
  beforeAll(async () => {
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    server = spawn(process.execPath, ['--input-type=module', '-'], {
      env: { PORT: String(port), FAIRSHARE_URL: program.adapt('http://localhost:4400'), FAIRSHARE_KEY: program.adapt('fsk_live_…'), FAIRSHARE_CAMPAIGN: campaignId, SHOPIFY_WEBHOOK_SECRET: SECRET },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const listening = new Promise<void>((resolve, reject) => {
      for (const stream of [server.stdout, server.stderr]) {
        stream?.on('data', (chunk: Buffer) => {
          log += chunk.toString()
          if (log.includes('listening')) resolve()
        })
      }
      server.once('exit', () => reject(new Error(log)))
    })
    server.stdin?.end(block('js'))
    await listening
  })
  afterAll(() => { server?.kill() })

  async function deliver(topic: string, body: string, signature = createHmac('sha256', SECRET).update(body).digest('base64')): Promise<number> {
    return (await fetch(url, { method: 'POST', headers: { 'x-shopify-topic': topic, 'x-shopify-hmac-sha256': signature }, body })).status
  }

  test('reports a paid order once, and what goes back of it', async () => {
    expect([await deliver('orders/paid', ORDER), await deliver('orders/paid', ORDER), await deliver('refunds/create', REFUND), await deliver('refunds/create', REFUND)]).toEqual([200, 200, 200, 200])
    const { items: events } = await ask('event')
    expect(events.map(({ outcome }: { outcome: string }) => outcome).sort()).toEqual(['converted', 'duplicate'])
    expect(events.find(({ outcome }: { outcome: string }) => outcome === 'converted')).toMatchObject({
      orderId: ORDER_ID, isVerified: true, referralCode: 'NORTH1', occurredAt: '2026-11-01T16:00:00.000Z', properties: { order_value: 398, product: 'IPod Nano, IPod Touch' },
    })
    await expect.poll(async () => (await ask('transaction')).items.map(({ type, saleAmount }: { type: string; saleAmount: number }) => `${type} ${saleAmount}`).sort(), { timeout: 20_000 }).toEqual(['refund -199', 'sale 398'])
    expect(log.trim()).toBe(`listening on ${new URL(url).port}`)
  }, 60_000)

  test('believes nobody but Shopify, and passes over what is not its business', async () => {
    const before = (await ask('event')).items.length
    expect(await deliver('orders/paid', ORDER, createHmac('sha256', 'another').update(ORDER).digest('base64'))).toBe(401)
    expect(await deliver('orders/paid', ORDER, '')).toBe(401)
    expect(await deliver('products/update', '{"id":1}')).toBe(200)
    expect(await deliver('orders/paid', ORDER.replace('aff_ref', 'gift'))).toBe(200)
    expect(await deliver('orders/paid', ORDER.replace('398.00', '0.00'))).toBe(200)
    expect(await deliver('orders/paid', '{"id":')).toBe(503)
    expect((await ask('event')).items).toHaveLength(before)
  })
})

describe('the theme and the pixel', () => {
  beforeAll(() => runShellExamples({ ...program, adapt: (text) => program.adapt(text).replace('"shop.example"', `"${new URL(shop.site.origin).host}"`) }, examplesOf(blocks, 'sh')))

  /** A cart as Shopify keeps it. */
  async function withCart(page: Page): Promise<{ readonly attributes: Record<string, string>; updates: number }> {
    const cart = { attributes: {} as Record<string, string>, updates: 0 }
    await page.addInitScript('window.Shopify = { routes: { root: "/" } }')
    await page.route('**/cart.js', (route) => route.fulfill({ json: { attributes: cart.attributes } }))
    await page.route('**/cart/update.js', async (route) => {
      Object.assign(cart.attributes, route.request().postDataJSON().attributes)
      cart.updates += 1
      await route.fulfill({ json: cart })
    })
    return cart
  }

  test('the cart carries the code of the affiliate who sent the visitor', async () => {
    shop.site.head = block('html')
    const visitor = await shop.browser.newContext()
    const page = await visitor.newPage()
    page.on('pageerror', (error) => shop.errors.push(String(error)))
    const cart = await withCart(page)
    await page.goto(`${shop.site.origin}/products/tea`)
    await page.goto(`${shop.site.origin}/?ref=NORTH1`)
    await expect.poll(() => cart.attributes).toEqual({ aff_ref: 'NORTH1' })
    await Promise.all([page.waitForResponse('**/cart.js'), page.goto(`${shop.site.origin}/products/pot`)])
    expect(cart.updates).toBe(1)
    await visitor.close()
  })

  test('the pixel reports a checkout from its sandbox, unverified', async () => {
    shop.site.head = block('html')
    const page = await shop.visit('/?ref=NORTH1', { before: 'window.Shopify = { routes: { root: "/" } }' })
    await page.evaluate(`(() => {
      addEventListener('message', async ({ data, source }) => { if (data === 'cookie') source.postMessage({ cookie: affiliatus.referralCode() }, '*') })
      const frame = document.createElement('iframe')
      frame.sandbox = 'allow-scripts allow-forms'
      frame.srcdoc = ${JSON.stringify(`<script>${SANDBOX}${block('js', 1)}</script>`)}
      document.body.append(frame)
    })()`)
    await expect.poll(async () => (await ask('event?kind=conversion&orderId=5501')).items, { timeout: 10_000 }).toMatchObject([
      { outcome: 'converted', source: 'sdk', isVerified: false, referralCode: 'NORTH1', properties: { order_value: 120.5, currency: 'EUR', customer_email: 'jon@buyer.example' } },
    ])
    await expect.poll(async () => (await ask('transaction/pending')).items.map(({ externalId }: { externalId: string }) => externalId), { timeout: 20_000 }).toContain('5501')
  }, 60_000)
})

/** What Shopify gives a custom pixel: its bus of events, which tells of a checkout, and the cookies of the page around it. */
const SANDBOX = `
  const browser = { cookie: { get: (name) => new Promise((resolve) => {
    addEventListener('message', ({ data }) => resolve(name === 'aff_ref' ? data.cookie : ''), { once: true })
    parent.postMessage('cookie', '*')
  }) } }
  const analytics = { subscribe: (name, react) => { if (name === 'checkout_completed') setTimeout(() => react({
    id: 'e1', name, timestamp: new Date().toISOString(), clientId: 'c1',
    data: { checkout: {
      currencyCode: 'EUR', email: 'jon@buyer.example', order: { id: 'gid://shopify/Order/5501', customer: { id: '7' } },
      subtotalPrice: { amount: 120.5, currencyCode: 'EUR' }, totalPrice: { amount: 131.4, currencyCode: 'EUR' }, lineItems: [{ title: 'Tea pot' }],
    } },
  })) } }
`

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
