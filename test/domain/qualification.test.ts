import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CpaLevel, Requirements } from '../../src/domain/commissions/rules/plan-terms.ts'
import {
  advance,
  compareCanonical,
  type CustomerEvent,
  type CustomerFacts,
  emptyProgress,
  evaluate,
  type ReachedLevel,
  requirementProgress,
} from '../../src/domain/commissions/rules/qualification.ts'
import { DOSED_TIMEOUT_MS, dose } from '../support/dose.ts'

const MAJOR = 1_000_000n
const CENT = 10_000n
const REGISTERED_AT = new Date('2026-11-01T12:00:00.000Z')
const FACTS: CustomerFacts = {
  registeredAt: REGISTERED_AT,
  clickedAt: new Date('2026-10-31T12:00:00.000Z'),
  country: 'MT',
  isVerified: true,
}
const DAY_MS = 86_400_000

function level(amountMinor: bigint, requirements: Requirements): CpaLevel {
  return { amountMinor, requirements }
}

function event(id: string, days: number, rest: Partial<CustomerEvent> = {}): CustomerEvent {
  const occurredAt = new Date(REGISTERED_AT.getTime() + days * DAY_MS)
  return {
    transactionId: id,
    occurredAt,
    brandId: 'b',
    externalId: id,
    deposit: 0n,
    withdrawal: 0n,
    wager: 0n,
    net: 0n,
    isDeposit: (rest.deposit ?? 0n) > 0n,
    ...rest,
  }
}

/** "1@a 2@c": which level was reached by which event. */
function reachedBy(reached: readonly ReachedLevel[]): string {
  return reached.map(({ level: number, event: cause }) => `${number}@${cause.transactionId}`).join(' ')
}

function qualify(levels: readonly CpaLevel[], events: readonly CustomerEvent[], facts: Partial<CustomerFacts> = {}): string {
  return reachedBy(evaluate(events, { ...FACTS, ...facts }, levels).reached)
}

