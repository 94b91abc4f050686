import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { createTestApi, type TestAnswer, type TestApi } from './support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-21T10:00:00.000Z' })
})
afterAll(() => api.close())

const share = (rate: string) => ({ components: [{ type: 'revenue_share', rate }] })
const newPlan = async (version: object) => (await api.post('/commission-plan', { name: 'Plan', version })).body.id as string
const addTo = (planId: string, version: object) => api.post(`/commission-plan/${planId}/version`, version)
const refusalOf = ({ status, body }: TestAnswer) => [status, body.errors?.[0]?.path, body.errors?.[0]?.code]
const TOO_SHORT = [400, 'effectiveFrom', 'notice_too_short']

describe('notice', () => {
  test.each`
    case                                | version                                                                                            | status
    ${'worse, a moment too early'}      | ${{ ...share('20'), appliesTo: 'from_date', effectiveFrom: '2026-12-21T09:59:59.999Z' }}           | ${400}
    ${'worse, after the notice'}        | ${{ ...share('20'), appliesTo: 'from_date', effectiveFrom: '2026-12-21T10:00:00.000Z' }}           | ${201}
    ${'better, at once'}                | ${{ ...share('26'), appliesTo: 'from_date' }}                                                      | ${201}
    ${'worse, for new customers'}       | ${share('20')}                                                                                     | ${201}
    ${'worse, its month begins early'}  | ${{ ...share('20'), appliesTo: 'all_open', effectiveFrom: '2026-12-31T00:00:00.000Z' }}            | ${400}
    ${'worse, a month after'}           | ${{ ...share('20'), appliesTo: 'all_open', effectiveFrom: '2027-01-15T00:00:00.000Z' }}            | ${201}
  `('$case: $status', async ({ version, status }) => {
    const answer = await addTo(await newPlan({ ...share('25'), noticeDays: 30 }), version)
    expect(answer.status).toBe(status)
    if (status === 400) expect(refusalOf(answer)).toEqual(TOO_SHORT)
  })

  test('what an older version promised binds while somebody is held by it', async () => {
    const planId = await newPlan({ ...share('25'), noticeDays: 30 })
    await addTo(planId, { ...share('25'), noticeDays: 0 })
    expect(refusalOf(await addTo(planId, { ...share('20'), appliesTo: 'from_date', effectiveFrom: '2026-12-01T00:00:00.000Z' }))).toEqual(TOO_SHORT)
  })

  test('what nobody is held by any more does not bind', async () => {
    const planId = await newPlan({ ...share('25'), noticeDays: 30 })
    expect((await addTo(planId, { ...share('26'), appliesTo: 'from_date', noticeDays: 0 })).status).toBe(201)
    expect((await addTo(planId, { ...share('20'), appliesTo: 'from_date', effectiveFrom: '2026-12-01T00:00:00.000Z' })).status).toBe(201)
  })

  test('a version cannot promise itself out of the notice', async () => {
    const planId = await newPlan({ ...share('25'), noticeDays: 30 })
    expect(refusalOf(await addTo(planId, { ...share('20'), noticeDays: 0, appliesTo: 'from_date' }))).toEqual(TOO_SHORT)
  })
})

describe('a version for all that is open', () => {
  const saleOf = (externalId: string, transactionDate: string) => ({ type: 'sale', saleAmount: 100, externalId, externalCustomerId: 'c-1', externalBrandId: 'b-1', transactionDate })

  test('has every event of its month, and what was rated is never rated again', async () => {
    const { body: brand } = await api.post('/brand', { name: 'B', externalId: 'b-1', landingPageUrl: 'https://b.example' })
    await api.post('/affiliate', { name: 'a', referralCode: 'OPEN' })
    const percent = (rate: string) => ({ components: [{ type: 'percent_of_sale', rate }] })
    const planId = await newPlan({ ...percent('10'), effectiveFrom: '2026-01-01T00:00:00.000Z' })
    await api.post(`/commission-plan/${planId}/assignment`, { brandId: brand.id, effectiveFrom: '2026-01-01T00:00:00.000Z' })
    await api.post('/customer', { externalId: 'c-1', brandId: brand.id, registrationDate: '2026-10-01T12:00:00.000Z', referralCode: 'OPEN' })
    expect((await addTo(planId, { ...percent('20'), appliesTo: 'all_open', effectiveFrom: '2026-11-25T00:00:00.000Z' })).status).toBe(201)
    await api.post('/transaction/bulk', [saleOf('october', '2026-10-31T22:59:59.999Z'), saleOf('november', '2026-10-31T23:00:00.000Z')])
    await catchUp(api.context, api.program.programId)
    const { items } = (await api.get('/commission')).body
    expect(items.map(({ amount }: { amount: number }) => amount).toSorted()).toEqual([10, 20])
    const again = await addTo(planId, { ...percent('30'), appliesTo: 'all_open', effectiveFrom: '2026-11-26T00:00:00.000Z' })
    expect(refusalOf(again)).toEqual([400, 'effectiveFrom', 'already_rated'])
    expect((await addTo(planId, { ...percent('30'), appliesTo: 'all_open', effectiveFrom: '2026-12-26T00:00:00.000Z' })).status).toBe(201)
  })

  test('is refused for a month that has ended', async () => {
    const answer = await addTo(await newPlan(share('25')), { ...share('20'), appliesTo: 'all_open', effectiveFrom: '2026-10-31T22:00:00.000Z' })
    expect(refusalOf(answer)).toEqual([400, 'effectiveFrom', 'period_ended'])
  })
})
