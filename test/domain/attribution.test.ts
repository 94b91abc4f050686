import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AttributionSettings, Carrier, Touch } from '../../src/domain/customers/decide-attribution.ts'
import { decideAttribution } from '../../src/domain/customers/decide-attribution.ts'

const REGISTERED_AT = new Date('2026-11-15T12:00:00.000Z')
const SETTINGS: AttributionSettings = { model: 'last_click', windowDays: 30, organicTracking: 'assign', standDownMinutes: 0, couponBeatsClick: true }
const DAY_MS = 86_400_000

/** A click by affiliate `who`, `msBefore` the registration. */
function click(who: string, msBefore: number, rest: Partial<Touch> = {}): Touch {
  return {
    carrier: 'click_key',
    clickKey: `key-${who}-${msBefore}`,
    affiliateId: who,
    trackerId: `${who}-tracker`,
    touchedAt: new Date(REGISTERED_AT.getTime() - msBefore),
    isSent: false,
    blockedBecause: null,
    ...rest,
  }
}

function other(carrier: Carrier, who: string, msBefore = 0): Touch {
  return click(who, msBefore, { carrier, clickKey: null, isSent: true })
}

/** "anna" or "organic: click_expired", the shortest account of a decision. */
function decide(touches: readonly Touch[], settings: Partial<AttributionSettings> = {}): string {
  const decision = decideAttribution(REGISTERED_AT, { ...SETTINGS, ...settings }, touches)
  return decision.outcome === 'attributed' ? `${decision.winner.affiliateId}: ${decision.reason}` : `${decision.outcome}: ${decision.reason}`
}

describe('a click counts inside the window', () => {
  test.each`
    case                                    | msBefore           | isSent   | expected
    ${'at the registration itself'}         | ${0}               | ${false} | ${'anna: last_click'}
    ${'1 ms before it'}                     | ${1}               | ${false} | ${'anna: last_click'}
    ${'1 ms after it'}                      | ${-1}              | ${false} | ${'organic: click_required'}
    ${'1 ms after it, sent with it'}        | ${-1}              | ${true}  | ${'anna: clock_skew'}
    ${'1 ms less than 24 h after, sent'}    | ${1 - DAY_MS}      | ${true}  | ${'anna: clock_skew'}
    ${'24 h after, sent'}                   | ${-DAY_MS}         | ${true}  | ${'anna: clock_skew'}
    ${'24 h and 1 ms after, sent'}          | ${-DAY_MS - 1}     | ${true}  | ${'organic: click_after_registration'}
    ${'1 ms less than 30 days before'}      | ${30 * DAY_MS - 1} | ${true}  | ${'anna: last_click'}
    ${'exactly 30 days before'}             | ${30 * DAY_MS}     | ${true}  | ${'organic: click_expired'}
    ${'1 ms more than 30 days before'}      | ${30 * DAY_MS + 1} | ${true}  | ${'organic: click_expired'}
  `('$case → $expected', ({ msBefore, isSent, expected }) => {
    expect(decide([click('anna', msBefore, { isSent })])).toBe(expected)
  })

  test.each`
    windowDays | msBefore               | expected
    ${1}       | ${DAY_MS - 1}          | ${'anna: last_click'}
    ${1}       | ${DAY_MS}              | ${'organic: click_expired'}
    ${3650}    | ${3650 * DAY_MS - 1}   | ${'anna: last_click'}
    ${3650}    | ${3650 * DAY_MS}       | ${'organic: click_expired'}
  `('a window of $windowDays days, $msBefore ms before → $expected', ({ windowDays, msBefore, expected }) => {
    expect(decide([click('anna', msBefore, { isSent: true })], { windowDays })).toBe(expected)
  })
})

describe('the model chooses among the clicks', () => {
  test.each`
    case                                          | model            | expected
    ${'the last one'}                             | ${'last_click'}  | ${'carla: last_click'}
    ${'the first one'}                            | ${'first_click'} | ${'berta: first_click'}
  `('$case → $expected', ({ model, expected }) => {
    const clicks = [click('berta', 3000), click('anna', 40 * DAY_MS), click('carla', 1000), click('dora', -1), click('eve', 2000, { isSent: true })]
    expect(decide(clicks, { model })).toBe(expected)
  })

  test('a click of the same instant that was sent comes before one that was found', () => {
    expect(decide([click('anna', 5), click('berta', 5, { isSent: true })])).toBe('berta: last_click')
    expect(decide([click('anna', 5), click('berta', 5, { isSent: true })], { model: 'first_click' })).toBe('berta: first_click')
  })

  test('every loser keeps its own reason', () => {
    const decision = decideAttribution(REGISTERED_AT, SETTINGS, [
      click('winner', 10), click('earlier', 20), click('robot', 5, { blockedBecause: 'bot' }), click('old', 31 * DAY_MS), click('late', -5),
      other('referral_code', 'code'),
    ])
    expect(Object.fromEntries(decision.losers.map(({ touch, reason }) => [touch.affiliateId, reason]))).toEqual({
      earlier: 'not_last_click', robot: 'bot', old: 'click_expired', late: 'click_after_registration', code: 'lower_precedence',
    })
  })
})