describe('a customer qualifies', () => {
  test.each`
    case                          | requirements                         | event                                                | expected
    ${'one cent short'}           | ${{ minDepositTotal: 20n * MAJOR }}  | ${{ deposit: 20n * MAJOR - CENT }}                   | ${''}
    ${'exactly the minimum'}      | ${{ minDepositTotal: 20n * MAJOR }}  | ${{ deposit: 20n * MAJOR }}                          | ${'1@a'}
    ${'one cent more'}            | ${{ minDepositTotal: 20n * MAJOR }}  | ${{ deposit: 20n * MAJOR + CENT }}                   | ${'1@a'}
    ${'a single deposit, short'}  | ${{ minDepositSingle: 20n * MAJOR }} | ${{ deposit: 20n * MAJOR - CENT }}                   | ${''}
    ${'a single deposit, enough'} | ${{ minDepositSingle: 20n * MAJOR }} | ${{ deposit: 20n * MAJOR }}                          | ${'1@a'}
    ${'net deposit, short'}       | ${{ minNetDeposit: 20n * MAJOR }}    | ${{ deposit: 30n * MAJOR, withdrawal: 11n * MAJOR }} | ${''}
    ${'net deposit, enough'}      | ${{ minNetDeposit: 20n * MAJOR }}    | ${{ deposit: 30n * MAJOR, withdrawal: 10n * MAJOR }} | ${'1@a'}
    ${'wager, short'}             | ${{ minWager: 40n * MAJOR }}         | ${{ wager: 40n * MAJOR - 1n }}                       | ${''}
    ${'wager, enough'}            | ${{ minWager: 40n * MAJOR }}         | ${{ wager: 40n * MAJOR }}                            | ${'1@a'}
    ${'net revenue, short'}       | ${{ minNetRevenue: 100n * MAJOR }}   | ${{ net: 100n * MAJOR - 1n }}                        | ${''}
    ${'net revenue, enough'}      | ${{ minNetRevenue: 100n * MAJOR }}   | ${{ net: 100n * MAJOR }}                             | ${'1@a'}
    ${'no deposit'}               | ${{ minDeposits: 1 }}                | ${{ net: 5n * MAJOR }}                               | ${''}
    ${'a deposit'}                | ${{ minDeposits: 1 }}                | ${{ deposit: CENT }}                                 | ${'1@a'}
    ${'nothing required'}         | ${{}}                                | ${{}}                                                | ${'1@a'}
  `('$case → "$expected"', ({ requirements, event: amounts, expected }) => {
    expect(qualify([level(5000n, requirements)], [event('a', 1, amounts)])).toBe(expected)
  })

  test.each`
    case                    | requirements                   | facts                    | expected
    ${'its country'}        | ${{ countries: ['IT', 'MT'] }} | ${{ country: 'MT' }}     | ${'1@a'}
    ${'another country'}    | ${{ countries: ['IT', 'MT'] }} | ${{ country: 'DE' }}     | ${''}
    ${'an unknown country'} | ${{ countries: ['IT', 'MT'] }} | ${{ country: null }}     | ${''}
    ${'verified'}           | ${{ verified: true }}          | ${{ isVerified: true }}  | ${'1@a'}
    ${'not verified'}       | ${{ verified: true }}          | ${{ isVerified: false }} | ${''}
  `('by what is known of it: $case → "$expected"', ({ requirements, facts, expected }) => {
    expect(qualify([level(5000n, requirements)], [event('a', 1)], facts)).toBe(expected)
  })

  test.each`
    case                                  | withinFrom        | days               | expected
    ${'at the last moment'}               | ${'registration'} | ${30}              | ${'1@a'}
    ${'1 ms after it'}                    | ${'registration'} | ${30 + 1 / DAY_MS} | ${''}
    ${'one day late'}                     | ${'registration'} | ${31}              | ${''}
    ${'by the click, at the last moment'} | ${'click'}        | ${29}              | ${'1@a'}
    ${'by the click, 1 ms after it'}      | ${'click'}        | ${29 + 1 / DAY_MS} | ${''}
    ${'before it registered'}             | ${'registration'} | ${-1}              | ${'1@a'}
  `('within 30 days, $case → "$expected"', ({ withinFrom, days, expected }) => {
    expect(qualify([level(5000n, { minDeposits: 1, withinDays: 30, withinFrom })], [event('a', days, { deposit: MAJOR })])).toBe(expected)
  })

  test('a window from the first deposit opens with it', () => {
    const levels = [level(5000n, { minWager: 40n * MAJOR, withinDays: 7, withinFrom: 'first_deposit' })]
    const early = event('early', 1, { wager: 40n * MAJOR })
    const late = [event('deposit', 100, { deposit: MAJOR }), event('bet', 107, { wager: 40n * MAJOR })]
    expect(qualify(levels, [early])).toBe('')
    expect(qualify(levels, late)).toBe('1@bet')
    expect(qualify(levels, [...late.slice(0, 1), event('bet', 107.001, { wager: 40n * MAJOR })])).toBe('')
    expect(qualify(levels, [early, ...late])).toBe('1@deposit')
  })

  test('without a click a window from the click never opens', () => {
    expect(qualify([level(5000n, { withinDays: 30, withinFrom: 'click' })], [event('a', 0)], { clickedAt: null })).toBe('')
  })
})

