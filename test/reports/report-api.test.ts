import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { countAll } from './counted.ts'

const NOW = '2026-11-15T12:00:00.000Z'
/** What spreadsheets take for formulas, and what breaks files. */
const NAMES = ['=1+1', '+SUM(A1)', '-2', '@cmd', '\t=x', ' =HYPERLINK("http://x")', '＝1', "'=1", 'Anna "the best"', 'a,b', 'line\nbreak', 'Zoë', '<img src=x onerror=alert(1)>']

let api: TestApi
const affiliates: string[] = []

beforeAll(async () => {
  api = await createTestApi({ now: NOW })
  const { id: brandId } = (await api.post('/brand', { name: 'Bettest', externalId: 'bet', landingPageUrl: 'https://bet.example' })).body
  const { id: planId } = (await api.post('/commission-plan', { name: 'Tenth', version: { effectiveFrom: '2026-01-01T00:00:00Z', components: [{ type: 'percent_of_sale', rate: '10' }] } })).body
  await api.patch('/program', { defaultPlanId: planId })
  const sales: object[] = []
  for (const [index, name] of NAMES.entries()) {
    affiliates.push((await api.post('/affiliate', { name, referralCode: `CODE${index}` })).body.id)
    await api.post('/customer', { externalId: `c${index}`, brandId, registrationDate: `2026-11-${String(1 + (index % 10)).padStart(2, '0')}T10:00:00Z`, referralCode: `CODE${index}`, country_code: index % 2 === 0 ? 'MT' : 'BR' })
    sales.push({ externalId: `s${index}`, externalCustomerId: `c${index}`, externalBrandId: 'bet', type: 'sale', saleAmount: 10 * (index + 1), transactionDate: '2026-11-11T10:00:00Z' })
  }
  await api.post('/transaction/bulk', sales)
  await catchUp(api.context, api.program.programId)
  await countAll(api.context, api.program.programId)
})
afterAll(() => api.close())

const total = NAMES.reduce((sum, _, index) => sum + 10 * (index + 1), 0)

test('a report tells groups, their names and the total, and pages through all of them once', async () => {
  const path = '/report?dimensions=affiliate,country&measures=registrations,sales,commission&from=2026-11-01&to=2026-11-30&sort=-commission&limit=4'
  const seen: { affiliate: { id: string; name: string }; country: string; commission: number }[] = []
  for (let cursor = ''; ; ) {
    const { status, body } = await api.get(`${path}${cursor}`)
    expect(status).toBe(200)
    expect(body.total).toEqual({ registrations: NAMES.length, sales: total, commission: total / 10 })
    seen.push(...body.items.map(({ dimensions, measures }: { dimensions: { affiliate: { id: string; name: string }; country: string }; measures: { commission: number } }) => ({ ...dimensions, commission: measures.commission })))
    if (body.nextCursor === null) break
    cursor = `&cursor=${body.nextCursor}`
  }
  expect(seen.map(({ affiliate }) => affiliate.id)).toEqual([...affiliates].reverse())
  expect(seen.map(({ affiliate }) => affiliate.name)).toEqual([...NAMES].reverse())
  expect(seen[0]).toMatchObject({ commission: NAMES.length, country: 'MT' })
})

test('rates, filters and times', async () => {
  const { body } = await api.get('/report?dimensions=month&measures=depositRate,registrations&from=2026-11-01&to=2026-11-30&country=BR')
  expect(body.items).toEqual([{ dimensions: { month: '2026-11' }, measures: { depositRate: 0, registrations: Math.floor(NAMES.length / 2) } }])
  const { body: week } = await api.get('/report?dimensions=week&measures=sales&from=2026-11-01&to=2026-11-30')
  expect(week.items).toEqual([{ dimensions: { week: '2026-11-09' }, measures: { sales: total } }])
  const { body: nobody } = await api.get(`/report?dimensions=affiliate&measures=sales&affiliateId=${affiliates[0]}&from=2025-11-01&to=2025-11-30`)
  expect(nobody).toMatchObject({ items: [], nextCursor: null, total: { sales: 0 } })
})

describe('what is no report is refused, and reaches no statement', () => {
  test.each([
    ['dimensions=affiliate;drop table click_daily', 'dimensions'],
    ["dimensions=day' or '1'='1", 'dimensions'],
    ['dimensions=affiliate_id', 'dimensions'],
    ['dimensions=__proto__', 'dimensions'],
    ['measures=sum(clicks)', 'measures'],
    ['measures=constructor', 'measures'],
    ['dimensions=day,day', 'dimensions'],
    ['dimensions=day,affiliate,brand,product,tracker', 'dimensions'],
    ['measures=clicks&dimensions=component', 'dimensions'],
    ['measures=clicks&type=sale', 'type'],
    ['sort=brand', 'sort'],
    ['sort=--clicks', 'sort'],
    ["country=MT')", 'country'],
    ['affiliateId=1', 'affiliateId'],
    ['from=2026-02-30', 'from'],
    ['from=2026-11-02&to=2026-11-01', 'to'],
    ['from=2020-01-01&to=2026-01-01', 'from'],
    ['limit=1000000000', 'limit'],
    ['cursor=MTpbIjEiLFsiMSJdXQ', 'cursor'],
  ])('%s', async (query, path) => {
    const { status, body } = await api.get(`/report?${query.replaceAll(' ', '%20')}`)
    expect(status).toBe(400)
    expect(body.errors.map((error: { path: string }) => error.path.split('.')[0])).toContain(path)
  })
})

