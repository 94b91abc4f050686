import { afterAll, beforeAll, expect, test } from 'vitest'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { playScene, type Scene } from './support/scene.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

const AT = '2026-11-01T12:00:00.000Z'

let api: TestApi
let scene: Scene
beforeAll(async () => {
  api = await createTestApi({ isTestProgram: true, now: '2026-11-20T12:00:00.000Z' })
  scene = await playScene(api, api.program, 'A')
})
afterAll(() => api.close())

test('customers are found by what their externalId or username begins with, and by our id', async () => {
  const customer = { brandId: scene.brandId, registrationDate: AT }
  const { body: ann } = await api.post('/customer', { ...customer, externalId: 'VIP-1', username: 'ann' })
  const { body: annie } = await api.post('/customer', { ...customer, externalId: 'VIP-2', username: 'annié 100%_' })
  const found = async (search: string) => (await api.get(`/customer?search=${encodeURIComponent(search)}`)).body.items.map(({ id }: { id: string }) => id)
  expect(await found('VIP-')).toEqual([annie.id, ann.id])
  expect(await found('ann')).toEqual([annie.id, ann.id])
  expect(await found('annié 100%')).toEqual([annie.id])
  expect(await found(ann.id)).toEqual([ann.id])
  expect(await found('IP-1')).toEqual([])
  expect(await found('%')).toEqual([])
})

test('batches are listed with where their items are', async () => {
  const { items } = (await api.get('/transaction/batch')).body
  expect(items.find(({ id }: { id: string }) => id === scene.batchId)).toMatchObject({ accepted: 4, queued: 0, processed: 2, pendingApproval: 1, failed: 1, duplicates: 0, integrationType: 'api', processedTs: expect.any(String) })
})

test('lines are found by the type of their component, and what paid nothing apart', async () => {
  const components = async (query: string) => [...new Set((await api.get(`/commission?${query}`)).body.items.map(({ component }: { component: string }) => component))]
  expect(await components('component=percent_of_sale')).toEqual(['percent_of_sale'])
  expect(await components('component=percent')).toEqual([])
  const [paid, nothing, all] = await Promise.all(['paysNothing=false', 'paysNothing=true', ''].map(async (query) => (await api.get(`/commission?limit=500&${query}`)).body.items))
  expect(paid.every(({ amount }: { amount: number }) => amount !== 0)).toBe(true)
  expect(nothing.every(({ amount, reason }: { amount: number; reason: string | null }) => amount === 0 && reason !== null)).toBe(true)
  expect(paid.length + nothing.length).toBe(all.length)
  expect(paid[0].affiliateName).toBe('scene')
})

test('a customer’s way to a CPA is told by requirement, in major units', async () => {
  const { body: plan } = await api.post('/commission-plan', {
    name: 'CPA', version: { effectiveFrom: '2026-01-01T00:00:00Z', components: [{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20 } }] }] },
  })
  const { body: brand } = await api.post('/brand', { name: 'CPA', externalId: 'cpa', landingPageUrl: 'https://cpa.example' })
  await api.post(`/commission-plan/${plan.id}/assignment`, { affiliateId: scene.affiliateId, brandId: brand.id, effectiveFrom: '2026-01-01T00:00:00Z' })
  const { body: customer } = await api.post('/customer', { brandId: brand.id, externalId: 'way-1', registrationDate: '2026-11-10T12:00:00.000Z', referralCode: 'SCENEA' })
  const deposit = { type: 'deposit', depositAmount: 14, externalId: 'd-1', externalCustomerId: 'way-1', brandId: brand.id, transactionDate: '2026-11-12T12:00:00.000Z' }
  expect((await api.post('/transaction', deposit)).status).toBe(202)
  await catchUp(api.context, api.program.programId)
  expect((await api.get(`/customer/${customer.id}/qualification`)).body.items).toEqual([
    {
      planId: plan.id, component: 'cpa', state: 'open', levelsReached: 0, levels: 1, nextAmount: 50, daysLeft: null,
      requirements: [{ requirement: 'minDepositTotal', have: 14, need: 20, isMet: false }],
    },
  ])
  expect((await api.get(`/customer/${scene.affiliateId}/qualification`)).status).toBe(404)
})