describe('levels', () => {
  const levels = [
    level(5000n, { minDepositTotal: 20n * MAJOR }),
    level(8000n, { minDepositTotal: 20n * MAJOR, minNetRevenue: 100n * MAJOR }),
  ]

  test('each level is credited to the event that completes it, in canonical order', () => {
    const events = [event('c', 3, { net: 60n * MAJOR }), event('a', 1, { net: 40n * MAJOR }), event('b', 2, { deposit: 20n * MAJOR })]
    expect(qualify(levels, events)).toBe('1@b 2@c')
  })

  test('one event may complete several', () => {
    const { reached, progress } = evaluate([event('a', 1, { deposit: 20n * MAJOR, net: 100n * MAJOR })], FACTS, levels)
    expect(reached.map(({ level: number, amountMinor }) => [number, amountMinor])).toEqual([
      [1, 5000n],
      [2, 8000n],
    ])
    expect(progress.levelReached).toBe(2)
  })

  test('a level is not reached before the one below it', () => {
    const skipping = [level(5000n, { minDepositTotal: 20n * MAJOR }), level(8000n, { minNetRevenue: 100n * MAJOR })]
    expect(qualify(skipping, [event('a', 1, { net: 100n * MAJOR })])).toBe('')
    expect(qualify(skipping, [event('a', 1, { net: 100n * MAJOR }), event('b', 2, { deposit: 20n * MAJOR })])).toBe('1@b 2@b')
  })

  test('a level stays reached when later events take the sums back', () => {
    expect(
      qualify(levels, [
        event('a', 1, { deposit: 20n * MAJOR }),
        event('b', 2, { deposit: -20n * MAJOR }),
        event('c', 3, { deposit: 20n * MAJOR }),
      ]),
    ).toBe('1@a')
  })

  test('losses without a known origin count from the start', () => {
    const losses = { deposit: -5n * MAJOR, withdrawal: 0n, wager: 0n, net: 0n }
    const events = [event('a', 1, { deposit: 20n * MAJOR }), event('b', 2, { deposit: 5n * MAJOR })]
    expect(reachedBy(evaluate(events, FACTS, levels, losses).reached)).toBe('1@b')
  })

  test('events are refused out of order', () => {
    const { progress } = advance(emptyProgress(), event('b', 2), levels, FACTS)
    expect(() => advance(progress, event('a', 1), levels, FACTS)).toThrow('canonical order')
  })
})

describe('the canonical order', () => {
  test('is by time, then brand, then external id, by code unit', () => {
    const at = (days: number, brandId: string, externalId: string) => ({ ...event('x', days), brandId, externalId })
    const ordered = [at(1, 'b', 'z'), at(2, 'a', 'z'), at(2, 'b', 'A'), at(2, 'b', 'Z'), at(2, 'b', 'a'), at(2, 'b', 'ä')]
    expect(ordered.toReversed().toSorted(compareCanonical)).toEqual(ordered)
  })
})

const anyAmount = fc.integer({ min: -30, max: 60 }).map((value) => BigInt(value) * MAJOR)
const anyEvents = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 99 }),
      days: fc.integer({ min: -2, max: 40 }),
      deposit: anyAmount,
      withdrawal: anyAmount,
      wager: anyAmount,
      net: anyAmount,
    }),
    { maxLength: 12, selector: ({ id }) => id },
  )
  .map((list) => list.map(({ id, days, ...amounts }) => event(`e${id}`, days, amounts)))
const anyRequirements: fc.Arbitrary<Requirements> = fc.record(
  {
    minDepositTotal: anyAmount,
    minDepositSingle: anyAmount,
    minNetDeposit: anyAmount,
    minWager: anyAmount,
    minNetRevenue: anyAmount,
    minDeposits: fc.integer({ min: 1, max: 4 }),
    withinDays: fc.integer({ min: 1, max: 40 }),
    withinFrom: fc.constantFrom('click' as const, 'registration' as const, 'first_deposit' as const),
  },
  { requiredKeys: [] },
)
const anyLevels = fc
  .array(anyRequirements, { minLength: 1, maxLength: 3 })
  .map((list) => list.map((requirements, index) => level(BigInt(index + 1) * 1000n, requirements)))

