import { expect, test } from 'vitest'
import { Coalescer } from '../../src/app/coalescer.ts'
import { DomainError } from '../../src/domain/errors.ts'

/** A run that records its batches and finishes when it is told to. */
function gatedRun() {
  const batches: { key: string, items: readonly number[] }[] = []
  const gates: (() => void)[] = []
  const run = async (key: string, items: readonly number[]): Promise<number[]> => {
    batches.push({ key, items })
    await new Promise<void>((resolve) => gates.push(resolve))
    return items.map((item) => item * 10)
  }
  return { batches, run, open: () => gates.shift()?.() }
}

test('an idle key runs at once, and what arrives meanwhile goes together, in order, in bounded batches', async () => {
  const { batches, run, open } = gatedRun()
  const coalescer = new Coalescer(run, { maxBatch: 3 })
  const results = [1, 2, 3, 4, 5].map((item) => coalescer.submit('a', item))
  expect(batches).toEqual([{ key: 'a', items: [1] }])
  for (let i = 0; i < 3; i += 1) {
    open()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(await Promise.all(results)).toEqual([10, 20, 30, 40, 50])
  expect(batches.map((batch) => batch.items)).toEqual([[1], [2, 3, 4], [5]])
})

test('two runs at a time, when that is allowed, and no more', async () => {
  const { batches, run, open } = gatedRun()
  const coalescer = new Coalescer(run, { maxBatch: 3, maxRuns: 2 })
  const results = [1, 2, 3, 4].map((item) => coalescer.submit('a', item))
  expect(batches.map((batch) => batch.items)).toEqual([[1], [2]])
  for (let i = 0; i < 3; i += 1) {
    open()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(await Promise.all(results)).toEqual([10, 20, 30, 40])
  expect(batches.map((batch) => batch.items)).toEqual([[1], [2], [3, 4]])
})

test('keys do not wait for each other', async () => {
  const { batches, run, open } = gatedRun()
  const coalescer = new Coalescer(run, { maxBatch: 10 })
  const results = [coalescer.submit('a', 1), coalescer.submit('b', 2)]
  expect(batches.map((batch) => batch.key)).toEqual(['a', 'b'])
  open()
  open()
  expect(await Promise.all(results)).toEqual([10, 20])
})

test('a poisonous item fails alone', async () => {
  const coalescer = new Coalescer<string, number, number>(async (_key, items) => {
    await new Promise((resolve) => setImmediate(resolve))
    if (items.includes(13)) throw new Error('poison')
    return items.map((item) => item + 1)
  }, { maxBatch: 10 })
  const outcomes = await Promise.allSettled([1, 2, 13, 4].map((item) => coalescer.submit('a', item)))
  expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : String(outcome.reason)))).toEqual([2, 3, 'Error: poison', 5])
})

test('an unavailable database is told to everybody, once', async () => {
  let runs = 0
  const coalescer = new Coalescer<string, number, number>(async () => {
    runs += 1
    await new Promise((resolve) => setImmediate(resolve))
    throw new DomainError('database_unavailable')
  }, { maxBatch: 10 })
  const outcomes = await Promise.allSettled([1, 2, 3].map((item) => coalescer.submit('a', item)))
  expect(outcomes.every((outcome) => outcome.status === 'rejected' && outcome.reason instanceof DomainError)).toBe(true)
  expect(runs).toBe(2)
})

test('a key is usable again after a failure', async () => {
  let fail = true
  const coalescer = new Coalescer<string, number, number>(async (_key, items) => {
    if (fail) throw new Error('once')
    return items
  }, { maxBatch: 10 })
  await expect(coalescer.submit('a', 1)).rejects.toThrow('once')
  fail = false
  expect(await coalescer.submit('a', 2)).toBe(2)
})
