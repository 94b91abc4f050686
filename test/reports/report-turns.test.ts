import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { ReportTurns } from '../../src/domain/reports/report-turns.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A report that runs until it is told to end. */
function openReport(turns: ReportTurns, programId: string) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const report = { isRunning: false, end: resolve, ended: Promise.resolve() }
  report.ended = turns.run(programId, () => {
    report.isRunning = true
    return promise
  })
  return report
}

test('two reports of a program run at a time, four of all; the next begins when one has ended', async () => {
  const turns = new ReportTurns()
  const [one, other, third] = [newId(), newId(), newId()]
  const reports = [one, one, one, other, other, third].map((programId) => openReport(turns, programId))
  await vi.advanceTimersByTimeAsync(0)
  expect(reports.map(({ isRunning }) => isRunning)).toEqual([true, true, false, true, true, false])
  reports[0]?.end()
  await vi.advanceTimersByTimeAsync(0)
  // The program whose turn it is waits its turn among all.
  expect(reports.filter(({ isRunning }) => isRunning)).toHaveLength(5)
  for (const { end } of reports) end()
  await Promise.all(reports.map(({ ended }) => ended))
})

test('who waits for two seconds is told to come back', async () => {
  const turns = new ReportTurns()
  const programId = newId()
  const running = [openReport(turns, programId), openReport(turns, programId)]
  const waiting = openReport(turns, programId).ended.catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await waiting).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 2 })
  for (const { end } of running) end()
  await Promise.all(running.map(({ ended }) => ended))
  // Its place is not lost.
  const next = openReport(turns, programId)
  await vi.advanceTimersByTimeAsync(0)
  expect(next.isRunning).toBe(true)
  next.end()
})