describe('laws of qualification', () => {
  const numRuns = dose({ small: 1_000, short: 10_000, long: 100_000 })

  test('the order of arrival does not matter', () => {
    const shuffled = anyEvents.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))
    fc.assert(
      fc.property(anyLevels, shuffled, (levels, [events, other]) => {
        expect(evaluate(other, FACTS, levels)).toEqual(evaluate(events, FACTS, levels))
      }),
      { numRuns },
    )
  }, DOSED_TIMEOUT_MS)

  test('one event at a time in canonical order gives the same as the whole history', () => {
    fc.assert(
      fc.property(anyLevels, anyEvents, fc.nat(12), (levels, events, cut) => {
        const ordered = events.toSorted(compareCanonical)
        // What is known of the first events is stored and taken up again.
        let { progress, reached: before } = evaluate(ordered.slice(0, cut), FACTS, levels)
        const reached = [...before]
        for (const next of ordered.slice(cut)) {
          const step = advance(progress, next, levels, FACTS)
          progress = step.progress
          reached.push(...step.reached)
        }
        expect({ progress, reached }).toEqual(evaluate(events, FACTS, levels))
      }),
      { numRuns },
    )
  }, DOSED_TIMEOUT_MS)

  test('levels are reached in order, each once, inside its window', () => {
    fc.assert(
      fc.property(anyLevels, anyEvents, (levels, events) => {
        const { reached, progress } = evaluate(events, FACTS, levels)
        expect(reached.map((step) => step.level)).toEqual(Array.from({ length: progress.levelReached }, (_, index) => index + 1))
        for (const step of reached) {
          const { withinDays, withinFrom } = levels[step.level - 1]?.requirements ?? {}
          const origin =
            withinFrom === 'click' ? FACTS.clickedAt : withinFrom === 'first_deposit' ? progress.firstDepositAt : FACTS.registeredAt
          if (withinDays !== undefined)
            expect(step.event.occurredAt.getTime()).toBeLessThanOrEqual((origin?.getTime() ?? 0) + withinDays * DAY_MS)
        }
      }),
      { numRuns },
    )
  }, DOSED_TIMEOUT_MS)
})

describe('progress', () => {
  const target = level(5000n, {
    minDepositTotal: 20n * MAJOR,
    minNetDeposit: 10n * MAJOR,
    minDeposits: 2,
    countries: ['MT'],
    verified: true,
    withinDays: 30,
  })
  const { progress } = evaluate([event('a', 1, { deposit: 14n * MAJOR, withdrawal: 2n * MAJOR })], FACTS, [target])

  test('says what there is of what is needed', () => {
    expect(requirementProgress(progress, target, FACTS, REGISTERED_AT).requirements).toEqual([
      { requirement: 'minDepositTotal', have: 14n * MAJOR, need: 20n * MAJOR, isMet: false },
      { requirement: 'minNetDeposit', have: 12n * MAJOR, need: 10n * MAJOR, isMet: true },
      { requirement: 'minDeposits', have: 1, need: 2, isMet: false },
      { requirement: 'countries', have: 'MT', need: ['MT'], isMet: true },
      { requirement: 'verified', have: true, need: true, isMet: true },
    ])
  })

  test.each`
    case                    | days    | left
    ${'just registered'}    | ${0}    | ${30}
    ${'20.5 days later'}    | ${20.5} | ${10}
    ${'21 days later'}      | ${21}   | ${9}
    ${'at the last moment'} | ${30}   | ${0}
    ${'long after'}         | ${90}   | ${0}
  `('$case there are $left days left', ({ days, left }) => {
    expect(requirementProgress(progress, target, FACTS, event('now', days).occurredAt).daysLeft).toBe(left)
  })

  test('a window that has not opened has no days left to show, and none without a window', () => {
    const fromDeposit = level(1n, { withinDays: 7, withinFrom: 'first_deposit' })
    expect([fromDeposit, level(1n, {})].map((one) => requirementProgress(emptyProgress(), one, FACTS, REGISTERED_AT).daysLeft)).toEqual([
      null,
      null,
    ])
  })
})
