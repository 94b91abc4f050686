import { expect, test } from 'vitest'
import { COMPONENT_TYPES } from '../../src/domain/commissions/components/registry.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { random, shuffle } from '../simulation/random.ts'
import { dose, SEED } from '../support/dose.ts'
import { engineEarnings, readVersions } from './engine.ts'
import { randomWorld, type World } from './generator.ts'
import type { Earnings } from './model.ts'
import { oracle } from './oracle.ts'

const WORLDS = dose({ small: 300, short: 2_000, long: 10_000 })

/** A world with a plan that the reader accepts. */
function acceptedWorld(seed: number): World {
  const next = random(seed)
  for (;;) {
    const world = randomWorld(next, COMPONENT_TYPES)
    try {
      readVersions(world)
      return world
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
    }
  }
}

/** `cpa 2026-11 12.34`, without what is zero. */
function text(earnings: Earnings): string[] {
  return [...earnings].flatMap(([key, periods]) => [...periods].flatMap(([period, amount]) => (amount === 0n ? [] : [`${key} ${period} ${amount}`]))).sort()
}

test(`${WORLDS} random plans and histories: engine and oracle agree on every period of every component`, () => {
  for (let n = 0; n < WORLDS; n += 1) {
    const world = acceptedWorld(SEED + n)
    expect(text(engineEarnings(world)), `TEST_SEED=${SEED + n}`).toEqual(text(oracle(world)))
  }
})

test('the order in which events are given changes nothing', () => {
  for (let n = 0; n < WORLDS / 10; n += 1) {
    const world = acceptedWorld(SEED + n)
    const shuffled = { ...world, history: { ...world.history, events: shuffle(random(SEED + n), world.history.events) } }
    expect(text(oracle(shuffled)), `TEST_SEED=${SEED + n}`).toEqual(text(oracle(world)))
    expect(text(engineEarnings(shuffled)), `TEST_SEED=${SEED + n}`).toEqual(text(engineEarnings(world)))
  }
})
