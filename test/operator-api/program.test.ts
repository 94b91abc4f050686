import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setUp } from '../../src/domain/operators/set-up.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-21T10:00:00.000Z' })
})
afterAll(() => api.close())

describe('settings', () => {
  test('a new program has the documented defaults', async () => {
    expect((await api.get('/program')).body).toMatchObject({
      name: 'First', currency: 'EUR', timeZone: 'Europe/Malta', status: 'active', isTest: false, now: '2026-11-21T10:00:00.000Z',
      attribution: { model: 'last_click', windowDays: 30, standDownMinutes: 0 }, organicTracking: 'assign', acceptSuppliedCommissions: true,
      carryover: { mode: 'reset', scope: 'plan', what: 'commission', cap: null, expiryMonths: null }, payoutMinimum: 50, payoutApproval: 'two_people', allowedDomains: [],
    })
  })

  test('a change keeps what is not sent, in nested settings too', async () => {
    const { status, body } = await api.patch('/program', { attribution: { windowDays: 45 }, payoutMinimum: 50.25, allowedDomains: ['shop.example'], currency: 'EUR' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ attribution: { model: 'last_click', windowDays: 45, standDownMinutes: 0 }, payoutMinimum: 50.25, allowedDomains: ['shop.example'] })
    expect((await api.patch('/program', { organicTracking: 'reject' })).body).toMatchObject({ organicTracking: 'reject', attribution: { windowDays: 45 } })
  })

  test.each`
    change                                      | status | path
    ${{ currency: 'USD' }}                      | ${409} | ${'currency'}
    ${{ timeZone: 'UTC' }}                      | ${409} | ${'timeZone'}
    ${{ payoutMinimum: 0.001 }}                 | ${400} | ${'payoutMinimum'}
    ${{ payoutMinimum: -1 }}                    | ${400} | ${'payoutMinimum'}
    ${{ attribution: { windowDays: 0 } }}       | ${400} | ${'attribution.windowDays'}
    ${{ attribution: { cookieDays: 1 } }}       | ${400} | ${'attribution.cookieDays'}
    ${{ allowedDomains: ['https://a.example'] }} | ${400} | ${'allowedDomains.0'}
    ${{ operatorId: 'x' }}                      | ${400} | ${'operatorId'}
    ${{ carryover: { mode: 'forget' } }}        | ${400} | ${'carryover.mode'}
    ${{ carryover: { keep: 1 } }}               | ${400} | ${'carryover.keep'}
    ${{ carryover: { expiryMonths: 0 } }}       | ${400} | ${'carryover.expiryMonths'}
    ${{ carryover: { expiryMonths: 3 } }}       | ${400} | ${'carryover'}
    ${{ carryover: { mode: 'carry', cap: {} } }} | ${400} | ${'carryover.cap'}
    ${{ carryover: { mode: 'carry', cap: { amount: 1, averageMonths: 1 } } }} | ${400} | ${'carryover.cap'}
    ${{ carryover: { mode: 'carry', cap: { amount: 0.001 } } }} | ${400} | ${'carryover.cap.amount'}
    ${{ carryover: { mode: 'carry', cap: { averageMonths: 0.001 } } }} | ${400} | ${'carryover.cap.averageMonths'}
  `('$change is refused', async ({ change, status, path }) => {
    const answer = await api.patch('/program', change)
    expect([answer.status, answer.body.errors[0].path]).toEqual([status, path])
  })

  test('what becomes of negative periods: all fields are kept, each can be changed by itself, and a reset carries nothing', async () => {
    const { apiKey: key } = await api.addProgram('Carrying')
    const change = async (carryover: object) => (await api.patch('/program', { carryover }, { key })).body.carryover
    expect(await change({ mode: 'carry', what: 'base', scope: 'brand', cap: { amount: 1000.5 }, expiryMonths: 3 })).toEqual({
      mode: 'carry', what: 'base', scope: 'brand', cap: { amount: 1000.5 }, expiryMonths: 3,
    })
    expect(await change({ cap: { averageMonths: 1.1 } })).toMatchObject({ mode: 'carry', scope: 'brand', cap: { averageMonths: 1.1 }, expiryMonths: 3 })
    expect(await change({ cap: null, expiryMonths: null })).toMatchObject({ mode: 'carry', cap: null, expiryMonths: null })
    await change({ cap: { amount: 0 }, expiryMonths: 1200 })
    expect(await change({ mode: 'reset' })).toEqual({ mode: 'reset', what: 'base', scope: 'brand', cap: null, expiryMonths: null })
    expect((await api.get('/program', { key })).body.carryover).toMatchObject({ mode: 'reset', scope: 'brand' })
  })

  test("the operator's billing plan needs an administrator", async () => {
    expect((await api.patch('/operator', { billingPlan: 'pro' })).body).toMatchObject({ name: 'First Ltd', billingPlan: 'pro' })
    const { body: weak } = await api.post('/api-key', { name: 'weak', permissions: { settings: 'write' } })
    expect((await api.patch('/operator', { billingPlan: 'premium' }, { key: weak.key })).status).toBe(403)
    expect((await api.get('/operator', { key: weak.key })).body.billingPlan).toBe('pro')
  })

  test('every change is in the audit, with who made it', async () => {
    const { body: brand } = await api.post('/brand', { name: 'Audited', landingPageUrl: 'https://a.example' })
    await api.patch(`/brand/${brand.id}`, { name: 'Audited too' })
    const { items } = (await api.get(`/audit?subjectId=${brand.id}`)).body
    expect(items.map(({ action }: { action: string }) => action)).toEqual(['brand.changed', 'brand.created'])
    expect(items[0]).toMatchObject({ subjectType: 'brand', details: { name: 'Audited too' }, actor: expect.stringMatching(/^key:/) })
  })
})

