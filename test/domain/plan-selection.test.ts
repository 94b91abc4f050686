import { describe, expect, test } from 'vitest'
import {
  type Assignment,
  type AssignmentScope,
  isSupportedCombination,
  openFromOf,
  selectAssignment,
  type SelectableVersion,
  selectVersion,
} from '../../src/domain/commissions/rules/plan-selection.ts'

const EVERYBODY: AssignmentScope = { affiliateId: null, groupId: null, brandId: null, productId: null, trackerId: null }
const SUBJECT = {
  affiliateId: 'a',
  groupId: 'g',
  brandId: 'b',
  productId: 'p',
  trackerId: 't',
  registeredAt: new Date('2026-11-15T12:00:00Z'),
}
const SCOPES: Record<string, Partial<AssignmentScope>> = {
  'affiliate+brand+product+tracker': { affiliateId: 'a', brandId: 'b', productId: 'p', trackerId: 't' },
  'affiliate+brand+tracker': { affiliateId: 'a', brandId: 'b', trackerId: 't' },
  'affiliate+brand+product': { affiliateId: 'a', brandId: 'b', productId: 'p' },
  'affiliate+tracker': { affiliateId: 'a', trackerId: 't' },
  'affiliate+brand': { affiliateId: 'a', brandId: 'b' },
  affiliate: { affiliateId: 'a' },
  'group+brand': { groupId: 'g', brandId: 'b' },
  group: { groupId: 'g' },
  'brand+product': { brandId: 'b', productId: 'p' },
  brand: { brandId: 'b' },
  default: {},
}

function assignment(id: string, rest: Partial<Assignment> = {}): Assignment {
  const since = new Date('2026-01-01T00:00:00Z')
  return { id, planId: `plan of ${id}`, ...EVERYBODY, effectiveFrom: since, effectiveUntil: null, createdAt: since, ...rest }
}

describe('the most specific assignment wins', () => {
  const names = Object.keys(SCOPES)

  test.each(names.map((name, rank) => ({ name, below: names.slice(rank) })))('$name beats everything below it', ({ name, below }) => {
    const { winner, losers } = selectAssignment(
      below.toReversed().map((other) => assignment(other, SCOPES[other])),
      SUBJECT,
    )
    expect(winner?.id).toBe(name)
    expect(losers.map((loser) => loser.reason)).toEqual(below.slice(1).map(() => 'less_specific'))
  })

  test('exactly the combinations of the list can be assigned', () => {
    const parts = ['affiliateId', 'groupId', 'brandId', 'productId', 'trackerId'] as const
    const supported = Array.from({ length: 2 ** parts.length }, (_, mask) =>
      Object.fromEntries(parts.filter((_part, bit) => mask & (1 << bit)).map((part) => [part, 'x'])),
    ).filter((scope) => isSupportedCombination({ ...EVERYBODY, ...scope }))
    expect(supported.map((scope) => Object.keys(scope).join()).toSorted()).toEqual(
      Object.values(SCOPES)
        .map((scope) => Object.keys(scope).join())
        .toSorted(),
    )
  })

  test('another scope, another time, an older one: each loser has its reason', () => {
    const { winner, losers } = selectAssignment(
      [
        assignment('other affiliate', { affiliateId: 'z' }),
        assignment('other product', { brandId: 'b', productId: 'z' }),
        assignment('not yet', { affiliateId: 'a', effectiveFrom: new Date('2026-11-15T12:00:00.001Z') }),
        assignment('no longer', { affiliateId: 'a', effectiveUntil: SUBJECT.registeredAt }),
        assignment('older', { brandId: 'b' }),
        assignment('winner', { brandId: 'b', effectiveFrom: SUBJECT.registeredAt }),
        assignment('default'),
      ],
      SUBJECT,
    )
    expect(winner?.id).toBe('winner')
    expect(losers).toEqual([
      { assignmentId: 'other affiliate', reason: 'other_scope' },
      { assignmentId: 'other product', reason: 'other_scope' },
      { assignmentId: 'not yet', reason: 'not_in_force' },
      { assignmentId: 'no longer', reason: 'not_in_force' },
      { assignmentId: 'older', reason: 'older' },
      { assignmentId: 'default', reason: 'less_specific' },
    ])
  })

  test('of two from the same date, the one that was made later', () => {
    const later = assignment('later', { createdAt: new Date('2026-01-02T00:00:00Z') })
    expect(
      [
        [assignment('z'), later],
        [later, assignment('z')],
      ].map((list) => selectAssignment(list, SUBJECT).winner?.id),
    ).toEqual(['later', 'later'])
  })

  test('of two in force, the one in force since later, whenever they were made', () => {
    const since = assignment('a', { effectiveFrom: new Date('2026-06-01T00:00:00Z') })
    const made = assignment('z', { createdAt: new Date('2026-07-01T00:00:00Z') })
    expect(
      [
        [since, made],
        [made, since],
      ].map((list) => selectAssignment(list, SUBJECT).winner?.id),
    ).toEqual(['a', 'a'])
  })

  test('nothing in force is nobody’s plan', () => {
    expect(selectAssignment([assignment('later', { effectiveFrom: new Date('2027-01-01T00:00:00Z') })], SUBJECT)).toEqual({
      winner: null,
      losers: [{ assignmentId: 'later', reason: 'not_in_force' }],
    })
  })

  test('what a subject does not have matches only what is not narrowed to it', () => {
    const { winner } = selectAssignment([assignment('product', { brandId: 'b', productId: 'p' }), assignment('brand', { brandId: 'b' })], {
      ...SUBJECT,
      productId: null,
    })
    expect(winner?.id).toBe('brand')
  })
})

