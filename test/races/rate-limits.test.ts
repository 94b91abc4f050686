import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Database, REQUEST_LIMITS } from '../../src/db/database.ts'
import { forgetRateWindows } from '../../src/domain/access/forget-rate-windows.ts'
import { newId } from '../../src/domain/ids.ts'
import { networkOf } from '../../src/http/plumbing/network.ts'
import { RateLimiter, type RateLimitName, type RateLimitState } from '../../src/http/plumbing/rate-limit.ts'
import { createTestContext, type TestContext } from '../support/context.ts'

const LIMITS = { default: 600, transactions: 6_000, unauthenticated: 600, events: 70, sdkEvents: 70, affiliates: 70, campaign: 100, entrance: 60 }
const PROCESSES = 4
const START = '2026-11-21T10:00:00.250Z'

let context: TestContext
const pools: Database[] = []
let limiters: RateLimiter[]
beforeAll(async () => {
  context = await createTestContext({ now: START })
  for (let i = 0; i < PROCESSES; i += 1) pools.push(new Database(context.database.appUrl, { ...REQUEST_LIMITS, connections: 4 }, () => undefined))
})
beforeEach(() => {
  context.clock.set(START)
  limiters = pools.map((pool) => new RateLimiter(pool, LIMITS))
})
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()))
  await context.close()
})

const now = () => context.clock.now()
const take = (process: number, name: RateLimitName, principal: string): Promise<RateLimitState> => {
  const limiter = limiters[process % PROCESSES]
  if (limiter === undefined) throw new Error('no such process')
  return limiter.take(name, principal, now())
}

/** Requests at once, spread over the processes. */
const hammer = (count: number, name: RateLimitName, principal: string) => Promise.all(Array.from({ length: count }, (_, i) => take(i, name, principal)))
const allowed = (states: readonly RateLimitState[]) => states.filter(({ isAllowed }) => isAllowed).length
const usedInDatabase = async (name: RateLimitName, principal: string) => {
  const rows = await context.db.shared((tx) => tx.sql<{ used: number }>({ text: 'select used from rate_window where principal = $1', values: [`${name} ${principal}`] }))
  return rows[0]?.used
}

describe('a limit holds for all processes together', () => {
  test.each`
    name              | limit    | requests
    ${'events'}       | ${70}    | ${400}
    ${'campaign'}     | ${100}   | ${400}
    ${'default'}      | ${600}   | ${2_400}
    ${'transactions'} | ${6_000} | ${24_000}
  `('of $requests requests at once on $name exactly $limit pass', async ({ name, limit, requests }) => {
    const principal = newId()
    const states = await hammer(requests, name, principal)
    expect(allowed(states)).toBe(limit)
    expect(allowed(await hammer(40, name, principal))).toBe(0)
    expect(states.every((state) => state.limit === limit && state.remaining >= 0 && state.remaining < limit)).toBe(true)
  })

  test('one after the other, through changing processes, they count down to the last one', async () => {
    const principal = newId()
    const remaining: number[] = []
    for (let i = 0; i < 70; i += 1) remaining.push((await take(i, 'events', principal)).remaining)
    expect(remaining).toEqual(Array.from({ length: 70 }, (_, i) => 69 - i))
    expect(await take(0, 'events', principal)).toMatchObject({ isAllowed: false, remaining: 0, limit: 70 })
  })

  test('one process alone counts a large limit down to the last one, with few statements', async () => {
    const principal = newId()
    const remaining: number[] = []
    const statements = new Set<number | undefined>()
    for (let i = 0; i < 600; i += 1) {
      remaining.push((await take(0, 'default', principal)).remaining)
      statements.add(await usedInDatabase('default', principal))
    }
    expect(remaining).toEqual(Array.from({ length: 600 }, (_, i) => 599 - i))
    expect(statements.size).toBeLessThan(50)
    expect((await take(0, 'default', principal)).isAllowed).toBe(false)
  })

  test('principals and limits do not share', async () => {
    const [one, other] = [newId(), newId()]
    expect(allowed(await hammer(80, 'events', one))).toBe(70)
    expect(allowed(await hammer(70, 'events', other))).toBe(70)
    expect(allowed(await hammer(70, 'affiliates', one))).toBe(70)
  })
})

