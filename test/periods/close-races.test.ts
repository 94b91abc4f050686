import { afterEach, describe, expect, test } from 'vitest'
import { ClosingDesk } from './closing-desk.ts'

let desk: ClosingDesk
afterEach(() => desk.api.close())

describe('between the request to close and the cut', () => {
  test('what is older than the first period stands in it, and the period is listed once', async () => {
    desk = await ClosingDesk.open('2026-10-09T12:00:00Z')
    const anna = await desk.affiliate('anna')
    await desk.sale('anna', 100, '2026-10-06T10:00:00Z')
    await desk.clock('2026-11-02T12:00:00Z')
    await desk.api.post('/period/2026-10/close')
    expect((await desk.api.get('/period')).body.items.map(({ id, status }: { id: string; status: string }) => `${id} ${status}`)).toEqual(['2026-11 open', '2026-10 calculating'])
    await desk.sale('anna', 50, '2026-08-20T10:00:00Z')
    await desk.api.post('/period/2026-10/seal')
    expect(await desk.statement(anna, '2026-10')).toMatchObject({ closing: { total: 15 }, lineCount: 2 })
    expect((await desk.api.get('/commission?limit=1')).body.items).toMatchObject([{ amount: 5, period: '2026-10', relatesToPeriod: '2026-08' }])
    expect(await desk.offenders()).toEqual([])
  })
})
