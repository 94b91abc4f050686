import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ClosingDesk } from './closing-desk.ts'

let desk: ClosingDesk

beforeAll(async () => {
  desk = await ClosingDesk.open('2026-11-04T12:00:00Z')
})
afterAll(() => desk.api.close())

describe('the rhythm of statements', () => {
  test('is the month, until the program says otherwise', async () => {
    expect((await desk.api.get('/program')).body.periodKinds).toEqual([{ kind: 'monthly', from: null }])
    expect((await desk.api.patch('/program', { periodKind: 'daily' })).status).toBe(400)
  })

  test('changes from the beginning while nothing was posted', async () => {
    expect((await desk.api.patch('/program', { periodKind: 'half_monthly' })).body.periodKinds).toEqual([{ kind: 'half_monthly', from: null }])
    expect((await desk.api.get('/period')).body.items).toMatchObject([{ id: '2026-11-H1', firstDay: '2026-11-01', lastDay: '2026-11-15' }])
  })

  test('changes at the end of the period that is under way once something was', async () => {
    await desk.affiliate('anna')
    await desk.sale('anna', 100, '2026-11-04T10:00:00Z')
    expect((await desk.api.patch('/program', { periodKind: 'weekly' })).body.periodKinds).toEqual([{ kind: 'half_monthly', from: null }, { kind: 'weekly', from: '2026-11-16' }])
    await desk.clock('2026-11-24T09:00:00Z')
    await desk.sale('anna', 50, '2026-11-17T10:00:00Z')
    expect((await desk.api.get('/period')).body.items.map(({ id }: { id: string }) => id)).toEqual(['2026-W48', '2026-W47', '2026-11-H1'])
    const { items } = (await desk.api.get('/commission')).body
    expect(items.map(({ amount, period }: { amount: number; period: string }) => `${amount} ${period}`)).toEqual(['5 2026-W47', '10 2026-11-H1'])
    await desk.close('2026-11-H1')
    await desk.close('2026-W47')
    expect(await desk.offenders()).toEqual([])
  })
})
