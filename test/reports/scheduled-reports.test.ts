import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { endedPeriod, sendScheduledReports } from '../../src/domain/reports/send-scheduled-reports.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

let api: TestApi
let recipientId: string
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-10T12:00:00.000Z' })
  recipientId = (await api.get('/report/recipient')).body.items[0].id
})
afterAll(() => api.close())

const send = () => sendScheduledReports({ ...api.context, publicUrl: 'https://fairshare.example' }, api.program.programId)
const mails = () =>
  api.context.db.shared((tx) => tx.sql<{ recipient: string; subject: string }>({ text: `select recipient, subject from mail where template = 'scheduled-report' order by id` }))

const definition = { dimensions: ['affiliate'], measures: ['clicks', 'commission'] }

test('a report goes out once for each day, whatever number of workers there are', async () => {
  const { status, body } = await api.post('/saved-report', { name: 'Daily numbers', definition, schedule: 'daily', recipientIds: [recipientId] })
  expect(status).toBe(201)
  expect(await send()).toBe(0)
  // The day on which it was scheduled ends; six hours later it is told.
  api.context.clock.set('2026-11-11T04:59:00.000Z')
  expect(await send()).toBe(0)
  api.context.clock.set('2026-11-11T05:01:00.000Z')
  const sent = await Promise.all(Array.from({ length: 10 }, send))
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(1)
  expect(await mails()).toEqual([{ recipient: 'admin@first.example', subject: 'Daily numbers, 2026-11-10 to 2026-11-10' }])
  api.context.clock.set('2026-11-12T08:00:00.000Z')
  expect([await send(), await send()]).toEqual([1, 0])
  await api.patch(`/saved-report/${body.id}`, { schedule: null })
  api.context.clock.set('2026-11-13T08:00:00.000Z')
  expect(await send()).toBe(0)
  expect(await mails()).toHaveLength(2)
})

test('a worker that stood still sends the last day only, not all of those it missed', async () => {
  const { body } = await api.post('/saved-report', { name: 'Late', definition, schedule: 'daily', recipientIds: [recipientId] })
  api.context.clock.set('2026-11-30T08:00:00.000Z')
  expect([await send(), await send()]).toEqual([1, 0])
  expect((await mails()).at(-1)?.subject).toBe('Late, 2026-11-29 to 2026-11-29')
  expect((await api.delete(`/saved-report/${body.id}`)).status).toBe(204)
})

test.each`
  schedule     | day             | from            | to
  ${'daily'}   | ${'2026-03-01'} | ${'2026-02-28'} | ${'2026-02-28'}
  ${'weekly'}  | ${'2026-11-16'} | ${'2026-11-09'} | ${'2026-11-15'}
  ${'weekly'}  | ${'2026-11-15'} | ${'2026-11-02'} | ${'2026-11-08'}
  ${'monthly'} | ${'2026-01-31'} | ${'2025-12-01'} | ${'2025-12-31'}
  ${'monthly'} | ${'2026-03-01'} | ${'2026-02-01'} | ${'2026-02-28'}
`('$schedule on $day is about $from to $to', ({ schedule, day, from, to }) => {
  expect(endedPeriod(schedule, day)).toEqual({ from, to })
})

describe('whom a report is sent to', () => {
  test.each([
    ['nobody', []],
    ['somebody else’s people', [newId()]],
  ])('%s: refused', async (_, recipientIds) => {
    const { status, body } = await api.post('/saved-report', { name: 'x', definition, schedule: 'weekly', recipientIds })
    expect([status, body.errors[0].path]).toEqual([400, 'recipientIds'])
  })

  test('who may not see reports any more gets none', async () => {
    await api.post('/saved-report', { name: 'Gone', definition, schedule: 'daily', recipientIds: [recipientId] })
    await api.context.db.shared((tx) => tx.sql({ text: 'update operator_user set disabled_at = now() where id = $1', values: [recipientId] }))
    const before = (await mails()).length
    api.context.clock.set('2026-12-02T08:00:00.000Z')
    await send()
    expect(await mails()).toHaveLength(before)
    await api.context.db.shared((tx) => tx.sql({ text: 'update operator_user set disabled_at = null where id = $1', values: [recipientId] }))
  })
})
