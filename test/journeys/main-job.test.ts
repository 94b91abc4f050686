import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningProgram, startProgram } from '../support/process.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const DAY_MS = 24 * 60 * 60_000
const HOLD_DAYS = 14

let dataDir: string
let server: RunningProgram
let key: string

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'fairshare-journey-'))
  server = await startProgram({ env: { DATA_DIR: dataDir } })
  await server.ready(60_000)
}, 120_000)
afterAll(async () => {
  await server?.kill()
  await rm(dataDir, { recursive: true, force: true })
})

/** Runs `bin/fairshare` beside the running server; throws when it exits with another code than 0. */
async function fairshare(...args: string[]): Promise<Record<string, unknown>> {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, PORT: new URL(server.url).port, LOG_LEVEL: 'error' }
  const { stdout } = await promisify(execFile)(path.join(ROOT, 'bin/fairshare'), [...args, '--json'], { env })
  return JSON.parse(stdout)
}

// biome-ignore lint/suspicious/noExplicitAny: every step reads another shape
async function call(method: string, at: string, body?: unknown): Promise<any> {
  const headers = { 'x-api-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  const response = await fetch(`${server.url}/api/v1${at}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${text}`)
  return JSON.parse(text)
}

test('a click becomes a customer, transactions become explained commissions, and commissions a balance in books that verify', { timeout: 180_000 }, async () => {
  // The operator sets up, from the command line, a program whose clock it can move.
  const setUp = await fairshare('setup', '--operator', 'Lucky Ltd', '--program', 'Lucky', '--currency', 'EUR', '--time-zone', 'Europe/Malta', '--admin', 'ann@lucky.example', '--test')
  key = String(setUp['apiKey'])
  expect(key).toMatch(/^fsk_test_/)

  // Who sends whom where, and what they earn.
  const fees = [{ name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' }]
  const brand = await call('POST', '/brand', { name: 'Lucky', externalId: 'lucky', landingPageUrl: 'https://lucky.example/?click=[ClickKey]', deductions: fees })
  const affiliate = await call('POST', '/affiliate', { name: 'northlight', email: 'team@northlight.example' })
  const tracker = await call('POST', '/tracker', { affiliateId: affiliate.id, name: 'reviews' })
  const link = await call('POST', '/tracking-link', { trackerId: tracker.id, brandId: brand.id })
  const components = [{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20 } }] }, { type: 'revenue_share', base: 'net_revenue', rate: '25' }]
  const plan = await call('POST', '/commission-plan', { name: '50 + 25 %', version: { effectiveFrom: '2026-01-01T00:00:00Z', holdDays: HOLD_DAYS, components } })
  await call('POST', `/commission-plan/${plan.id}/assignment`, { brandId: brand.id })

  // A visitor follows the link.
  const visit = await fetch(`${server.url}${new URL(link.url).pathname}?s1=review-42`, { redirect: 'manual', headers: { 'user-agent': BROWSER } })
  expect(visit.status).toBe(302)
  const landing = new URL(visit.headers.get('location') ?? '')
  expect(landing.host).toBe('lucky.example')
  const clickKey = landing.searchParams.get('click') ?? ''
  expect(clickKey).toMatch(/^\w{22}$/)

  // The brand reports the registration with the click key.
  const now = new Date()
  const customer = await call('POST', '/customer', { externalBrandId: 'lucky', externalId: 'player-1', registrationDate: now.toISOString(), clickId: clickKey })
  expect(customer.tracking).toMatchObject({ clickId: clickKey, affiliateId: affiliate.id, affiliateName: 'northlight', affiliateTrackerName: 'reviews', brandName: 'Lucky' })

  // The brand reports what the customer does.
  const common = { externalBrandId: 'lucky', externalCustomerId: 'player-1', transactionDate: now.toISOString() }
  const { batchId, accepted } = await call('POST', '/transaction/bulk', [
    { ...common, externalId: 't-1', type: 'deposit', depositAmount: 100 },
    { ...common, externalId: 't-2', type: 'revenue', grossRevenue: 42.5, transactionDate: new Date(now.getTime() + 1).toISOString() },
  ])
  expect(accepted).toBe(2)
  const batch = await untilProcessed(batchId)
  expect(batch).toEqual({ id: batchId, accepted: 2, queued: 0, processed: 2, pendingApproval: 0, failed: 0, duplicates: 0, failures: [] })

  // What became of it, from every side.
  expect(await call('GET', `/customer/${customer.id}`)).toMatchObject({
    hasDeposited: true, cpaQualified: true, lifetimeDeposits: 100, lifetimeRevenue: 37.5,
    lifetimeCpaCommission: 50, lifetimeRevShareCommission: 9.38, lifetimeCommission: 59.38, firstDepositAmount: 100,
  })
  const transactions = (await call('GET', `/transaction?customerId=${customer.id}`)).items
  expect(transactions.map((item: { externalId: string }) => item.externalId).sort()).toEqual(['t-1', 't-2'])
  const [deposit] = (await call('GET', '/transaction?externalId=t-1')).items
  expect(await call('GET', `/transaction/${deposit.id}`)).toMatchObject({
    depositAmount: 100, firstTransaction: true, paymentFees: 5, revenueAmount: -5, cpaQualified: true, cpaCommission: 50, revShareCommission: -1.25, tracking: { clickId: clickKey },
  })
  const lines = (await call('GET', `/commission?affiliateId=${affiliate.id}`)).items
  expect(lines.map(({ component, amount }: { component: string; amount: number }) => `${component} ${amount}`).sort()).toEqual(['cpa 50', 'revenue_share -1.25', 'revenue_share 10.63'])
  for (const { id, amount } of lines) {
    expect(await call('GET', `/commission/${id}`)).toMatchObject({ id, amount })
    const explanation = await call('GET', `/commission/${id}/explanation`)
    expect(explanation).toMatchObject({ amount, plan: { winner: { planName: '50 + 25 %' } } })
    expect(explanation.words.en).toContain(`${Math.abs(amount).toFixed(2)} EUR`)
  }

  // The money is pending until the hold is over, then payable.
  expect(await balances(affiliate.id)).toEqual({ affiliate_pending: 59.38 })
  await call('POST', '/program/test-clock', { now: new Date(now.getTime() + HOLD_DAYS * DAY_MS - 1).toISOString() })
  expect(await balances(affiliate.id)).toEqual({ affiliate_pending: 59.38 })
  await call('POST', '/program/test-clock', { now: new Date(now.getTime() + HOLD_DAYS * DAY_MS + 1).toISOString() })
  expect(await balances(affiliate.id)).toEqual({ affiliate_pending: 0, affiliate_payable: 59.38 })

  // And the books verify.
  const { laws } = (await fairshare('verify', '--program', 'Lucky')) as { readonly laws: readonly { readonly offender: string | null }[] }
  expect(laws.length).toBeGreaterThan(5)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
})

async function untilProcessed(batchId: string): Promise<{ readonly queued: number }> {
  const deadline = performance.now() + 30_000
  for (;;) {
    const batch = await call('GET', `/transaction/batch/${batchId}`)
    if (batch.queued === 0) return batch
    if (performance.now() > deadline) throw new Error(`still queued: ${JSON.stringify(batch)}\n${server.output.slice(-2_000)}`)
    await delay(20)
  }
}

async function balances(affiliateId: string): Promise<Record<string, number>> {
  const { items } = await call('GET', `/ledger/account?affiliateId=${affiliateId}`)
  return Object.fromEntries(items.map(({ kind, balance }: { kind: string; balance: number }) => [kind, balance]))
}