describe('the test clock', () => {
  test('moves forward only, and stands still', async () => {
    const { apiKey: key } = await api.addProgram('Clock', true)
    expect(key).toMatch(/^fsk_test_/)
    const move = (now: string) => api.post('/program/test-clock', { now }, { key })
    expect((await move('2026-11-30T23:59:00Z')).body).toMatchObject({ isTest: true, now: '2026-11-30T23:59:00.000Z' })
    expect((await move('2026-11-30T23:58:59Z')).body.code).toBe('clock_backwards')
    expect((await move('2026-11-30T23:59:00Z')).status).toBe(200)
    api.context.clock.advanceMs(60_000)
    expect((await api.get('/program', { key })).body.now).toBe('2026-11-30T23:59:00.000Z')
  })

  test('a live program has none', async () => {
    expect((await api.post('/program/test-clock', { now: '2027-01-01T00:00:00Z' })).body.code).toBe('not_a_test_program')
  })

  test('what falls due on the way has happened when the call answers', async () => {
    const { apiKey: key } = await api.addProgram('Due', true)
    const call = async (path: string, body: object) => (await api.post(path, body, { key })).body
    const plan = await call('/commission-plan', { name: 'Held', version: { effectiveFrom: '2026-01-01T00:00:00Z', holdDays: 7, components: [{ type: 'percent_of_sale', rate: '10' }] } })
    await call(`/commission-plan/${plan.id}/assignment`, {})
    const affiliate = await call('/affiliate', { name: 'a', referralCode: 'DUE1' })
    await call('/customer', { externalId: 'c', externalBrandId: 'default', registrationDate: '2026-11-21T09:00:00Z', referralCode: 'DUE1' })
    await call('/transaction', { externalId: 't', type: 'sale', saleAmount: 100, externalCustomerId: 'c', transactionDate: '2026-11-21T09:30:00Z' })
    const balances = async () => {
      const { items } = (await api.get(`/ledger/account?affiliateId=${affiliate.id}`, { key })).body
      return Object.fromEntries(items.map(({ kind, balance }: { kind: string; balance: number }) => [kind, balance]))
    }
    await call('/program/test-clock', { now: '2026-11-28T09:29:59Z' })
    expect(await balances()).toMatchObject({ affiliate_pending: 10 })
    await call('/program/test-clock', { now: '2026-11-28T09:30:00Z' })
    expect(await balances()).toEqual({ affiliate_pending: 0, affiliate_payable: 10 })
    const { items } = (await api.get('/ledger/transfer', { key })).body
    expect(items.map(({ amount }: { amount: number }) => amount)).toEqual([10, 10])
  })
})