describe('the window', () => {
  test('opens with the first request and lasts a minute, in every process', async () => {
    const principal = newId()
    const [first] = await hammer(71, 'events', principal)
    expect(first?.resetsAt).toEqual(new Date('2026-11-21T10:01:00.250Z'))
    context.clock.set('2026-11-21T10:01:00.249Z')
    expect((await take(1, 'events', principal)).isAllowed).toBe(false)
    context.clock.set('2026-11-21T10:01:00.250Z')
    const states = await hammer(80, 'events', principal)
    expect(allowed(states)).toBe(70)
    expect(states.every(({ resetsAt }) => resetsAt.toISOString() === '2026-11-21T10:02:00.250Z')).toBe(true)
  })

  test('a share that was not used is not carried into the next one', async () => {
    const principal = newId()
    await hammer(PROCESSES, 'default', principal)
    context.clock.advanceMs(60_000)
    expect(allowed(await hammer(2_000, 'default', principal))).toBe(600)
  })

  test('a process whose clock is behind counts in the same one', async () => {
    const principal = newId()
    await hammer(60, 'events', principal)
    context.clock.advanceMs(-30_000)
    expect(allowed(await hammer(40, 'events', principal))).toBe(10)
  })

  test('one that begins far in the future locks nobody out', async () => {
    const principal = newId()
    await hammer(71, 'events', principal)
    context.clock.advanceMs(-3_600_000)
    expect(allowed(await hammer(80, 'events', principal))).toBe(70)
  })

  test('an exhausted one is refused from memory until it is over', async () => {
    const principal = newId()
    await hammer(80, 'events', principal)
    // By now every process has seen that it is.
    await hammer(PROCESSES, 'events', principal)
    const used = await usedInDatabase('events', principal)
    expect(allowed(await hammer(200, 'events', principal))).toBe(0)
    expect(await usedInDatabase('events', principal)).toBe(used)
  })
})

describe('addresses', () => {
  test('of one IPv6 /64 share a limit, of another they do not; IPv4 addresses each have their own', async () => {
    const prefix = newId().slice(0, 4)
    const many = Array.from({ length: 80 }, (_, i) => networkOf(`2001:db8:${prefix}:1::${(i + 1).toString(16)}`))
    const states = await Promise.all(many.map((network, i) => take(i, 'sdkEvents', network)))
    expect(allowed(states)).toBe(70)
    expect((await take(0, 'sdkEvents', networkOf(`2001:db8:${prefix}:2::1`))).isAllowed).toBe(true)
    expect(allowed(await hammer(80, 'sdkEvents', networkOf('::ffff:192.0.2.7')))).toBe(70)
    expect((await take(0, 'sdkEvents', networkOf('192.0.2.7'))).isAllowed).toBe(false)
    expect((await take(0, 'sdkEvents', networkOf('192.0.2.8'))).isAllowed).toBe(true)
  })
})

describe('without a database', () => {
  test('what memory can answer is answered, everything else is refused as unavailable', async () => {
    const pool = new Database(context.database.appUrl, REQUEST_LIMITS, () => undefined)
    const limiter = new RateLimiter(pool, LIMITS)
    const [shared, exhausted] = [newId(), newId()]
    await limiter.take('default', shared, now())
    await Promise.all(Array.from({ length: 71 }, () => limiter.take('events', exhausted, now())))
    await pool.close()
    const away = new Database('postgresql://nobody@127.0.0.1:1/none', REQUEST_LIMITS, () => undefined)
    const cutOff = new RateLimiter(away, LIMITS)
    await expect(cutOff.take('events', newId(), now())).rejects.toMatchObject({ code: 'database_unavailable' })
    await away.close()
    expect((await limiter.take('default', shared, now())).isAllowed).toBe(true)
    expect((await limiter.take('events', exhausted, now())).isAllowed).toBe(false)
  })
})

test('windows in which nobody counts any more are forgotten, others stay', async () => {
  await context.db.shared((tx) => tx.sql({ text: 'delete from rate_window' }))
  const [old, young] = [newId(), newId()]
  await hammer(71, 'events', old)
  context.clock.advanceMs(100_000)
  await hammer(71, 'events', young)
  context.clock.advanceMs(20_001)
  const forget = (limit: number) => context.db.shared((tx) => forgetRateWindows(tx, { now: now(), limit }))
  expect(await forget(10)).toBe(1)
  expect(await forget(10)).toBe(0)
  expect([await usedInDatabase('events', old), await usedInDatabase('events', young)]).toEqual([undefined, 71])
})
