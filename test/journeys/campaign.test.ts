import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paymentIntent, refundedCharge, session, stripeEvent, stripeSignature } from '../gateways/stripe-events.ts'
import { createProgramDatabase, type ProgramDatabase } from '../support/database.ts'
import { type RunningProgram, startProgram } from '../support/process.ts'
import { launchBrowser } from '../web/support/browser.ts'
import { type Site, startSite } from '../web/support/site.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const STRIPE_SECRET = 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH'
const PATIENCE = { timeout: 20_000, interval: 50 }

let dataDir: string
let database: ProgramDatabase
let server: RunningProgram
let site: Site
let browser: Browser
let key: string

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'fairshare-campaign-'))
  database = await createProgramDatabase()
  ;[server, site, browser] = await Promise.all([startProgram({ env: { DATA_DIR: dataDir, ...database.env } }), startSite(), launchBrowser()])
  await server.ready(60_000)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await server?.kill()
  await rm(dataDir, { recursive: true, force: true })
  await database?.drop()
})

/** Runs `bin/fairshare` beside the running server; throws when it exits with another code than 0. */
async function fairshare(...args: string[]): Promise<Record<string, unknown>> {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, PORT: new URL(server.url).port, LOG_LEVEL: 'error', ...database.env }
  const { stdout } = await promisify(execFile)(path.join(ROOT, 'bin/fairshare'), [...args, '--json'], { env })
  return JSON.parse(stdout)
}