test('a file holds what the pages hold, and nothing in it is a formula', async () => {
  const { status, headers, text } = await api.get('/report/export?dimensions=affiliate&measures=sales,commission&from=2026-11-01&to=2026-11-30&sort=commission')
  expect([status, headers['content-type'], headers['content-disposition']]).toEqual([200, 'text/csv; charset=utf-8', 'attachment; filename="report-2026-11-01-2026-11-30.csv"'])
  const [header, ...rows] = parseCsv(text)
  expect(header).toEqual(['affiliateId', 'affiliate', 'sales', 'commission', 'currency'])
  expect(rows.map((row) => row[0])).toEqual(affiliates)
  expect(rows.map((row) => row[3])).toEqual(NAMES.map((_, index) => String(index + 1)))
  for (const [index, row] of rows.entries()) {
    expect(row[1]).not.toMatch(/^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r]/)
    expect(row[1]?.replace(/^'/, '')).toBe(NAMES[index]?.startsWith("'") ? NAMES[index] : NAMES[index])
  }
})

test('another program sees nothing of it, neither its numbers nor its names', async () => {
  const other = await api.addProgram('Other')
  const query = `/report?dimensions=affiliate&measures=sales&from=2026-11-01&to=2026-11-30`
  for (const path of [query, `${query}&affiliateId=${affiliates[0]}`]) expect((await api.get(path, { key: other.apiKey })).body).toMatchObject({ items: [], total: { sales: 0 } })
  expect((await api.get('/overview', { key: other.apiKey })).body).toMatchObject({ topAffiliates: [], totals: { registrations: 0 } })
})

test('reports are for who may see reports', async () => {
  const { key } = (await api.post('/api-key', { name: 'weak', permissions: { brands: 'read' } })).body
  for (const path of ['/report', '/overview', '/report/export', '/saved-report']) expect((await api.get(path, { key })).status).toBe(403)
  const { key: reader } = (await api.post('/api-key', { name: 'reader', permissions: { reports: 'read' } })).body
  expect((await api.get('/report', { key: reader })).status).toBe(200)
  expect((await api.post('/saved-report', { name: 'x', definition: { dimensions: [], measures: ['clicks'] } }, { key: reader })).status).toBe(403)
})

describe('the overview', () => {
  test('tells the days beside those before, who leads, and what waits', async () => {
    await api.post('/affiliate', { name: 'applicant', status: 'pending' })
    const { status, body } = await api.get('/overview?from=2026-11-06&to=2026-11-15')
    expect(status).toBe(200)
    expect(body).toMatchObject({ range: { from: '2026-11-06', to: '2026-11-15' }, comparedWith: { from: '2026-10-27', to: '2026-11-05' }, currency: 'EUR' })
    expect(body.days).toHaveLength(10)
    expect(body.totals).toMatchObject({ revenue: total, commission: total / 10, registrations: 5 })
    expect(body.totalsCompared.registrations).toBe(NAMES.length - 5)
    expect(body.days.find(({ day }: { day: string }) => day === '2026-11-11')).toMatchObject({ revenue: total })
    expect(body.topAffiliates.map(({ name }: { name: string }) => name)).toEqual([...NAMES].reverse().slice(0, 5))
    expect(body.topBrands).toMatchObject([{ name: 'Bettest', revenue: total }])
    expect(body.attention).toEqual(expect.arrayContaining([{ kind: 'affiliates_pending', count: 1, subject: null }, expect.objectContaining({ kind: 'payout_methods_missing', count: NAMES.length })]))
    expect(body.balances).toEqual({ pending: 0, payable: total / 10 })
  })

  test('compares with the same days a year before, and with nothing', async () => {
    expect((await api.get('/overview?from=2024-02-01&to=2024-02-29&compare=year')).body.comparedWith).toEqual({ from: '2023-02-01', to: '2023-03-01' })
    expect((await api.get('/overview?compare=none')).body).toMatchObject({ comparedWith: null, daysCompared: null, range: { from: '2026-10-17', to: '2026-11-15' } })
    expect((await api.get('/overview?comparedFrom=2026-01-01&comparedTo=2026-01-02')).body.comparedWith).toEqual({ from: '2026-01-01', to: '2026-01-02' })
  })
})

/** Rows and cells of RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    const row = rows.at(-1)
    const value = quoted?.replaceAll('""', '"') ?? plain ?? ''
    if (row === undefined || isEnded) rows.push([value])
    else row.push(value)
    isEnded = end === '\r\n'
  }
  return rows
}
let isEnded = true
