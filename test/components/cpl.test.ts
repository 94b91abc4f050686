import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Award } from '../../src/domain/commissions/components/component.ts'
import { cpl } from '../../src/domain/commissions/components/cpl/index.ts'
import type { CplComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { minorToText } from '../../src/domain/money/amounts.ts'
import { idOf, inputOf, type Told, type ToldCustomer, type ToldHistory } from './history.ts'

const REGISTERED = '2026-11-05T10:00:00Z'
const deposit = (id: string, at: string, amount: number, more: Partial<Told> = {}): Told => ({ id, at, type: 'deposit', customer: 'anna', deposit: amount, ...more })

function reckon(terms: object, customers: Readonly<Record<string, ToldCustomer>>, transactions: readonly Told[] = [], rest: Partial<ToldHistory> = {}): readonly Award[] {
  const registered = Object.fromEntries(Object.entries(customers).map(([name, customer]) => [name, { registeredAt: REGISTERED, ...customer }]))
  return cpl.reckon?.(inputOf<CplComponent>('cpl', { versions: [{ components: [{ type: 'cpl', amount: 3, ...terms }] }], customers: registered, transactions, now: '2026-11-30T00:00:00Z', ...rest })) ?? []
}

/** `2026-11 3`, with the transaction that completed it and the reason where there are. */
function told(awards: readonly Award[], transactions: readonly Told[] = []): string[] {
  const names = new Map(transactions.map(({ id = '' }) => [idOf('transaction', id), id]))
  return awards.map(({ period, amountMinor, reason, transactionId }) => [period, minorToText(amountMinor, 'EUR'), ...(transactionId === null ? [] : [names.get(transactionId)]), ...(reason === null ? [] : [reason])].join(' '))
}

describe('what registrations pay', () => {
  test('the worked example: 3 for each registration from Malta or Italy; 5 from Malta on a phone', () => {
    const terms = { requirements: { countries: ['MT', 'IT'] }, rates: [{ countries: ['MT'], devices: ['mobile'], amount: 5 }] }
    const awards = reckon(terms, { anna: { country: 'MT' }, ben: { country: 'MT', device: 'mobile' }, carl: { country: 'IT' }, dora: { country: 'FR' } })
    expect(told(awards)).toEqual(['2026-11 3', '2026-11 5', '2026-11 3', '2026-11 0 not_qualified_yet'])
    expect(awards[1]).toMatchObject({ key: `customer:${idOf('customer', 'ben')}`, customerId: idOf('customer', 'ben'), brandId: idOf('brand', 'main'), transactionId: null, occurredAt: new Date(REGISTERED) })
    expect(awards[1]?.because()).toEqual([
      {
        name: 'amountPerRegistration', value: { as: 'amount', units: 500n, scale: 2 }, because: [
          { name: 'rateRow', value: { as: 'count', count: 1n }, because: [{ name: 'country', value: { as: 'fact', fact: 'MT' } }, { name: 'device', value: { as: 'fact', fact: 'mobile' } }] },
        ],
      },
      { name: 'registeredAt', value: { as: 'instant', instant: new Date(REGISTERED) } },
      { name: 'countries', value: { as: 'fact', fact: 'MT' }, because: [{ name: 'needed', value: { as: 'fact', fact: 'MT, IT' } }, { name: 'isMet', value: { as: 'fact', fact: true } }] },
    ])
  })

  test.each([
    ['no requirements', {}, {}, '2026-11 3'],
    ['verified, and it is', { requirements: { verified: true } }, { isVerified: true }, '2026-11 3'],
    ['verified, and it is not', { requirements: { verified: true } }, {}, '2026-11 0 not_qualified_yet'],
    ['an unknown country', { requirements: { countries: ['MT'] } }, {}, '2026-11 0 not_qualified_yet'],
    ['an excluded customer', {}, { cpaExcluded: true }, '2026-11 0 excluded'],
    ['excluded after it had registered: what was earned stays', {}, { cpaExcluded: true, cpaExcludedAt: '2026-11-05T10:00:01Z' }, '2026-11 3'],
    ['excluded at that very moment', {}, { cpaExcluded: true, cpaExcludedAt: REGISTERED }, '2026-11 0 excluded'],
    ['disqualified before it registered', {}, { disqualifiedFrom: REGISTERED }, '2026-11 0 disqualified'],
    ['disqualified afterwards: what was earned stays', {}, { disqualifiedFrom: '2026-11-05T10:00:01Z' }, '2026-11 3'],
    ['excluded from revenue shares only', {}, { revShareExcluded: true }, '2026-11 3'],
    ['a registration within a day of the click', { requirements: { withinDays: 1, withinFrom: 'click' } }, { clickedAt: '2026-11-04T10:00:00Z' }, '2026-11 3'],
    ['a registration later than a day after the click', { requirements: { withinDays: 1, withinFrom: 'click' } }, { clickedAt: '2026-11-04T09:59:59Z' }, '2026-11 0 outside_window'],
    ['a window from a click that never was', { requirements: { withinDays: 1, withinFrom: 'click' } }, {}, '2026-11 0 not_qualified_yet'],
  ] as const)('%s', (_case, terms, customer, expected) => {
    expect(told(reckon(terms, { anna: customer }))).toEqual([expected])
  })

  test.each([
    ['one cent short', [deposit('d1', '2026-12-02T10:00:00Z', 9.99)], '2026-11 0 not_qualified_yet'],
    ['exactly the minimum, with the transaction that reaches it', [deposit('d1', '2026-12-02T10:00:00Z', 9.99), deposit('d2', '2026-12-03T10:00:00Z', 0.01)], '2026-12 3 d2'],
    ['what was deposited before the registration counts, from the registration on', [deposit('d1', '2026-11-04T10:00:00Z', 10)], '2026-11 3'],
    ['what is taken back does not count', [deposit('d1', '2026-12-02T10:00:00Z', 10), { ...deposit('x1', '2026-12-09T10:00:00Z', -5), type: 'chargeback', refundOf: 'd1' }], '2026-11 0 not_qualified_yet'],
    ['what was bought while excluded does not count', [deposit('d1', '2026-12-02T10:00:00Z', 10, { cpaExcluded: true })], '2026-11 0 not_qualified_yet'],
  ])('a deposit of 10 is required: %s', (_case, transactions, expected) => {
    expect(told(reckon({ requirements: { minDepositTotal: 10 } }, { anna: {} }, transactions, { now: '2026-12-31T00:00:00Z' }), transactions)).toEqual([expected])
  })

  test.each([
    ['on the last moment', '2026-11-12T10:00:00Z', '2026-11 3 d1'],
    ['one second later', '2026-11-12T10:00:01Z', '2026-11 0 outside_window'],
  ])('a deposit within 7 days is required, and comes %s', (_case, at, expected) => {
    const transactions = [deposit('d1', at, 10)]
    expect(told(reckon({ requirements: { minDeposits: 1, withinDays: 7 } }, { anna: {} }, transactions), transactions)).toEqual([expected])
  })

  test('while the window is open it is not late yet', () => {
    expect(told(reckon({ requirements: { minDeposits: 1, withinDays: 7 } }, { anna: {} }, [], { now: '2026-11-12T10:00:00Z' }))).toEqual(['2026-11 0 not_qualified_yet'])
  })

  test('who registered under another plan earns nothing here, whatever it buys', () => {
    expect(reckon({}, { anna: { isRegisteredUnderPlan: false } }, [deposit('d1', '2026-11-12T10:00:00Z', 10)])).toEqual([])
  })

  test('a registration is rated by its own version, later transactions of another version too', () => {
    const versions = [{ components: [{ type: 'cpl', amount: 3, requirements: { minDeposits: 1 } }] }, { components: [{ type: 'cpl', amount: 7 }] }, { components: [{ type: 'cpa', levels: [{ amount: 1 }] }] }]
    const transactions = [deposit('d1', '2026-11-12T10:00:00Z', 10, { version: 2 })]
    const awards = reckon({}, { anna: {}, ben: { version: 2 }, carl: { version: 3 } }, transactions, { versions })
    expect(told(awards, transactions)).toEqual(['2026-11 3 d1', '2026-11 7'])
  })

  test('the period is the program’s', () => {
    expect(told(reckon({}, { anna: { registeredAt: '2026-10-31T23:30:00Z' } }, [], { timeZone: 'Europe/Malta' }))).toEqual(['2026-11 3'])
  })

  test('each registration has one award, and the order of arrival changes nothing', () => {
    const history = fc.array(fc.record({ minute: fc.integer({ min: -3_000, max: 40_000 }), amount: fc.integer({ min: 1, max: 9 }), customer: fc.constantFrom('anna', 'ben') }), { maxLength: 20 })
    fc.assert(
      fc.property(history, fc.integer(), (events, seed) => {
        const transactions = events.map(({ minute, amount, customer }, index) => deposit(`t${index}`, new Date(Date.parse(REGISTERED) + minute * 60_000).toISOString(), amount, { customer }))
        const shuffled = transactions.map((entry, index) => ({ entry, rank: Math.imul(index + 3, seed | 1) % 101 })).sort((a, b) => a.rank - b.rank).map(({ entry }) => entry)
        const terms = { requirements: { minDepositTotal: 20, minDeposits: 3, withinDays: 20 } }
        const [awards, again] = [transactions, shuffled].map((list) => told(reckon(terms, { anna: {}, ben: {} }, list), list))
        expect(awards?.length).toBe(2)
        expect(again).toEqual(awards)
      }),
    )
  })
})