// biome-ignore lint/suspicious/noExplicitAny: every step reads another shape
async function call(method: string, at: string, body?: unknown): Promise<any> {
  const headers = { 'x-api-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  const response = await fetch(`${server.url}${at}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${text}`)
  return JSON.parse(text)
}

/** A visitor's page of the shop, looked at until everybody's pages have reported so many events in all. */
async function look(visitor: BrowserContext, at: string, head: string, eventsThen: number): Promise<void> {
  site.head = head
  const page = await visitor.newPage()
  await page.goto(`${site.origin}${at}`)
  await expect.poll(async () => (await call('GET', '/api/v1/event?limit=500')).items.length, PATIENCE).toBe(eventsThen)
  await page.close()
}

test('a visitor whom an affiliate has sent buys; what it earns is approved, paid by other ways too, taken back, and the books verify', { timeout: 180_000 }, async () => {
  // The merchant sets a campaign up: 10 % of each sale, for pages of its shop.
  key = String((await fairshare('setup', '--operator', 'Loja Ltda', '--program', 'Loja', '--currency', 'BRL', '--time-zone', 'America/Sao_Paulo', '--admin', 'ana@loja.example'))['apiKey'])
  const { id: campaignId } = await call('PATCH', '/api/v1/program', { allowedDomains: [new URL(site.origin).host], commission: { type: 'percentage', value: 10 } })
  const joao = await call('POST', '/v1/affiliates', { email: 'joao@parceiro.example', password: 'segredo-123', name: 'João Silva', referralId: 'joao2024' })
  expect(joao).toMatchObject({ referralId: 'JOAO2024', status: 'active', totalConversions: 0, totalCommissions: 0, totalPaid: 0 })
  const { html: snippet } = await call('GET', '/api/v1/program/snippet')

  /** What the affiliate's manager sees: conversions of every status, approved commission, and what the ledger says is payable. */
  async function standing(): Promise<readonly number[]> {
    const { totalConversions, totalCommissions, totalPaid } = await call('GET', `/v1/affiliates/${joao.id}`)
    const { items: [affiliate] } = await call('GET', '/api/v1/affiliate?search=joao')
    const { items: accounts } = await call('GET', `/api/v1/ledger/account?affiliateId=${affiliate.id}`)
    const payable = accounts.filter(({ kind }: { kind: string }) => kind === 'affiliate_payable').map(({ balance }: { balance: number }) => balance)
    expect(payable.length).toBeLessThanOrEqual(1)
    return [totalConversions, totalCommissions, totalPaid, payable[0] ?? 0]
  }
  /** `type order amount status` of every transaction, in the order of their names. */
  async function transactions(): Promise<string[]> {
    const { items } = await call('GET', '/api/v1/transaction?limit=500')
    return items.map(({ type, externalId, saleAmount, status }: Record<string, string>) => `${externalId} ${type} ${saleAmount} ${status}`).sort()
  }
  async function approve(...orders: string[]): Promise<void> {
    const { items } = await call('GET', '/api/v1/transaction/pending')
    const ids = items.filter(({ externalId }: { externalId: string }) => orders.includes(externalId)).map(({ id }: { id: string }) => id)
    expect(await call('POST', '/api/v1/transaction/approval', { ids })).toEqual({ decided: orders.length })
  }

  // A visitor follows the affiliate's link, looks around, comes back and buys. Another one comes by themselves.
  const visitor = await browser.newContext()
  await look(visitor, '/?ref=JOAO2024', snippet, 1)
  await look(visitor, '/planos', snippet, 2)
  await look(visitor, '/obrigado', `${snippet}<script>affiliatus.trackConversion({ order_id: 'pedido-1', order_value: '149.90', customer_email: 'maria@cliente.example', product: 'Plano anual' })</script>`, 4)
  await look(visitor, '/obrigado', `${snippet}<script>affiliatus.trackConversion({ order_id: 'pedido-1', order_value: '149.90' })</script>`, 6)
  const stranger = await browser.newContext()
  await look(stranger, '/obrigado', `${snippet}<script>affiliatus.trackConversion({ order_id: 'pedido-0', order_value: 10 })</script>`, 6)
  await Promise.all([visitor.close(), stranger.close()])
  await expect.poll(transactions, PATIENCE).toEqual(['pedido-1 sale 149.9 pending'])
  const { items: events } = await call('GET', '/api/v1/event?limit=500')
  expect(events.map(({ kind, outcome }: Record<string, string>) => `${kind} ${outcome}`).sort()).toEqual([
    'conversion converted', 'conversion duplicate', 'page_view recorded', 'page_view recorded', 'page_view recorded', 'page_view recorded',
  ])
  expect(events.every(({ source, isVerified, referralCode }: Record<string, unknown>) => source === 'sdk' && isVerified === false && referralCode === 'JOAO2024')).toBe(true)

  // It counts as a conversion at once, and earns nothing before somebody has looked at it.
  expect(await standing()).toEqual([1, 0, 0, 0])
  expect((await call('GET', '/api/v1/commission')).items).toMatchObject([{ amount: 14.99, status: 'pending' }])
  await approve('pedido-1')
  await expect.poll(standing, PATIENCE).toEqual([1, 14.99, 0, 14.99])

  // The shop's server reports two orders, one of them known already; Stripe tells of a payment twice, by its two events.
  const conversion = (orderId: string, value: number) => ({
    event_type: 'conversion', campaign_id: campaignId, affiliate_id: 'JOAO2024', properties: { order_id: orderId, order_value: value, customer_email: 'Maria@cliente.example' },
  })
  expect(await call('POST', '/v1/events', { batch: true, events: [conversion('pedido-1', 999), conversion('pedido-2', 100)] })).toEqual({ success: true })
  const { webhookUrl } = await call('PUT', '/api/v1/gateway/stripe', { enabled: true, secrets: { signingSecrets: [STRIPE_SECRET] } })
  let told = 0
  async function stripe(type: string, object: Readonly<Record<string, unknown>>, secret = STRIPE_SECRET): Promise<number> {
    told += 1
    const now = new Date()
    const body = JSON.stringify(stripeEvent(type, object, `evt_${told}`, now))
    const answer = await fetch(webhookUrl, { method: 'POST', headers: { 'content-type': 'application/json', 'stripe-signature': stripeSignature(body, secret, now) }, body })
    await answer.arrayBuffer()
    return answer.status
  }
  const metadata = { affiliate_code: 'JOAO2024', order_id: 'pedido-3' }
  expect(await stripe('payment_intent.succeeded', paymentIntent('pi_1', { metadata }))).toBe(200)
  expect(await stripe('checkout.session.completed', session('cs_1', { payment_intent: 'pi_1', metadata }))).toBe(200)
  expect(await stripe('checkout.session.completed', session('cs_2', { payment_intent: 'pi_2', metadata }), 'whsec_of-somebody-else')).toBe(401)
  await expect.poll(transactions, PATIENCE).toHaveLength(3)
  const [, , paid = ''] = (await transactions()).map((line) => line.split(' ')[0])
  expect(await transactions()).toEqual(['pedido-1 sale 149.9 approved', 'pedido-2 sale 100 pending', `${paid} sale 99 pending`])
  expect(await standing()).toEqual([3, 14.99, 0, 14.99])
  await approve('pedido-2', paid)
  await expect.poll(standing, PATIENCE).toEqual([3, 34.89, 0, 34.89])

  // A part of Stripe's payment and all of another order go back, and the commission with them, in lines below zero.
  expect(await stripe('charge.refunded', refundedCharge('ch_1', 3300))).toBe(200)
  const refund = { externalId: 'estorno-2', type: 'refund', relatedExternalId: 'pedido-2', saleAmount: 100, transactionDate: new Date().toISOString() }
  await call('POST', '/api/v1/transaction', refund)
  await expect.poll(standing, PATIENCE).toEqual([3, 21.59, 0, 21.59])
  const { items: lines } = await call('GET', '/api/v1/commission?limit=500')
  expect(lines.map(({ amount }: { amount: number }) => amount).sort((a: number, b: number) => a - b)).toEqual([-10, -3.3, 9.9, 10, 14.99])
  for (const { id, amount } of lines) expect((await call('GET', `/api/v1/commission/${id}/explanation`)).words['pt-BR']).toContain(Math.abs(amount).toFixed(2).replace('.', ','))

  // The affiliate goes; their name is forgotten, what finance keeps is not. And the books verify.
  expect(await call('DELETE', `/v1/affiliates/${joao.id}`)).toEqual({ success: true, message: 'Affiliate deleted successfully' })
  await expect(call('GET', `/v1/affiliates/${joao.id}`)).rejects.toThrow('404 {"statusCode":404,"message":"Affiliate not found","error":"Not Found"}')
  expect(await transactions()).toHaveLength(5)
  const { laws } = (await fairshare('verify', '--program', 'Loja')) as { readonly laws: readonly { readonly offender: string | null }[] }
  expect(laws.length).toBeGreaterThan(5)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
})