describe('the strongest carrier wins', () => {
  const all = [other('cookie', 'cookie', 1), other('referral_code', 'code'), click('click', 5), other('coupon', 'coupon'), other('manual', 'manual')]
  test.each`
    present | expected
    ${5}    | ${'manual: manual'}
    ${4}    | ${'coupon: coupon'}
    ${3}    | ${'click: last_click'}
    ${2}    | ${'code: referral_code'}
    ${1}    | ${'cookie: cookie'}
  `('of the $present weakest carriers → $expected', ({ present, expected }) => {
    expect(decide(all.slice(0, present))).toBe(expected)
  })

  test.each`
    present | expected
    ${5}    | ${'manual: manual'}
    ${4}    | ${'click: last_click'}
  `('where a coupon does not beat a click: of the $present weakest → $expected', ({ present, expected }) => {
    expect(decide(all.slice(0, present), { couponBeatsClick: false })).toBe(expected)
  })

  test('where a coupon does not beat a click it still beats a referral code, and a click that does not count', () => {
    const touches = [other('referral_code', 'code'), other('coupon', 'coupon'), click('anna', 30 * DAY_MS, { isSent: true })]
    expect(decide(touches, { couponBeatsClick: false })).toBe('coupon: coupon')
  })

  test('a click that does not count leaves the field to a referral code', () => {
    expect(decide([click('anna', 30 * DAY_MS, { isSent: true }), other('referral_code', 'code')])).toBe('code: referral_code')
  })
})

describe('a coupon stands down before a click that is younger than the stand-down time', () => {
  test.each`
    case                      | minutes | msBefore      | expected
    ${'1 ms younger'}         | ${10}   | ${599_999}    | ${'anna: last_click'}
    ${'exactly as old'}       | ${10}   | ${600_000}    | ${'coupon: coupon'}
    ${'1 ms older'}           | ${10}   | ${600_001}    | ${'coupon: coupon'}
    ${'without stand-down'}   | ${0}    | ${1}          | ${'coupon: coupon'}
  `('$case → $expected', ({ minutes, msBefore, expected }) => {
    expect(decide([other('coupon', 'coupon'), click('anna', msBefore)], { standDownMinutes: minutes })).toBe(expected)
  })

  test('not before a click of its own affiliate', () => {
    expect(decide([other('coupon', 'anna'), click('anna', 1)], { standDownMinutes: 10 })).toBe('anna: coupon')
  })
})

describe('without a click that counts', () => {
  test.each`
    case                             | touches                                                            | refusals                                                                   | expected
    ${'nothing was sent'}            | ${[]}                                                              | ${[]}                                                                      | ${'click_required'}
    ${'the key did not decode'}      | ${[]}                                                              | ${[{ carrier: 'click_key', clickKey: null, reason: 'click_invalid' }]}     | ${'click_invalid'}
    ${'the key is another program'}  | ${[]}                                                              | ${[{ carrier: 'click_key', clickKey: null, reason: 'click_foreign' }]}     | ${'click_foreign'}
    ${'the coupon is unknown'}       | ${[]}                                                              | ${[{ carrier: 'coupon', clickKey: null, reason: 'coupon_unknown' }]}       | ${'coupon_unknown'}
    ${'the click is too old'}        | ${[click('anna', 31 * DAY_MS, { isSent: true })]}                  | ${[]}                                                                      | ${'click_expired'}
    ${'the click was a robot'}       | ${[click('anna', 1, { isSent: true, blockedBecause: 'bot' })]}     | ${[]}                                                                      | ${'bot'}
  `('$case → organic or rejected because $expected', ({ touches, refusals, expected }) => {
    for (const [organicTracking, outcome] of [['assign', 'organic'], ['reject', 'rejected']] as const) {
      const decision = decideAttribution(REGISTERED_AT, { ...SETTINGS, organicTracking }, touches, refusals)
      expect([decision.outcome, decision.reason]).toEqual([outcome, expected])
    }
  })
})

test('the order in which touches are learnt decides nothing', () => {
  const carrier = fc.constantFrom<Carrier>('manual', 'coupon', 'click_key', 'referral_code', 'cookie')
  const touch = fc.tuple(carrier, fc.integer({ min: -2 * DAY_MS, max: 40 * DAY_MS }), fc.boolean(), fc.boolean())
  const drawn = fc.uniqueArray(touch, { maxLength: 8, selector: ([, msBefore]) => msBefore })
  fc.assert(fc.property(drawn, fc.constantFrom('last_click' as const, 'first_click' as const), fc.boolean(), fc.infiniteStream(fc.nat()), (rows, model, couponBeatsClick, random) => {
    const touches = rows.map(([kind, msBefore, isSent, isBot], i) => ({
      ...click(`affiliate-${i}`, msBefore, { isSent, blockedBecause: isBot ? 'bot' : null }), carrier: kind,
    }))
    const shuffled = touches.map((value) => ({ value, rank: random.next().value as number })).sort((a, b) => a.rank - b.rank).map(({ value }) => value)
    const settings = { ...SETTINGS, model, couponBeatsClick, standDownMinutes: 60 }
    const [one, two] = [decideAttribution(REGISTERED_AT, settings, touches), decideAttribution(REGISTERED_AT, settings, shuffled)]
    expect({ ...one, losers: new Set(one.losers) }).toEqual({ ...two, losers: new Set(two.losers) })
    expect(one.losers.length + (one.outcome === 'attributed' ? 1 : 0)).toBe(touches.length)
  }))
})
