import { expect, test } from 'vitest'
import { COMPONENT_TYPES } from '../../src/domain/commissions/components/registry.ts'
import { becauseOf, evidenceOf } from '../../src/domain/commissions/reckoning/award-evidence.ts'
import type { ReckonedAward } from '../../src/domain/commissions/reckoning/reckon-plan.ts'
import { recomputeAward } from '../../src/domain/commissions/reckoning/recompute-award.ts'
import { awardWords } from '../../src/domain/commissions/reckoning/words/award-words.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { engineAwards, readVersions } from '../oracle/engine.ts'
import { randomWorld, type World } from '../oracle/generator.ts'
import { random } from '../simulation/random.ts'
import { dose, SEED } from '../support/dose.ts'
import { expectSpokenWords } from './spoken-words.ts'

const WORLDS = dose({ small: 60, short: 600, long: 4_000 })

/** A random plan and history; with a plan that the reader accepts. */
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

/** Every award of random plans and histories, with the leaves as they are stored. */
function eachAward(look: (award: ReckonedAward, of: { readonly component: string; readonly currency: string; readonly seed: string }) => void): void {
  for (let n = 0; n < WORLDS; n += 1) {
    const world = acceptedWorld(SEED + n)
    for (const { component, awards } of engineAwards(world)) {
      for (const award of awards) look(award, { component, currency: world.program.currency, seed: `TEST_SEED=${SEED + n} ${component} ${award.key}` })
    }
  }
}

const storedLeaves = (award: ReckonedAward) => becauseOf(JSON.parse(JSON.stringify(evidenceOf(award))))

test(`the leaves of every award of ${WORLDS} random plans and histories come to its amount`, () => {
  eachAward((award, { currency, seed }) => {
    expect([seed, recomputeAward(storedLeaves(award), currency)]).toEqual([seed, award.amountMinor])
  })
})

test('and can be told in every language', () => {
  eachAward((award, { component, currency }) => {
    const type = COMPONENT_TYPES.find((one) => one === component.split('.')[0])
    if (type === undefined) throw new Error(component)
    expectSpokenWords(awardWords({
      component: { key: component, type }, key: award.key, period: award.period, amountMinor: award.amountMinor, worthMinor: award.amountMinor, postedMinor: 0n,
      reason: award.reason, leaves: storedLeaves(award), scopeName: null, dayOf: (instant) => instant.toISOString().slice(0, 'yyyy-mm-dd'.length),
    }, currency))
  })
})

test('a leaf that was altered is found', () => {
  let altered = 0
  eachAward((award, { currency, seed }) => {
    const text = JSON.stringify(evidenceOf(award))
    const wrong = text.replace(/("name":"(?:amountPerClick|uniqueClicks|amountPerSale|amountPerRegistration)","value":\{[^}]*"(?:units|count)":")(\d+)/, (_, start: string, digits: string) => `${start}${digits}00`)
    if (wrong === text || award.amountMinor === 0n || text.includes('"cap"')) return
    altered += 1
    expect([seed, recomputeAward(becauseOf(JSON.parse(wrong)), currency)]).not.toEqual([seed, award.amountMinor])
  })
  expect(altered).toBeGreaterThan(WORLDS / 2)
})
