import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Uuid } from '../../src/domain/ids.ts'
import { ClosingDesk } from './closing-desk.ts'

let desk: ClosingDesk
let anna: Uuid
let bob: Uuid

beforeAll(async () => {
  desk = await ClosingDesk.open('2026-10-09T12:00:00Z')
  anna = await desk.affiliate('anna')
  bob = await desk.affiliate('bob')
})
afterAll(() => desk.api.close())

describe('a month that finance closes', () => {
  test('is previewed first, with what deserves a look', async () => {
    await desk.sale('anna', 100, '2026-10-06T10:00:00Z')
    await desk.sale('anna', 50, '2026-10-07T10:00:00Z')
    await desk.sale('bob', 30, '2026-10-08T10:00:00Z')
    const { body } = await desk.api.get('/period/2026-10/preview')
    expect(body).toMatchObject({ affiliates: 2, opening: 0, commissions: 18, closing: 18, payable: 18 })
    expect(body.warnings).toEqual([{ code: 'payout_method_missing', count: 2, affiliateIds: [anna, bob].sort() }])
  })

  test('cannot be closed before it is over, nor out of order', async () => {
    expect(await desk.api.post('/period/2026-10/close')).toMatchObject({ status: 409, body: { code: 'state_conflict' } })
    await desk.clock('2026-12-03T09:00:00Z')
    expect((await desk.api.post('/period/2026-11/close')).body.detail).toContain('2026-10')
    expect((await desk.api.post('/period/2027-01/close')).status).toBe(404)
    expect((await desk.api.post('/period/2026-W45/close')).status).toBe(404)
  })

  test('is calculated, reviewed and sealed', async () => {
    const asked = await desk.api.post('/period/2026-10/close')
    expect(asked).toMatchObject({ status: 202, body: { id: '2026-10', status: 'calculating', cutAt: null } })
    expect((await desk.api.post('/period/2026-10/seal')).status).toBe(409)
    await desk.work()
    const { body: period } = await desk.api.get('/period/2026-10')
    expect(period).toMatchObject({ status: 'review', from: '2026-09-30T22:00:00.000Z', until: '2026-10-31T23:00:00.000Z', firstDay: '2026-10-01', lastDay: '2026-10-31' })
    expect(await desk.statement(anna, '2026-10')).toMatchObject({
      status: 'review', opening: { total: 0 }, closing: { pending: 0, payable: 15, total: 15 }, matured: 15, lineCount: 2, previousId: null,
      commissions: [{ component: 'percent_of_sale', brandId: desk.brandId, productId: null, lines: 2, amount: 15 }],
    })
    const { body: sealed } = await desk.api.post('/period/2026-10/seal')
    expect(sealed).toMatchObject({ status: 'sealed' })
    expect((await desk.api.post('/period/2026-10/seal')).body).toEqual(sealed)
    expect((await desk.api.post('/period/2026-10/close')).body).toEqual(sealed)
  })

  test('shows its lines, and each line its statement', async () => {
    const statement = await desk.statement(anna, '2026-10')
    const { items } = (await desk.api.get(`/statement/${statement.id}/line?limit=1`)).body
    expect(items).toMatchObject([{ section: 'commission', kind: 'commission_accrued', amount: 10, account: 'pending', relatesToPeriod: null, component: 'percent_of_sale' }])
    expect((await desk.api.get(`/commission/${items[0].causeId}`)).body).toMatchObject({ period: '2026-10', relatesToPeriod: null, statementId: statement.id })
  })

  test('is not changed by what comes late: that stands in the next period and names the one it belongs to', async () => {
    const before = (await desk.statement(anna, '2026-10')).hash
    const late = await desk.sale('anna', 70, '2026-10-20T10:00:00Z')
    const [line] = (await desk.api.get(`/commission?affiliateId=${anna}&limit=1`)).body.items
    expect(line).toMatchObject({ amount: 7, period: '2026-11', relatesToPeriod: '2026-10', statementId: null })
    await desk.close('2026-11')
    expect((await desk.statement(anna, '2026-10')).hash).toBe(before)
    expect(await desk.statement(anna, '2026-11')).toMatchObject({ opening: { total: 15 }, closing: { total: 22 }, lineCount: 1 })
    expect(await desk.statement(bob, '2026-11')).toMatchObject({ opening: { total: 3 }, closing: { total: 3 }, lineCount: 0, commissions: [] })
    expect(late).toBe('T4')
  })

  test('chains its statements and seals, and the books hold', async () => {
    const [october, november] = [await desk.statement(anna, '2026-10'), await desk.statement(anna, '2026-11')]
    expect(november.previousId).toBe(october.id)
    expect(await desk.offenders()).toEqual([])
  })
})
