import { expect, test } from 'vitest'
import type { Component, CpaComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { isNoWorse } from '../../src/domain/plans/is-no-worse.ts'
import { RESET, SHARE } from './support/samples.ts'

const BEFORE = { holdDays: 14, components: [SHARE] }
const CPA: CpaComponent = { key: 'cpa', type: 'cpa', levels: [{ amountMinor: 5_000n, requirements: {} }], asAdvance: false, holdDays: null, rates: [], caps: [], floorMinor: null }
const withRate = (ratePpm: bigint): Component => ({ ...SHARE, tiers: { ...SHARE.tiers, bands: [{ from: 0n, ratePpm }] } })
const CAP = { per: 'affiliate', window: 'month', count: null, amountMinor: 10_000n, action: 'zero' } as const

test.each`
  change                             | isNone   | after
  ${'nothing'}                       | ${true}  | ${BEFORE}
  ${'a higher rate'}                 | ${true}  | ${{ ...BEFORE, components: [withRate(250_001n)] }}
  ${'a lower rate'}                  | ${false} | ${{ ...BEFORE, components: [withRate(249_999n)] }}
  ${'a shorter hold'}                | ${true}  | ${{ ...BEFORE, holdDays: 13 }}
  ${'a longer hold'}                 | ${false} | ${{ ...BEFORE, holdDays: 15 }}
  ${'a longer hold of a component'}  | ${false} | ${{ ...BEFORE, components: [{ ...SHARE, holdDays: 15 }] }}
  ${'a floor'}                       | ${true}  | ${{ ...BEFORE, components: [{ ...SHARE, floorMinor: 1n }] }}
  ${'a CPA more'}                    | ${true}  | ${{ ...BEFORE, components: [SHARE, CPA] }}
  ${'a CPA that is an advance'}      | ${false} | ${{ ...BEFORE, components: [{ ...SHARE, isAboveCpa: true }, { ...CPA, asAdvance: true }] }}
  ${'a share less'}                  | ${false} | ${{ ...BEFORE, components: [CPA] }}
  ${'a second share'}                | ${false} | ${{ ...BEFORE, components: [SHARE, { ...SHARE, key: 'revenue_share.2' }] }}
  ${'another base'}                  | ${false} | ${{ ...BEFORE, components: [{ ...SHARE, base: 'gross_revenue' }] }}
  ${'carryover of its own'}          | ${false} | ${{ ...BEFORE, components: [{ ...SHARE, carryover: { ...RESET, mode: 'carry' } }] }}
  ${'a cap'}                         | ${false} | ${{ ...BEFORE, components: [{ ...SHARE, caps: [CAP] }] }}
`('$change: no worse is $isNone', ({ after, isNone }) => {
  expect(isNoWorse(BEFORE, after)).toBe(isNone)
})

test('a cap that is higher is no worse, one that is lower is', () => {
  const capped = (amountMinor: bigint) => ({ ...BEFORE, components: [{ ...SHARE, caps: [{ ...CAP, amountMinor }] }] })
  expect([isNoWorse(capped(10_000n), capped(10_001n)), isNoWorse(capped(10_000n), capped(9_999n))]).toEqual([true, false])
})
