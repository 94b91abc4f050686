import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from './support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

const BRAND = {
  name: 'BetTest',
  industry: 'gambling',
  externalId: 'bettest',
  landingPageUrl: 'https://bettest.example?btag=[ClickKey]',
  deepLinkHosts: ['bettest.example'],
  deductions: [
    { name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' },
    { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '20', countries: ['MT'], whenNegative: 'clamp' },
  ],
}

test('a brand is read back as it was sent, with defaults for the rest', async () => {
  const { status, body } = await api.post('/brand', BRAND)
  expect(status).toBe(201)
  expect(body).toMatchObject({ ...BRAND, autoApprove: true, approvalStage: 'transaction', allowAnonymousTransactions: false, clickParameter: 'clickKey', acceptBrowserRegistrations: false, status: 'active' })
  expect((await api.get(`/brand/${body.id}`)).body).toEqual(body)
})

test('a change keeps what is not sent, and new deductions make a new set', async () => {
  const { body: brand } = await api.post('/brand', { ...BRAND, externalId: 'change-me' })
  const { status, body } = await api.patch(`/brand/${brand.id}`, { autoApprove: false, deductions: [] })
  expect(status).toBe(200)
  expect(body).toMatchObject({ ...BRAND, externalId: 'change-me', autoApprove: false, deductions: [] })
  const sets = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql({ text: 'select deductions from deduction_set order by id desc limit 2' }))
  expect(sets).toEqual([{ deductions: [] }, { deductions: BRAND.deductions }])
})

test('a brand says what its pages may do and where they find our click key', async () => {
  const { body: brand } = await api.post('/brand', { name: 'Pages', landingPageUrl: 'https://pages.example', clickParameter: 'btag', acceptBrowserRegistrations: true })
  expect(brand).toMatchObject({ clickParameter: 'btag', acceptBrowserRegistrations: true })
  expect((await api.patch(`/brand/${brand.id}`, { acceptBrowserRegistrations: false })).body).toMatchObject({ clickParameter: 'btag', acceptBrowserRegistrations: false })
})

test('brands, products and plans are found by a part of their name, whatever its case', async () => {
  const { body: brand } = await api.post('/brand', { name: 'Findable 100 %_Brand', landingPageUrl: 'https://find.example' })
  const { body: product } = await api.post('/product', { brandId: brand.id, name: 'Findable Product' })
  const { body: plan } = await api.post('/commission-plan', { name: 'Findable Plan', version: { components: [{ type: 'percent_of_sale', rate: '1' }] } })
  const found = async (path: string) => (await api.get(path)).body.items.map(({ id }: { id: string }) => id)
  expect(await found('/brand?search=0%20%25_b')).toEqual([brand.id])
  expect(await found('/brand?search=0_%25b')).toEqual([])
  expect(await found('/product?search=ABLE%20PROD')).toEqual([product.id])
  expect(await found('/commission-plan?search=findable')).toEqual([plan.id])
})

test('an archived brand leaves the list and stays readable', async () => {
  const { body: brand } = await api.post('/brand', { name: 'Old', landingPageUrl: 'https://old.example' })
  expect((await api.delete(`/brand/${brand.id}`)).status).toBe(204)
  expect((await api.get(`/brand/${brand.id}`)).body.status).toBe('archived')
  expect((await api.get('/brand?limit=500')).body.items.map(({ id }: { id: string }) => id)).not.toContain(brand.id)
  expect((await api.get('/brand?status=archived')).body.items.map(({ id }: { id: string }) => id)).toContain(brand.id)
})

test('an external id is taken once', async () => {
  await api.post('/brand', { name: 'One', externalId: 'twice', landingPageUrl: 'https://one.example' })
  const { status, body } = await api.post('/brand', { name: 'Two', externalId: 'twice', landingPageUrl: 'https://two.example' })
  expect(status).toBe(409)
  expect(body).toMatchObject({ code: 'already_exists', errors: [{ path: 'externalId' }] })
})

test.each`
  wrong                        | path                    | body
  ${'no landing page'}         | ${'landingPageUrl'}     | ${{ name: 'x' }}
  ${'a script as page'}        | ${'landingPageUrl'}     | ${{ name: 'x', landingPageUrl: 'javascript:alert(1)' }}
  ${'a page with a password'}  | ${'landingPageUrl'}     | ${{ name: 'x', landingPageUrl: 'https://a:b@c.example' }}
  ${'an unknown field'}        | ${'programId'}          | ${{ name: 'x', landingPageUrl: 'https://c.example', programId: 'y' }}
  ${'a parameter with a sign'} | ${'clickParameter'}      | ${{ name: 'x', landingPageUrl: 'https://c.example', clickParameter: 'a&b' }}
  ${'a status of ours'}        | ${'status'}             | ${{ name: 'x', landingPageUrl: 'https://c.example', status: 'archived' }}
  ${'an unknown kind'}         | ${'deductions.0.kind'}  | ${{ name: 'x', landingPageUrl: 'https://c.example', deductions: [{ name: 'a', kind: 'b', base: 'sale', rate: '1' }] }}
  ${'a rate above all bounds'} | ${'deductions.0.rate'}  | ${{ name: 'x', landingPageUrl: 'https://c.example', deductions: [{ name: 'a', kind: 'tax', base: 'sale', rate: '1001' }] }}
  ${'an infinite amount'}      | ${'deductions.0.fixed'} | ${'{"name":"x","landingPageUrl":"https://c.example","deductions":[{"name":"a","kind":"tax","fixed":1e400}]}'}
`('$wrong is refused, naming $path', async ({ path, body }) => {
  const answer = await api.post('/brand', body)
  expect(answer.status).toBe(400)
  expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path)
})

test('deductions are worked out for an example as transactions are processed, and nothing is kept', async () => {
  const work = (deductions: unknown[], transaction: object) => api.post('/brand/deduction-example', { deductions, transaction })
  const bonus = { name: 'Bonus', kind: 'bonus', base: 'bonus' }
  const admin = { name: 'Admin', kind: 'admin_fee', base: 'running_net', rate: '20' }
  const sets = () => api.context.db.inProgram(api.program.programId, (tx) => tx.sql({ text: 'select count(*) from deduction_set' }))
  const before = await sets()
  const first = await work([bonus, admin], { grossRevenue: 1000, bonusAmount: 200 })
  expect(first.status).toBe(200)
  expect(first.body).toEqual({
    grossRevenue: 1000, netRevenue: 640, taxes: 0, paymentFees: 0, costOfGoodsSold: 360,
    lines: [
      { name: 'Bonus', kind: 'bonus', base: 'bonus', baseAmount: 200, amount: 200, net: 800 },
      { name: 'Admin', kind: 'admin_fee', base: 'running_net', baseAmount: 800, amount: 160, net: 640 },
    ],
  })
  expect((await work([{ ...admin, base: 'gross_revenue' }, bonus], { grossRevenue: 1000, bonusAmount: 200 })).body.netRevenue).toBe(600)
  expect((await work([{ ...admin, countries: ['MT'] }], { grossRevenue: 10, country: 'DE' })).body).toMatchObject({ lines: [], netRevenue: 10 })
  const refused = await work([{ name: 'Admin', kind: 'admin_fee', base: 'running_net' }], { grossRevenue: 10 })
  expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'deductions.0.rate'])
  expect(await sets()).toEqual(before)
})
