import { describe, expect, test } from 'vitest'
import { nextPayoutDateOf } from '../../src/domain/payouts/next-payout-date-of.ts'

const rhythm = { frequency: 'monthly', now: new Date('2026-11-10T12:00:00Z'), timeZone: 'Europe/Malta' } as const

describe('when somebody who was left out can be paid', () => {
  test.each`
    reason               | heldUntil                               | date
    ${'below_minimum'}   | ${null}                                 | ${'2026-11-30T23:00:00.000Z'}
    ${'in_flight'}       | ${null}                                 | ${'2026-11-30T23:00:00.000Z'}
    ${'method_held'}     | ${new Date('2026-11-13T00:00:00Z')}     | ${'2026-11-30T23:00:00.000Z'}
    ${'method_held'}     | ${new Date('2026-12-02T00:00:00Z')}     | ${'2026-12-31T23:00:00.000Z'}
    ${'method_missing'}  | ${null}                                 | ${undefined}
    ${'blocked'}         | ${null}                                 | ${undefined}
    ${'negative_balance'} | ${null}                                | ${undefined}
  `('$reason, $heldUntil → $date', ({ reason, heldUntil, date }) => {
    expect(nextPayoutDateOf({ reason, heldUntil }, rhythm)?.toISOString()).toBe(date)
  })
})
