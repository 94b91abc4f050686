import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProgramDatabase, type ProgramDatabase } from '../support/database.ts'
import { type RunningProgram, startProgram } from '../support/process.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

let dataDir: string
let database: ProgramDatabase
let server: RunningProgram
let key: string

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'fairshare-journey-'))
  database = await createProgramDatabase()
  server = await startProgram({ env: { DATA_DIR: dataDir, ...database.env } })
  await server.ready(60_000)
}, 120_000)
afterAll(async () => {
  await server?.kill()
  await rm(dataDir, { recursive: true, force: true })
  await database?.drop()
})

async function fairshare(...args: string[]) {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, PORT: new URL(server.url).port, LOG_LEVEL: 'error', ...database.env }
  const { stdout } = await promisify(execFile)(path.join(ROOT, 'bin/fairshare'), [...args, '--json'], { env })
  return JSON.parse(stdout)
}

// biome-ignore lint/suspicious/noExplicitAny: every step reads another shape
async function call(method: string, at: string, body?: unknown): Promise<any> {
  const headers = { 'x-api-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  const response = await fetch(`${server.url}/api/v1${at}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}

async function owed(affiliateId: string): Promise<number> {
  const { items } = await call('GET', `/ledger/account?affiliateId=${affiliateId}`)
  const sum = items.filter(({ kind }: { kind: string }) => kind.startsWith('affiliate_')).reduce((total: number, { balance }: { balance: number }) => total + Math.round(balance * 100), 0)
  return sum / 100
}

/** Everything that is due by then has happened when the call answers. */
const moveClock = (now: string) => call('POST', '/program/test-clock', { now })

test('a manager tries a deal, saves it, and everybody can see what it pays and why: months, recruits, caps, losses', { timeout: 240_000 }, async () => {
  key = (await fairshare('setup', '--operator', 'Lucky Ltd', '--program', 'Lucky', '--currency', 'EUR', '--time-zone', 'Europe/Malta', '--admin', 'ann@lucky.example', '--test')).apiKey
  await call('POST', '/brand', { name: 'Lucky', externalId: 'lucky', landingPageUrl: 'https://lucky.example/?click=[ClickKey]' })
  await moveClock('2027-02-01T00:00:00+01:00')

  // Northlight recruits Bright.
  const north = await call('POST', '/affiliate', { name: 'northlight', externalId: 'north', referralCode: 'NORTH' })
  const bright = await call('POST', '/affiliate', { name: 'bright', externalId: 'bright', referralCode: 'BRIGHT', parentAffiliateId: north.id })
  const components = [
    { type: 'cpl', amount: 2 },
    { type: 'percent_of_sale', rate: '10', rates: [{ countries: ['BR'], rate: '5' }], caps: [{ per: 'affiliate', window: 'month', amount: 50 }] },
    { type: 'revenue_share', rate: '25', carryover: { mode: 'carry', cap: { amount: 100 } } },
    { type: 'sub_affiliate', base: 'commission', levels: [{ rate: '10' }] },
    { type: 'bonus', amount: 20, metric: 'sales', threshold: 500 },
  ]

  // Before it is saved: its words and what it would look like.
  const preview = await call('POST', '/commission-plan/preview', { name: 'Everything', version: { components } })
  expect(JSON.stringify(preview)).toContain('10 %')
  const plan = await call('POST', '/commission-plan', { name: 'Everything', version: { effectiveFrom: '2027-01-01T00:00:00Z', components } })
  await call('POST', `/commission-plan/${plan.id}/assignment`, { effectiveFrom: '2027-01-01T00:00:00Z' })
  for (const language of ['en', 'pt-BR', 'es']) expect((await call('GET', `/commission-plan/${plan.id}/version/1/text?language=${language}`)).items).toHaveLength(1)
  expect((await call('GET', `/commission-plan/${plan.id}/version/1/fairness`))).toBeTruthy()

  // February: Bright's customer registers, buys and loses for the house.
  await moveClock('2027-02-10T12:00:00Z')
  const customer = (externalId: string, code: string, country: string) => call('POST', '/customer', { externalBrandId: 'lucky', externalId, registrationDate: '2027-02-02T00:00:00Z', referralCode: code, country_code: country })
  await customer('anna', 'BRIGHT', 'MT')
  await customer('bia', 'BRIGHT', 'BR')
  const item = (externalId: string, who: string, date: string, more: object) => ({ externalBrandId: 'lucky', externalId, externalCustomerId: who, transactionDate: date, ...more })
  await call('POST', '/transaction/bulk', [
    item('s1', 'anna', '2027-02-03T12:00:00Z', { type: 'sale', saleAmount: 300 }),
    item('s2', 'bia', '2027-02-04T12:00:00Z', { type: 'sale', saleAmount: 300, country_code: 'BR' }),
    item('s3', 'anna', '2027-02-05T12:00:00Z', { type: 'sale', saleAmount: 400 }),
    item('r1', 'anna', '2027-02-06T12:00:00Z', { type: 'revenue', grossRevenue: -800 }),
  ])
  await moveClock('2027-02-10T13:00:00Z')
  // 2 × 2 for registrations, 30 + 15 + the 5 that the cap leaves of 40, 20 of bonus; a loss of 200 until the month ends.
  expect(await owed(bright.id)).toBe(74 - 200)
  const lines = (await call('GET', `/commission?affiliateId=${bright.id}&limit=100`)).items
  const capped = lines.find(({ reason }: { reason: string }) => reason === 'cap_reached')
  expect(capped).toMatchObject({ component: 'percent_of_sale', amount: 5 })
  const { words } = await call('GET', `/commission/${capped.id}/explanation`)
  expect(Object.keys(words).sort()).toEqual(['en', 'es', 'pt-BR'])

  // March: the loss is carried, at most 100 of commission; its recruiter has a tenth of what Bright earned.
  await moveClock('2027-03-02T00:00:00Z')
  expect(await owed(bright.id)).toBe(74)
  await call('POST', '/transaction/bulk', [item('r2', 'anna', '2027-03-01T12:00:00Z', { type: 'revenue', grossRevenue: 1_000 })])
  await moveClock('2027-03-02T01:00:00Z')
  expect(await owed(bright.id)).toBe(74 + 250 - 100)
  expect(await owed(north.id)).toBeGreaterThan(7)

  // Another deal, tried on what has happened.
  const draft = path.join(dataDir, 'draft.json')
  await writeFile(draft, JSON.stringify({ components: [{ type: 'percent_of_sale', rate: '20' }] }))
  expect(await fairshare('simulate', plan.id, '--program', 'Lucky', '--version', draft, '--from', '2027-02', '--to', '2027-03')).toMatchObject({ currency: 'EUR', after: 200 })
  const same = await fairshare('simulate', plan.id, '--program', 'Lucky', '--from', '2027-02', '--to', '2027-03')
  expect(same.after).toBe(same.before)

  // A second person is asked for what one gives by hand, what happened can be told, and the books verify.
  const gift = await call('POST', '/adjustment', { affiliateId: bright.id, amount: 10, reason: 'goodwill' })
  expect(gift.status).toBe('pending')
  expect(JSON.stringify(await fairshare('story', 's3', '--program', 'Lucky'))).toContain('s3')
  const { laws } = (await fairshare('verify', '--program', 'Lucky')) as { readonly laws: readonly { readonly law: string; readonly checked: number; readonly offender: string | null }[] }
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
  expect(laws.find(({ law }) => law === 'awards')?.checked).toBeGreaterThan(10)
  expect(await fairshare('explain', '--verify', '--program', 'Lucky')).toMatchObject({ ok: true })
  expect(await fairshare('explain', capped.id, '--program', 'Lucky', '--verify')).toMatchObject({ amount: 5, rule: 'percent_of_sale', words, verified: { holds: true, recomputed: 5 } })
})