describe('the version that applies', () => {
  const DAY = (day: number) => new Date(Date.UTC(2026, 10, day))
  const version = (number: number, day: number, appliesTo: SelectableVersion['appliesTo'] = 'new_customers'): SelectableVersion => ({
    versionId: `v${number}`,
    version: number,
    effectiveFrom: DAY(day),
    appliesTo,
    ...openFromOf(appliesTo, DAY(day), 'Europe/Malta'),
  })

  test.each`
    case                                     | versions                                                                     | registered | occurred | expected
    ${'the only one'}                        | ${[version(1, 1)]}                                                           | ${5}       | ${6}     | ${'v1'}
    ${'before the first, the first'}         | ${[version(2, 20), version(1, 10)]}                                          | ${5}       | ${6}     | ${'v1'}
    ${'pinned to the older'}                 | ${[version(1, 1), version(2, 10)]}                                           | ${5}       | ${15}    | ${'v1'}
    ${'registered at its very start'}        | ${[version(1, 1), version(2, 10)]}                                           | ${10}      | ${15}    | ${'v2'}
    ${'from its date, the day before'}       | ${[version(1, 1), version(2, 10, 'from_date')]}                              | ${5}       | ${9}     | ${'v1'}
    ${'from its date, the very start'}       | ${[version(1, 1), version(2, 10, 'from_date')]}                              | ${5}       | ${10}    | ${'v2'}
    ${'the newer of two from their dates'}   | ${[version(1, 1), version(2, 10, 'from_date'), version(3, 12, 'from_date')]} | ${5}       | ${15}    | ${'v3'}
    ${'new customers only, after from date'} | ${[version(1, 1), version(2, 10, 'from_date'), version(3, 12)]}              | ${5}       | ${15}    | ${'v2'}
    ${'an older one does not reach back'}    | ${[version(1, 1, 'from_date'), version(2, 3)]}                               | ${5}       | ${15}    | ${'v2'}
    ${'two of one date: the higher number'}  | ${[version(2, 1), version(1, 1)]}                                            | ${5}       | ${15}    | ${'v2'}
  `('$case: $expected', ({ versions, registered, occurred, expected }) => {
    expect(selectVersion<SelectableVersion>(versions, DAY(registered), DAY(occurred)).version.versionId).toBe(expected)
  })

  test.each`
    moment                            | occurredAt                    | expected
    ${'the last of the month before'} | ${'2026-10-31T22:59:59.999Z'} | ${'v1'}
    ${'the first of its month'}       | ${'2026-10-31T23:00:00.000Z'} | ${'v2'}
    ${'before its date'}              | ${'2026-11-05T00:00:00.000Z'} | ${'v2'}
    ${'after its month'}              | ${'2026-12-05T00:00:00.000Z'} | ${'v2'}
  `('a version for what is open has all of its month, by the program’s zone: at $moment, $expected', ({ occurredAt, expected }) => {
    const versions = [version(1, 1), version(2, 10, 'all_open')]
    expect(selectVersion<SelectableVersion>(versions, new Date('2026-06-01T00:00:00Z'), new Date(occurredAt)).version.versionId).toBe(expected)
  })

  test('of versions for what is open and from a date, the one with the later date', () => {
    const registered = new Date('2026-06-01T00:00:00Z')
    const versions = [version(1, 1), version(2, 20, 'all_open'), version(3, 10, 'from_date'), version(4, 25, 'from_date')]
    expect([DAY(5), DAY(15), DAY(26)].map((at) => selectVersion<SelectableVersion>(versions, registered, at).version.versionId)).toEqual(['v2', 'v2', 'v4'])
  })

  test('each version that lost has its reason', () => {
    const versions = [version(1, 1), version(2, 4), version(3, 10), version(4, 20, 'from_date')]
    expect(selectVersion(versions, DAY(5), DAY(15)).losers).toEqual([
      { versionId: 'v1', version: 1, reason: 'older' },
      { versionId: 'v3', version: 3, reason: 'new_customers_only' },
      { versionId: 'v4', version: 4, reason: 'not_in_force' },
    ])
  })
})
