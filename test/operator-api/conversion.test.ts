import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { PayoutDesk } from '../payouts/payout-desk.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

const NOW = '2026-11-15T12:00:00.000Z'

let api: TestApi
let affiliateId: string
beforeAll(async () => {
  api = await createTestApi({ now: NOW })
  affiliateId = (await api.post('/affiliate', { name: 'North', referralCode: 'NORTH1' })).body.id
})
afterAll(() => api.close())

const process = () => catchUp(api.context, api.program.programId)
const conversions = async (filter: string): Promise<Record<string, unknown>[]> => (await api.get(`/transaction?type=sale&${filter}`)).body.items
const orders = async (filter: string) => (await conversions(filter)).map(({ externalId, status }) => `${externalId} ${status}`)

describe('a conversion that is registered by hand', () => {
  test('becomes a pending sale of its affiliate, with its commission and who registered it', async () => {
    const sent = { referralCode: 'north1', orderId: 'phone-1', orderValue: 199.9, customerEmail: 'Ana@Cliente.example', customerName: 'Ana', note: 'By telephone', occurredAt: '2026-11-14T10:00:00.000Z' }
    const { status, body } = await api.post('/conversion', sent)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      kind: 'conversion', source: 'manual', outcome: 'converted', reason: null, referralCode: 'north1', affiliateId, orderId: 'phone-1', isVerified: true, isLate: false,
      properties: sent, occurredAt: sent.occurredAt, recordedAt: NOW,
    })
    await process()
    const [sale] = await conversions('externalId=phone-1')
    expect(sale).toMatchObject({
      type: 'sale', status: 'pending', integrationType: 'manual', saleAmount: 199.9, externalCustomerId: 'ana@cliente.example', isVerified: true, transactionDate: sent.occurredAt,
      revShareCommission: 19.99, tracking: { affiliateId },
    })
    expect(sale?.['createdBy']).toMatch(/^key:/)
    expect((await api.get('/event?orderId=phone-1')).body.items).toEqual([body])
  })

  test.each`
    case                            | sent                                              | outcome           | reason
    ${'an order that is known'}     | ${{ referralCode: 'NORTH1', orderId: 'phone-1' }} | ${'duplicate'}    | ${null}
    ${'a code that nobody has'}     | ${{ referralCode: 'NOBODY' }}                     | ${'unattributed'} | ${'affiliate_unknown'}
    ${'an id that nobody has'}      | ${{ affiliateId: newId() }}                       | ${'unattributed'} | ${'affiliate_unknown'}
    ${'a currency without a rate'}  | ${{ referralCode: 'NORTH1', currency: 'JPY' }}    | ${'unattributed'} | ${'fx_rate_missing'}
  `('that is $case is kept as $outcome', async ({ sent, outcome, reason }) => {
    const { status, body } = await api.post('/conversion', { orderId: `odd-${newId()}`, orderValue: 10, ...sent })
    expect([status, body.outcome, body.reason]).toEqual([201, outcome, reason])
  })

  test.each`
    case                          | sent                                                                     | path
    ${'nobody to have earned it'} | ${{ affiliateId: undefined }}                                            | ${'affiliateId'}
    ${'two who have'}             | ${{ referralCode: 'NORTH1' }}                                            | ${'affiliateId'}
    ${'nothing bought'}           | ${{ orderValue: 0 }}                                                     | ${'orderValue'}
    ${'less than a millionth'}    | ${{ orderValue: 0.0000001 }}                                             | ${'orderValue'}
    ${'no order id'}              | ${{ orderId: undefined }}                                                | ${'orderId'}
    ${'a time to come'}           | ${{ occurredAt: '2026-11-16T12:00:00.001Z' }}                            | ${'occurredAt'}
    ${'an unknown currency'}      | ${{ currency: 'XXQ' }}                                                   | ${'currency'}
  `('with $case is refused', async ({ sent, path }) => {
    const { status, body } = await api.post('/conversion', { affiliateId, orderId: 'refused', orderValue: 10, ...sent })
    expect([status, body.errors[0].path]).toEqual([400, path])
    expect(await conversions('externalId=refused')).toEqual([])
  })

  test('ten at once of one order are one conversion', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.post('/conversion', { affiliateId, orderId: 'same', orderValue: 10 })))
    expect(answers.map(({ body }) => body.outcome).sort()).toEqual(['converted', ...Array.from({ length: 9 }, () => 'duplicate')])
    await process()
    expect(await orders('externalId=same')).toEqual(['same pending'])
  })
})

describe('conversions, as somebody looks at them', () => {
  test('by state, affiliate and order id, with the reason of what was decided', async () => {
    const other = (await api.post('/affiliate', { name: 'South', referralCode: 'SOUTH1' })).body.id
    for (const orderId of ['v1', 'v2', 'v3', 'v4']) await api.post('/conversion', { affiliateId: other, orderId, orderValue: 10 })
    await process()
    const byOrder = new Map((await conversions(`affiliateId=${other}`)).map(({ externalId, id }) => [externalId, String(id)]))
    const [v1, v2, v3] = ['v1', 'v2', 'v3'].map((order) => byOrder.get(order) ?? '')
    expect((await api.post('/transaction/approval', { ids: [v1], reason: 'Delivered' })).body).toEqual({ decided: 1 })
    await process()
    await api.patch('/program', { payoutMinimum: 0 })
    expect(await new PayoutDesk(api.context, api.program.programId).payOut([other])).toMatchObject([{ status: 'settled', amountMinor: 100n }])
    expect((await api.post('/transaction/approval', { ids: [v2], reason: 'Delivered' })).body).toEqual({ decided: 1 })
    expect((await api.post(`/transaction/${v3}/rejection`, { reason: 'Cancelled by telephone' })).body).toMatchObject({ status: 'rejected', decisionReason: 'Cancelled by telephone' })
    const of = (status: string) => orders(`affiliateId=${other}&status=${status}`)
    expect([await of('pending'), await of('approved'), await of('paid'), await of('rejected')]).toEqual([['v4 pending'], ['v2 approved'], ['v1 paid'], ['v3 rejected']])
    expect(await orders(`affiliateId=${other}`)).toEqual(['v4 pending', 'v3 rejected', 'v2 approved', 'v1 paid'])
    expect((await conversions('externalId=v1'))[0]).toMatchObject({ status: 'paid', decisionReason: 'Delivered' })
    expect((await conversions('isVerified=false'))).toEqual([])
    expect((await api.get(`/transaction/pending?affiliateId=${other}`)).body.items).toMatchObject([{ externalId: 'v4', decisionReason: null }])
  })

  test('what was approved is rejected with a reason, and not approved again', async () => {
    await api.post('/conversion', { affiliateId, orderId: 'w1', orderValue: 100 })
    await process()
    const [{ id }] = (await conversions('externalId=w1')) as [{ id: string }]
    expect((await api.post(`/transaction/${id}/approval`)).body).toMatchObject({ status: 'approved', revShareCommission: 10 })
    expect((await api.post(`/transaction/${id}/rejection`, {})).body.errors).toMatchObject([{ path: 'reason' }])
    expect((await api.post(`/transaction/${id}/rejection`, { reason: 'Stolen card' })).body).toMatchObject({ status: 'rejected', revShareCommission: 0, decisionReason: 'Stolen card' })
    for (const noun of ['approval', 'rejection']) expect((await api.post(`/transaction/${id}/${noun}`, { reason: 'Again' })).body.code).toBe('state_conflict')
    expect((await api.get(`/commission?transactionId=${id}`)).body.items).toMatchObject([{ status: 'rejected', reason: 'Stolen card', amount: 10 }])
  })
})
