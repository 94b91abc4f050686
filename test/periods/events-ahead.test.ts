import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '../../src/domain/ids.ts'
import { ClosingDesk } from './closing-desk.ts'

let desk: ClosingDesk
let anna: Uuid
beforeAll(async () => {
  desk = await ClosingDesk.open('2026-09-05T12:00:00Z')
  anna = await desk.affiliate('anna')
})
afterAll(() => desk.api.close())

test('a sale that was reported months ahead stands in the period of its day, however early it was known', async () => {
  await desk.sale('anna', 100, '2026-09-05T10:00:00Z')
  await desk.sale('anna', 70, '2026-11-20T10:00:00Z')
  for (const month of [10, 11, 12]) {
    await desk.clock(`2026-${String(month).padStart(2, '0')}-03T12:00:00Z`)
    await desk.close(`2026-${String(month - 1).padStart(2, '0')}`)
  }
  expect((await desk.statement(anna, '2026-09')).closing).toMatchObject({ total: 10 })
  expect((await desk.statement(anna, '2026-10')).closing).toMatchObject({ total: 10 })
  expect((await desk.statement(anna, '2026-11')).closing).toMatchObject({ total: 17 })
  expect(await desk.offenders()).toEqual([])
})
