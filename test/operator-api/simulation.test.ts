import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { runSimulation } from '../../src/domain/simulation/stored-simulation.ts'
import { newId } from '../../src/domain/ids.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

let api: TestApi
let planId: string
let affiliate: { id: string; name: string }

beforeAll(async () => { api = await createTestApi({ now: '2026-11-21T10:00:00.000Z' }) })
afterAll(() => api.close())

beforeEach(async () => {
  const name = `north-${newId().slice(-6)}`
  affiliate = (await api.post('/affiliate', { name, externalId: name })).body
  const version = { effectiveFrom: '2026-01-01T00:00:00.000Z', components: [{ type: 'percent_of_sale', rate: '10' }] }
  planId = (await api.post('/commission-plan', { name, version })).body.id
  await api.post(`/commission-plan/${planId}/assignment`, { affiliateId: affiliate.id, effectiveFrom: '2026-01-01T00:00:00.000Z' })
  const { items } = (await api.get('/brand')).body
  const customer = `${name}-anna`
  const imported = await api.post('/customer/import', { items: [{ externalId: customer, externalBrandId: items[0].externalId ?? items[0].id, affiliateExternalId: name, registrationDate: '2026-09-01T00:00:00.000Z' }] })
  expect(imported.body).toMatchObject({ numImported: 1 })
  const sale = (externalId: string, month: number, saleAmount: number) => ({ externalId: `${name}-${externalId}`, type: 'sale', externalCustomerId: customer, saleAmount, transactionDate: `2026-${month}-10T12:00:00.000Z` })
  await api.call('POST', '/transaction/bulk', { body: [sale('s1', 10, 100), sale('s2', 11, 50), sale('s3', 11, 250)] })
  await catchUp(api.context, api.program.programId)
})

async function simulate(body: object) {
  const asked = await api.post(`/commission-plan/${planId}/simulation`, body)
  expect([asked.status, asked.body.status, asked.body.result]).toEqual([202, 'queued', null])
  while (await runSimulation({ ...api.context, log: { error: (details) => { throw details } } }, api.program.programId));
  return (await api.get(`/commission-plan/${planId}/simulation/${asked.body.id}`)).body
}

describe('a simulation', () => {
  test('says what a draft would have paid beside what was paid, per affiliate and month', async () => {
    const draft = { components: [{ type: 'percent_of_sale', rate: '20', caps: [{ per: 'affiliate', window: 'month', count: 1 }] }] }
    const { status, result } = await simulate({ version: draft, from: '2026-10', to: '2026-11' })
    expect(status).toBe('done')
    expect(result).toMatchObject({ before: 40, after: 30, difference: -10, winners: 0, losers: 1, unchanged: 0, worstMonth: { period: '2026-10', before: 10, after: 20, difference: 10 } })
    expect(result.affiliates).toMatchObject([{ affiliateId: affiliate.id, months: [{ period: '2026-10', before: 10, after: 20 }, { period: '2026-11', before: 30, after: 10 }] }])
  })

  test('of the plan as it is comes to what was paid, and of some months to those', async () => {
    expect((await simulate({ from: '2026-10', to: '2026-11' })).result).toMatchObject({ before: 40, after: 40, difference: 0, winners: 0, losers: 0, unchanged: 1, worstMonth: null })
    expect((await simulate({ from: '2026-10', to: '2026-10' })).result).toMatchObject({ before: 10, after: 10 })
  })

  test('names the tiers that would have been reached', async () => {
    const tiers = { metric: 'sales', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '5' }, { from: 200, rate: '10' }] }
    const { result } = await simulate({ version: { components: [{ type: 'revenue_share', base: 'sale', tiers }] }, from: '2026-10', to: '2026-11' })
    expect(result).toMatchObject({ after: 25, tierCrossings: 1 })
    expect(result.affiliates[0].tiers).toEqual([{ period: '2026-11', component: 'revenue_share', band: 1, rate: '10' }])
  })

  test('changes nothing', async () => {
    const books = async () => [(await api.get(`/commission?affiliateId=${affiliate.id}`)).text, (await api.get(`/ledger/account?affiliateId=${affiliate.id}`)).text]
    const before = await books()
    await simulate({ version: { components: [{ type: 'fixed_per_sale', amount: 99 }] }, from: '2026-01', to: '2026-12' })
    expect(await books()).toEqual(before)
  })
})

test.each([
  ['months the wrong way round', { from: '2026-11', to: '2026-10' }, 'to'],
  ['no month', { from: '2026-13', to: '2026-12' }, 'from'],
  ['terms that cannot be computed', { version: { components: [{ type: 'fixed_per_sale', amount: -1 }] }, from: '2026-10', to: '2026-11' }, 'version.components.0.amount'],
])('%s are refused with the field', async (_, body, path) => {
  const answer = await api.post(`/commission-plan/${planId}/simulation`, body)
  expect([answer.status, answer.body.errors[0].path]).toEqual([400, path])
})

test('of another program’s plan there is none', async () => {
  const other = await api.addProgram(`Other${newId().slice(-6)}`)
  const asked = await api.post(`/commission-plan/${planId}/simulation`, { from: '2026-10', to: '2026-11' })
  expect((await api.get(`/commission-plan/${planId}/simulation/${asked.body.id}`, { key: other.apiKey })).status).toBe(404)
  expect((await api.post(`/commission-plan/${planId}/simulation`, { from: '2026-10', to: '2026-11' }, { key: other.apiKey })).status).toBe(404)
})
