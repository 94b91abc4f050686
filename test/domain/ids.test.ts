import { expect, test } from 'vitest'
import { firstIdAt, isUuid, newId } from '../../src/domain/ids.ts'

test('ids are UUIDv7, unique, and only grow, also within a millisecond and when the clock runs back', () => {
  const ids = Array.from({ length: 20_000 }, (_, i) => newId(i % 1_000 === 0 ? Date.now() - 5_000 : Date.now()))
  expect(ids.every((id) => isUuid(id) && id[14] === '7' && '89ab'.includes(id[19] ?? ''))).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual([...ids].sort())
})

test('a range of ids is a range of time', () => {
  const at = new Date(Date.now() + 60_000)
  const id = newId(at.getTime())
  expect(firstIdAt(at) <= id && id < firstIdAt(new Date(at.getTime() + 1))).toBe(true)
})