describe('exchange rates', () => {
  test('a rate is kept exactly and never changed', async () => {
    const rate = { currency: 'USD', rate: '1.0834', effectiveFrom: '2026-11-01T00:00:00.000Z', source: 'ECB' }
    const { status, body } = await api.post('/fx-rate', rate)
    expect(status).toBe(201)
    expect(body).toMatchObject(rate)
    expect((await api.post('/fx-rate', { ...rate, rate: '2' })).status).toBe(409)
    expect((await api.get('/fx-rate?currency=USD')).body.items).toEqual([body])
    expect((await api.post('/fx-rate', { ...rate, currency: 'EUR' })).body.errors[0].path).toBe('currency')
  })

  test.each(['0', '0.000', '-1', '1e3', '1.0000000001', '01', ''])('%j is no rate', async (rate) => {
    expect((await api.post('/fx-rate', { currency: 'USD', rate, effectiveFrom: '2026-11-02T00:00:00Z', source: 'x' })).status).toBe(400)
  })
})

describe('set-up', () => {
  const input = { operator: 'Acme', program: 'Partners', currency: 'EUR', timeZone: 'Europe/Malta', adminEmail: 'boss@acme.example' }

  test('a repeat answers the same ids with a new link and a new key, and older ones stay valid', async () => {
    const first = await setUp(api.context, input)
    const second = await setUp(api.context, { ...input, adminEmail: 'BOSS@acme.example' })
    expect(second).toMatchObject({ operatorId: first.operatorId, programId: first.programId, campaignId: first.campaignId })
    expect(second.signInUrl).not.toBe(first.signInUrl)
    for (const { apiKey } of [first, second]) expect((await api.get('/program', { key: apiKey })).status).toBe(200)
    expect((await api.get('/brand', { key: second.apiKey })).body.items).toHaveLength(1)
  })

  test('ten at once make one program', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => setUp(api.context, { ...input, operator: 'Race', adminEmail: 'boss@race.example' })))
    expect(new Set(results.map(({ programId }) => programId)).size).toBe(1)
  })

  test.each`
    wrong                      | change                              | message
    ${'currency'}              | ${{ currency: 'EURO' }}             | ${/currency/}
    ${'time zone'}             | ${{ timeZone: 'Mars/Base' }}        | ${/timeZone/}
    ${'offset as zone'}        | ${{ timeZone: '+01:00' }}           | ${/timeZone/}
    ${'address'}               | ${{ adminEmail: 'boss' }}           | ${/adminEmail/}
    ${'empty name'}            | ${{ operator: ' ' }}                | ${/operator/}
    ${"another's user"}        | ${{ operator: 'Someone else' }}     | ${/another operator/}
    ${'another currency'}      | ${{ currency: 'USD' }}              | ${/another currency/}
  `('a wrong $wrong is refused', async ({ change, message }) => {
    await setUp(api.context, input)
    await expect(setUp(api.context, { ...input, ...change })).rejects.toThrow(message)
  })
})

describe('another program of the same operator', () => {
  test('works at once with its own key, and the first one sees nothing of it', async () => {
    const input = { name: 'Brazil', currency: 'BRL', timeZone: 'America/Sao_Paulo', test: true }
    const headers = { 'idempotency-key': 'brazil' }
    const { status, body } = await api.post('/program', input, { headers })
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'Brazil', currency: 'BRL', isTest: true, operatorId: api.program.operatorId })
    expect((await api.post('/program', input, { headers })).body).toEqual(body)
    const { body: brands } = await api.get('/brand', { key: body.apiKey })
    expect(brands.items).toHaveLength(1)
    expect((await api.get(`/brand/${brands.items[0].id}`)).status).toBe(404)
    expect((await api.post('/program', input)).body.errors[0].path).toBe('name')
    expect((await api.post('/program', { ...input, name: 'Mars', timeZone: 'Mars/Base' })).body.errors[0].path).toBe('timeZone')
  })
})
