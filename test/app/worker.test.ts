import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../../src/db/database.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import type { ProgramTask, WorkerContext } from '../../src/jobs/task.ts'
import { startWorker } from '../../src/jobs/worker.ts'
import { createTestContext, type TestContext } from '../support/context.ts'

let context: TestContext
let workerContext: WorkerContext
const programs: Uuid[] = []

beforeAll(async () => {
  context = await createTestContext()
  workerContext = { ...context, ownerUrl: context.database.ownerUrl, report: () => undefined }
  const now = context.clock.now()
  const operatorId = newId()
  await context.db.shared(async (tx) => {
    await tx.all(build.insertInto('operator').values({ id: operatorId, name: 'Operator', created_at: now, updated_at: now }))
    for (const name of ['one', 'two', 'three']) {
      const id = newId()
      programs.push(id)
      await tx.all(build.insertInto('program').values({ id, operator_id: operatorId, name, currency: 'EUR', time_zone: 'UTC', created_at: now, updated_at: now }))
    }
  })
})
afterAll(() => context.close())

/** A task that notes its visits and does what it is told. */
function noting(run: (programId: Uuid) => Promise<boolean> = async () => false, everyMs = 0): ProgramTask & { readonly visits: Uuid[] } {
  const visits: Uuid[] = []
  return {
    name: 'noting',
    everyMs,
    visits,
    run(_, programId) {
      visits.push(programId)
      return run(programId)
    },
  }
}

async function until(condition: () => boolean, timeoutMs = 10_000): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it did not come to that')
    await delay(5)
  }
}

test('every program is visited without any signal', async () => {
  const task = noting()
  const worker = startWorker(workerContext, { programTasks: [task], upkeepTasks: [] })
  await until(() => programs.every((programId) => task.visits.includes(programId)))
  await worker.stop(1_000)
})

test('long work does not hold up the other work of its program', async () => {
  const task = noting()
  let isOver = false
  const long: ProgramTask = { name: 'long', everyMs: 0, run: async () => { await until(() => isOver); return false } }
  const worker = startWorker(workerContext, { programTasks: [task], longTasks: [long], upkeepTasks: [] })
  await until(() => task.visits.length >= 2 * programs.length)
  isOver = true
  await worker.stop(1_000)
})

test('a signal brings a visit at once', async () => {
  const task = noting()
  const worker = startWorker(workerContext, { programTasks: [task], upkeepTasks: [] })
  await until(() => task.visits.length >= 3)
  await delay(20)
  const before = task.visits.length
  context.signals.transactionsArrived(programs[1] ?? '')
  await delay(0)
  expect(task.visits.slice(before)).toEqual([programs[1]])
  await worker.stop(1_000)
})

test('a signal of another process is heard', async () => {
  const other = await createTestContext({ database: context.database })
  const task = noting()
  const worker = startWorker(workerContext, { programTasks: [task], upkeepTasks: [] })
  context.signals.listenToOthers(context.database.appUrl, () => undefined)
  const heard = (): boolean => {
    other.signals.transactionsArrived(programs[2] ?? '')
    return task.visits.filter((programId) => programId === programs[2]).length > 5
  }
  await until(heard)
  await worker.stop(1_000)
  await other.close()
})

test('while there is more, steps follow each other, and other programs still have their turn', async () => {
  let left = 100
  const task = noting(async (programId) => programId === programs[0] && (left -= 1) > 0)
  const worker = startWorker(workerContext, { programTasks: [task], upkeepTasks: [] })
  await until(() => left === 0)
  expect(task.visits).toEqual(expect.arrayContaining(programs))
  await worker.stop(1_000)
})

test('a failing task keeps neither its program’s other tasks nor other programs from their work, and is tried again', async () => {
  let failures = 0
  const failing: ProgramTask = { name: 'failing', everyMs: 0, run: async () => { failures += 1; throw new Error('broken') } }
  const task = noting()
  const worker = startWorker(workerContext, { programTasks: [failing, task], upkeepTasks: [] })
  await until(() => failures >= 6 && programs.every((programId) => task.visits.includes(programId)))
  await worker.stop(1_000)
})

test('a task that is due now and then is left alone in between', async () => {
  const rare = noting(async () => false, 60_000)
  const often = noting()
  const worker = startWorker(workerContext, { programTasks: [rare, often], upkeepTasks: [] })
  await until(() => often.visits.length >= 8)
  expect(rare.visits.toSorted()).toEqual(programs.toSorted())
  await worker.stop(1_000)
})

test('upkeep runs at the start', async () => {
  let runs = 0
  const worker = startWorker(workerContext, { programTasks: [], upkeepTasks: [{ name: 'upkeep', everyMs: 60_000, run: async () => { runs += 1 } }] })
  await until(() => runs === 1)
  await worker.stop(1_000)
})

test('a stop waits for the step under way and starts no other', async () => {
  let isFinished = false
  const task = noting(async () => {
    await delay(100)
    isFinished = true
    return true
  })
  const worker = startWorker(workerContext, { programTasks: [task], upkeepTasks: [] })
  await until(() => task.visits.length > 0)
  await worker.stop(5_000)
  const visits = task.visits.length
  expect(isFinished).toBe(true)
  await delay(50)
  expect(task.visits.length).toBe(visits)
})

test('a program rests after a visit: what arrives meanwhile is taken together', async () => {
  const task = noting(async () => { await delay(40); return false })
  const worker = startWorker(workerContext, { programTasks: [task], upkeepTasks: [] })
  const visits = (): number => task.visits.filter((programId) => programId === programs[0]).length
  await until(() => visits() > 0)
  const [before, startedAt] = [visits(), performance.now()]
  while (performance.now() - startedAt < 500) {
    context.signals.transactionsArrived(programs[0] ?? '')
    await delay(5)
  }
  expect(visits() - before).toBeGreaterThan(0)
  // 40 ms of work and 80 ms of rest each; without rest there would be twelve.
  expect(visits() - before).toBeLessThanOrEqual(6)
  await worker.stop(1_000)
})
