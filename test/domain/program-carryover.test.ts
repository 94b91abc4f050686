import { describe, expect, test } from 'vitest'
import { DomainError } from '../../src/domain/errors.ts'
import { type CarryoverChange, type CarryoverColumns, carryoverOf, changedCarryover, earlierCarryoversOf } from '../../src/domain/programs/program-carryover.ts'

type Row = CarryoverColumns & { readonly currency: string; readonly time_zone: string }

const NEW: Row = {
  currency: 'EUR', time_zone: 'Europe/Malta', carryover_mode: 'reset', carryover_scope: 'plan', carryover_what: 'commission', carryover_cap_minor: null,
  carryover_cap_average_ppm: null, carryover_expiry_months: null, carryover_earlier: [],
}

/** A program after changes, each at its time. */
function changed(...changes: readonly [at: string, change: CarryoverChange][]): Row {
  let row = NEW
  for (const [at, change] of changes) row = { ...row, ...changedCarryover(row, change, new Date(at)) }
  return row
}

describe("a program's carryover", () => {
  test.each`
    case                        | change                                          | cap
    ${'an amount'}              | ${{ mode: 'carry', cap: { amount: 12.5 } }}     | ${{ amount: 12_500_000n }}
    ${'nothing at all'}         | ${{ mode: 'carry', cap: { amount: 0 } }}        | ${{ amount: 0n }}
    ${'average months'}         | ${{ mode: 'carry', cap: { averageMonths: 1.1 } }} | ${{ averageMonthsPpm: 1_100_000n }}
    ${'no cap'}                 | ${{ mode: 'carry', cap: null }}                 | ${null}
  `('can be capped by $case', ({ change, cap }) => {
    expect(carryoverOf(changed(['2026-11-10T00:00:00Z', change]))).toMatchObject({ mode: 'carry', cap })
  })

  test('a change holds from the open period on, in the time zone of the program', () => {
    const earlier = (at: string) => earlierCarryoversOf(changed([at, { mode: 'carry' }])).map(({ before }) => before)
    expect(earlier('2026-10-31T22:59:59.999Z')).toEqual(['2026-10'])
    expect(earlier('2026-10-31T23:00:00.000Z')).toEqual(['2026-11'])
  })

  test('what held before is kept as it was, once for each period in which it was changed', () => {
    const row = changed(
      ['2026-10-10T00:00:00Z', { mode: 'carry', what: 'base', cap: { amount: 100 }, expiryMonths: 2 }],
      ['2026-11-10T00:00:00Z', { mode: 'reset' }],
      ['2026-11-11T00:00:00Z', { scope: 'brand' }],
    )
    expect(carryoverOf(row)).toEqual({ mode: 'reset', scope: 'brand', what: 'base', cap: null, expiryMonths: null })
    expect(earlierCarryoversOf(row)).toEqual([
      { before: '2026-10', carryover: { mode: 'reset', scope: 'plan', what: 'commission', cap: null, expiryMonths: null } },
      { before: '2026-11', carryover: { mode: 'carry', scope: 'plan', what: 'base', cap: { amount: 100_000_000n }, expiryMonths: 2 } },
    ])
  })

  test('what contradicts itself is refused with its path', () => {
    const pathsOf = (change: CarryoverChange): string[] => {
      try {
        changed(['2026-11-10T00:00:00Z', change])
      } catch (error) {
        if (error instanceof DomainError) return error.errors.map(({ path }) => path)
        throw error
      }
      return []
    }
    expect(pathsOf({ expiryMonths: 3 })).toEqual(['carryover'])
    expect(pathsOf({ mode: 'carry', cap: {} })).toEqual(['carryover.cap'])
    expect(pathsOf({ mode: 'carry', cap: { amount: 0.001 } })).toEqual(['carryover.cap.amount'])
  })
})
