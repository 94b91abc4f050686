import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBlocks } from './fenced-blocks.ts'
import { type ReadersProgram, startReadersProgram } from './run-examples.ts'
import { runPhp } from './run-php.ts'

const [settings, plugin] = readBlocks('docs/integrations/woocommerce.md').filter(({ language }) => language === 'php')

let program: ReadersProgram
let campaignId: string
beforeAll(async () => {
  program = await startReadersProgram()
  campaignId = (await ask('program')).id
  await ask('affiliate', { name: 'northlight', referralCode: 'NORTH1' })
}, 120_000)
afterAll(() => program?.close())

// biome-ignore lint/suspicious/noExplicitAny: what is asked for differs
async function ask(at: string, body?: object): Promise<any> {
  const headers = { 'x-api-key': program.adapt('fsk_live_…'), 'content-type': 'application/json' }
  const answer = await fetch(program.adapt(`http://localhost:4400/api/v1/${at}`), body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

/** Runs one of the shops beside this file with the plugin of the page in it. */
async function shop(name: string, change: (settings: string) => string = (text) => text): Promise<string> {
  if (settings === undefined || plugin === undefined) throw new Error('the page shows no settings and no plugin')
  const read = (file: string): string => readFileSync(path.join(import.meta.dirname, file), 'utf8')
  const wpConfig = program.adapt(settings.text).replaceAll('YOUR_CAMPAIGN_ID', campaignId)
  return runPhp({ 'woocommerce-stubs.php': read('woocommerce-stubs.php'), 'wp-config.php': `<?php ${change(wpConfig)}`, 'fairshare.php': plugin.text, [name]: read(name) }, {})
}

describe('the WooCommerce plugin', () => {
  test('puts the script on pages, and reports paid orders and refunds of buyers whom somebody sent', async () => {
    const report = JSON.parse(await shop('woocommerce-shop.php'))
    expect(report.page).toBe(program.adapt(`<script src="http://localhost:4400/sdk/affiliatus.min.js"></script><script>window.affiliatus && affiliatus.init("${campaignId}");</script>`))
    expect(report.orders).toEqual({ ran: 4, put_off: [], failures: [] })
    expect(report.refunds).toEqual({ ran: 2, put_off: [], failures: [] })

    const { items: events } = await ask('event?kind=conversion')
    expect(events.map(({ orderId, outcome }: { orderId: string; outcome: string }) => `${orderId} ${outcome}`).sort()).toEqual(['101 converted', '101 duplicate', '102 converted'])
    expect(events.find(({ outcome, orderId }: { outcome: string; orderId: string }) => outcome === 'converted' && orderId === '101')).toMatchObject({
      isVerified: true, referralCode: 'NORTH1', properties: { order_value: 120, currency: 'EUR', customer_email: 'buyer101@buyer.example', product: 'Tea pot, Two cups' },
    })
    await expect.poll(async () => (await ask('transaction')).items.length, { timeout: 20_000 }).toBe(4)
    const { items } = await ask('transaction')
    expect(items.map(({ externalId, type, saleAmount }: { externalId: string; type: string; saleAmount: number }) => `${type} ${externalId} ${saleAmount}`).sort()).toEqual([
      'refund refund-201 -50', 'refund refund-202 -59.95', 'sale 101 120', 'sale 102 59.95',
    ])
  }, 60_000)

  test('puts reports off while Fairshare is away, 2, 4, 8 … minutes, and gives up after ten', async () => {
    const runs = JSON.parse(await shop('woocommerce-outage.php', (text) => text.replace(/localhost:\d+/, 'localhost:1')))
    expect(runs).toHaveLength(10)
    expect(runs.slice(0, 9).map(({ put_off: putOff }: { put_off: unknown }) => putOff)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [[['order', 301, n + 1], 60 * 2 ** n]]))
    expect(runs[9]).toEqual({ ran: 1, put_off: [], failures: ['Fairshare answered 0: nothing'] })
  }, 60_000)

  test('fails visibly, and once, where Fairshare refuses', async () => {
    const runs = JSON.parse(await shop('woocommerce-outage.php', (text) => text.replace(/fsk_live_\w+/, 'fsk_live_wrong')))
    expect(runs).toEqual([{ ran: 1, put_off: [], failures: ['Fairshare answered 401: {"statusCode":401,"message":"Invalid or inactive API Key","error":"Unauthorized"}'] }])
  }, 60_000)
})
