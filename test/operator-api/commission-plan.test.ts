import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from './support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-21T10:00:00.000Z' })
})
afterAll(() => api.close())

const HYBRID = {
  effectiveFrom: '2026-11-01T00:00:00.000Z',
  appliesTo: 'new_customers',
  noticeDays: 0,
  holdDays: 14,
  components: [
    {
      type: 'cpa',
      levels: [
        { amount: 50, requirements: { minDepositTotal: 20, minWager: 40, withinDays: 30, withinFrom: 'registration' } },
        { amount: 80, requirements: { minNetRevenue: 100 } },
      ],
    },
    {
      type: 'revenue_share',
      base: 'net_revenue',
      tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 1000, rate: '35' }] },
      carryover: { mode: 'reset' },
    },
  ],
}
const FLAT = { components: [{ type: 'revenue_share', base: 'net_revenue', rate: '30' }] }

const newPlan = async (version: object = FLAT) => (await api.post('/commission-plan', { name: 'Plan', version })).body

test('a plan is read back as it was sent', async () => {
  const { status, body } = await api.post('/commission-plan', { name: 'Hybrid 50 + 25/35 %', currency: 'EUR', version: HYBRID })
  expect(status).toBe(201)
  expect(body).toMatchObject({ name: 'Hybrid 50 + 25/35 %', currency: 'EUR', status: 'active', version: { ...HYBRID, version: 1 } })
  expect((await api.get(`/commission-plan/${body.id}`)).body).toEqual(body)
})

test('a version begins now unless said otherwise, and a newer one does not replace the older', async () => {
  const plan = await newPlan()
  expect(plan.version).toMatchObject({ version: 1, effectiveFrom: '2026-11-21T10:00:00.000Z', appliesTo: 'new_customers', noticeDays: 0, holdDays: 0 })
  const { status, body } = await api.post(`/commission-plan/${plan.id}/version`, HYBRID)
  expect(status).toBe(201)
  expect(body.version).toMatchObject({ ...HYBRID, version: 2 })
  const { items } = (await api.get(`/commission-plan/${plan.id}/version`)).body
  expect(items.map(({ version }: { version: number }) => version)).toEqual([2, 1])
})

test('ten versions at once get ten numbers or a conflict, never one number twice', async () => {
  const plan = await newPlan()
  const answers = await Promise.all(Array.from({ length: 10 }, () => api.post(`/commission-plan/${plan.id}/version`, FLAT)))
  const made = answers.filter(({ status }) => status === 201).length
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
  expect((await api.get(`/commission-plan/${plan.id}`)).body.version.version).toBe(made + 1)
})

test.each`
  wrong                           | status | code                        | path                                | body
  ${'another currency'}           | ${422} | ${'plan_currency_mismatch'} | ${'currency'}                       | ${{ currency: 'USD', version: FLAT }}
  ${'no components'}              | ${400} | ${'invalid_request'}        | ${'version.components'}             | ${{ version: { components: [] } }}
  ${'an unknown type'}            | ${400} | ${'invalid_request'}        | ${'version.components.0.type'}      | ${{ version: { components: [{ type: 'gift' }] } }}
  ${'an unknown field'}           | ${400} | ${'invalid_request'}        | ${'version.components.0.rat'}       | ${{ version: { components: [{ type: 'percent_of_sale', rate: '1', rat: '2' }] } }}
  ${'a rate of five decimals'}    | ${400} | ${'invalid_request'}        | ${'version.components.0.rate'}      | ${{ version: { components: [{ type: 'percent_of_sale', rate: '1.00001' }] } }}
  ${'an amount finer than cents'} | ${400} | ${'invalid_request'}        | ${'version.components.0.amount'}    | ${{ version: { components: [{ type: 'fixed_per_sale', amount: 0.001 }] } }}
  ${'marginal on another metric'} | ${400} | ${'tier_metric_not_base'}   | ${'version.components.0.tiers.metric'} | ${{ version: { components: [{ ...HYBRID.components[1], tiers: { ...HYBRID.components[1]?.tiers, metric: 'gross_revenue' } }] } }}
`('$wrong is refused', async ({ status, code, path, body }) => {
  const answer = await api.post('/commission-plan', { name: 'x', ...body })
  expect([answer.status, answer.body.code]).toEqual([status, code])
  expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path)
})

test('an assignment begins with the plan, and ends for new customers only', async () => {
  const plan = await newPlan(HYBRID)
  const { body: brand } = await api.post('/brand', { name: 'B', landingPageUrl: 'https://b.example' })
  const { status, body } = await api.post(`/commission-plan/${plan.id}/assignment`, { brandId: brand.id })
  expect(status).toBe(201)
  expect(body).toMatchObject({ planId: plan.id, brandId: brand.id, affiliateId: null, effectiveFrom: HYBRID.effectiveFrom, effectiveUntil: null })
  expect((await api.delete(`/commission-plan/${plan.id}`)).body.code).toBe('in_use')
  expect((await api.delete(`/commission-plan/${plan.id}/assignment/${body.id}`)).status).toBe(204)
  const { items } = (await api.get(`/commission-plan/${plan.id}/assignment`)).body
  expect(items).toEqual([{ ...body, effectiveUntil: '2026-11-21T10:00:00.000Z' }])
  expect((await api.delete(`/commission-plan/${plan.id}`)).status).toBe(204)
  expect((await api.post(`/commission-plan/${plan.id}/version`, FLAT)).body.code).toBe('state_conflict')
})

test('only combinations that have a rank can be assigned', async () => {
  const plan = await newPlan()
  const { body: affiliate } = await api.post('/affiliate', { name: 'a' })
  const { body: group } = await api.post('/affiliate-group', { name: 'g' })
  const { body: tracker } = await api.post('/tracker', { affiliateId: affiliate.id, name: 't' })
  const assign = (scope: object) => api.post(`/commission-plan/${plan.id}/assignment`, scope)
  expect((await assign({})).status).toBe(201)
  expect((await assign({ affiliateId: affiliate.id, trackerId: tracker.id })).status).toBe(201)
  expect((await assign({ trackerId: tracker.id })).body.code).toBe('assignment_not_supported')
  expect((await assign({ affiliateId: affiliate.id, groupId: group.id })).body.code).toBe('assignment_not_supported')
})

test("the program's default plan cannot be archived", async () => {
  const { defaultPlanId } = (await api.get('/program')).body
  expect((await api.delete(`/commission-plan/${defaultPlanId}`)).body.code).toBe('in_use')
})
