import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Award, HistoryTransaction, ReckoningInput } from '../../src/domain/commissions/components/component.ts'
import { cpa } from '../../src/domain/commissions/components/cpa/index.ts'
import { firstCpaLevels, levelTargets, qualifications } from '../../src/domain/commissions/components/cpa/qualified.ts'
import { historyOf as eventsOf } from '../../src/domain/commissions/customer-events.ts'
import type { CpaComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { evaluate } from '../../src/domain/commissions/rules/qualification.ts'
import { minorToText } from '../../src/domain/money/amounts.ts'
import { idOf, inputOf, perPeriod, type Told, type ToldCustomer, type ToldHistory } from './history.ts'

const LEVELS = [{ amount: 50, requirements: { minDepositTotal: 20 } }, { amount: 80, requirements: { minDepositTotal: 100 } }]
const written = (rest: object = {}) => ({ type: 'cpa', levels: LEVELS, ...rest })

function input(told: Partial<ToldHistory> & { readonly cpa?: object }): ReckoningInput<CpaComponent> {
  return inputOf<CpaComponent>('cpa', { versions: [{ components: [told.cpa ?? written()] }], now: '2026-11-30T00:00:00Z', ...told })
}

function reckon(of: ReckoningInput<CpaComponent>): readonly Award[] {
  return cpa.reckon?.(of) ?? []
}

const NAMES = new Map(['anna', 'ben', 'carl'].map((name) => [idOf('customer', name), name]))
const IDS = new Map(['d1', 'd2', 'd3', 'd4', 'x1', 'x2', 's1'].map((name) => [idOf('transaction', name), name]))

/** `anna:1 by d1 2026-11 50`, with the reason where there is one. */
function told(awards: readonly Award[]): string[] {
  return awards.map(({ key, transactionId, period, amountMinor, reason }) => {
    const [, customer = '', level, cause] = key.split(':')
    const name = `${NAMES.get(customer)}:${level}${cause === undefined ? '' : `:${IDS.get(cause)}`}`
    return `${name} by ${IDS.get(transactionId ?? '')} ${period} ${minorToText(amountMinor, 'EUR')}${reason === null ? '' : ` ${reason}`}`
  })
}

const deposit = (id: string, at: string, amount: number, more: Partial<Told> = {}): Told => ({ id, at, type: 'deposit', customer: 'anna', deposit: amount, ...more })

describe('what a CPA pays', () => {
  test('the worked example: 20 deposited is worth 50, 100 is worth 80 and pays the difference of 30', () => {
    const awards = reckon(input({ transactions: [deposit('d1', '2026-11-02T10:00:00Z', 20), deposit('d2', '2026-11-05T10:00:00Z', 80)] }))
    expect(told(awards)).toEqual(['anna:1 by d1 2026-11 50', 'anna:2 by d2 2026-11 30'])
    expect(awards[0]).toMatchObject({ occurredAt: new Date('2026-11-02T10:00:00Z'), brandId: idOf('brand', 'main'), customerId: idOf('customer', 'anna'), versionId: idOf('version', '1') })
    expect(awards[1]?.because()).toEqual([
      { name: 'level', value: { as: 'count', count: 2n } },
      {
        name: 'levelWorth', value: { as: 'amount', units: 3_000n, scale: 2 }, because: [
          {
            name: 'levelAmount', value: { as: 'amount', units: 8_000n, scale: 2 }, because: [
              {
                name: 'minDepositTotal', value: { as: 'amount', units: 100_000_000n, scale: 6 },
                because: [{ name: 'needed', value: { as: 'amount', units: 100_000_000n, scale: 6 } }, { name: 'isMet', value: { as: 'fact', fact: true } }],
              },
              expect.objectContaining({ name: 'qualifyingTransaction', value: { as: 'fact', fact: 'd2' } }),
              expect.objectContaining({ name: 'transactions', value: { as: 'count', count: 2n } }),
            ],
          },
          { name: 'amountOfLowerLevels', value: { as: 'amount', units: 5_000n, scale: 2 } },
          { name: 'suppliedByCaller', value: { as: 'amount', units: 0n, scale: 2 } },
        ],
      },
      { name: 'paidBefore', value: { as: 'amount', units: 0n, scale: 2 } },
    ])
  })

  test('a period is the program’s', () => {
    expect(told(reckon(input({ timeZone: 'Europe/Malta', transactions: [deposit('d1', '2026-10-31T23:30:00Z', 20)] })))).toEqual(['anna:1 by d1 2026-11 50'])
  })

  test.each([
    ['deposits too little', { transactions: [deposit('d1', '2026-11-02T10:00:00Z', 19.99)] }, 'not_qualified_yet'],
    ['deposits too late', { cpa: { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20, withinDays: 10 } }] }, customers: { anna: { registeredAt: '2026-11-01T00:00:00Z' } }, transactions: [deposit('d1', '2026-11-11T00:00:01Z', 20)] }, 'outside_window'],
    ['was disqualified before', { customers: { anna: { disqualifiedFrom: '2026-11-02T10:00:00Z' } }, transactions: [deposit('d1', '2026-11-02T10:00:00Z', 20)] }, 'disqualified'],
    ['is excluded', { transactions: [deposit('d1', '2026-11-02T10:00:00Z', 20, { cpaExcluded: true })] }, 'excluded'],
  ])('a customer that %s has an award of zero that says why', (_case, history, reason) => {
    const awards = reckon(input(history as Partial<ToldHistory>))
    expect(told(awards)).toEqual([`anna:1 by d1 2026-11 0 ${reason}`])
    expect(awards[0]?.because().length).toBeGreaterThan(1)
  })

  test('an exclusion holds from when it was set: what was bought before counts, what is bought after does not', () => {
    const before = [deposit('d1', '2026-11-02T10:00:00Z', 20), deposit('d2', '2026-11-05T10:00:00Z', 80, { cpaExcluded: true })]
    expect(told(reckon(input({ transactions: before })))).toEqual(['anna:1 by d1 2026-11 50'])
  })

  test('a CPA that the operator sent itself counts as paid, from the lowest level up', () => {
    const supplied = (minor: bigint) => [deposit('d1', '2026-11-02T10:00:00Z', 100), deposit('s1', '2026-11-03T10:00:00Z', 0, { type: 'cpa', suppliedCpaMinor: minor })]
    expect(told(reckon(input({ transactions: supplied(6_000n) })))).toEqual(['anna:1 by d1 2026-11 0 supplied_by_caller', 'anna:2 by d1 2026-11 20'])
  })

  test('a customer that was only sent a CPA has nothing to be said about', () => {
    expect(reckon(input({ transactions: [deposit('s1', '2026-11-03T10:00:00Z', 0, { suppliedCpaMinor: 5_000n })] }))).toEqual([])
  })

  test.each([
    ['in the same period: the level was never there', '2026-11-20T10:00:00Z', ['anna:1 by x1 2026-11 0 not_qualified_yet']],
    ['in a later one: it is taken back there', '2026-12-20T10:00:00Z', ['anna:1 by d1 2026-11 50', 'anna:1:x1 by x1 2026-12 -50']],
  ])('a chargeback %s', (_case, at, expected) => {
    const transactions = [deposit('d1', '2026-11-02T10:00:00Z', 20), deposit('x1', at, -5, { type: 'chargeback', refundOf: 'd1' })]
    const awards = reckon(input({ transactions, now: '2027-01-01T00:00:00Z' }))
    expect(told(awards)).toEqual(expected)
  })

  test('a level that was lost and is reached again has an award of its own', () => {
    const transactions = [deposit('d1', '2026-09-02T10:00:00Z', 20), deposit('x1', '2026-10-05T10:00:00Z', -5, { type: 'refund', refundOf: 'd1' }), deposit('d2', '2026-11-05T10:00:00Z', 5)]
    expect(told(reckon(input({ transactions })))).toEqual(['anna:1 by d1 2026-09 50', 'anna:1:x1 by x1 2026-10 -50', 'anna:1:d2 by d2 2026-11 50'])
  })

  test('with caps only what a customer is worth in the end counts', () => {
    const transactions = [deposit('d1', '2026-09-02T10:00:00Z', 20), deposit('x1', '2026-10-05T10:00:00Z', -5, { type: 'refund', refundOf: 'd1' }), deposit('d2', '2026-11-05T10:00:00Z', 5)]
    expect(told(reckon(input({ cpa: written({ caps: [{ window: 'month', count: 5 }] }), transactions })))).toEqual(['anna:1 by d2 2026-11 50'])
  })

  test('rates of their own by what is known of the customer: the amounts of the first row that matches', () => {
    const rates = [{ countries: ['DE'], devices: ['mobile'], amounts: [70, 120] }, { countries: ['DE'], amounts: [60, 100] }]
    const customers: Record<string, ToldCustomer> = { anna: { country: 'DE' }, ben: { country: 'DE', device: 'mobile' }, carl: {} }
    const transactions = ['anna', 'ben', 'carl'].map((customer, index) => deposit(`d${index + 1}`, '2026-11-02T10:00:00Z', 100, { customer }))
    const awards = reckon(input({ cpa: written({ rates }), customers, transactions }))
    expect(told(awards)).toEqual([
      'anna:1 by d1 2026-11 60', 'anna:2 by d1 2026-11 40', 'ben:1 by d2 2026-11 70', 'ben:2 by d2 2026-11 50', 'carl:1 by d3 2026-11 50', 'carl:2 by d3 2026-11 30',
    ])
    const row = (because: ReturnType<Award['because']>): unknown => because.flatMap(function find(entry): unknown[] { return entry.name === 'rateRow' ? [entry] : (entry.because ?? []).flatMap(find) })[0]
    expect(row(awards[2]?.because() ?? [])).toEqual({
      name: 'rateRow', value: { as: 'count', count: 1n }, because: [{ name: 'country', value: { as: 'fact', fact: 'DE' } }, { name: 'device', value: { as: 'fact', fact: 'mobile' } }],
    })
    expect(row(awards[4]?.because() ?? [])).toBeUndefined()
  })

  test('each event is rated by the levels of its own version', () => {
    const versions = [{ components: [written()] }, { components: [{ type: 'cpa', levels: [{ amount: 40, requirements: { minDepositTotal: 20 } }, { amount: 90, requirements: { minDepositTotal: 60 } }] }] }]
    const transactions = [deposit('d1', '2026-11-02T10:00:00Z', 20), deposit('d2', '2026-11-20T10:00:00Z', 40, { version: 2 })]
    const awards = reckon(input({ versions, transactions }))
    expect(told(awards)).toEqual(['anna:1 by d1 2026-11 50', 'anna:2 by d2 2026-11 40'])
    expect(awards.map(({ versionId }) => versionId)).toEqual([idOf('version', '1'), idOf('version', '2')])
  })

  test('a level of a newer version that is worth less than what was paid takes the difference back', () => {
    const versions = [{ components: [written()] }, { components: [{ type: 'cpa', levels: [{ amount: 10 }, { amount: 40, requirements: { minDepositTotal: 60 } }] }] }]
    const transactions = [deposit('d1', '2026-11-02T10:00:00Z', 20), deposit('d2', '2026-11-20T10:00:00Z', 40, { version: 2 })]
    expect(told(reckon(input({ versions, transactions })))).toEqual(['anna:1 by d1 2026-11 50', 'anna:2 by d2 2026-11 -10'])
  })

  test('a level that is lost under a version that is rated in flight, and holds under one that is reckoned, has an award of each', () => {
    const versions = [{ components: [written()] }, { components: [written({ rates: [{ countries: ['DE'], amounts: [60, 90] }] })] }]
    const transactions = [
      deposit('d1', '2026-09-02T10:00:00Z', 20), deposit('d2', '2026-09-20T10:00:00Z', 15, { version: 2 }), deposit('x1', '2026-11-05T10:00:00Z', -5, { type: 'chargeback', refundOf: 'd1' }),
    ]
    const awards = reckon(input({ versions, customers: { anna: { country: 'DE' } }, transactions }))
    expect(told(awards)).toEqual(['anna:1 by d1 2026-09 50', 'anna:1:x1 by x1 2026-11 -50', 'anna:1:d2 by d2 2026-09 60'])
    expect(awards.map(({ versionId }) => versionId)).toEqual([idOf('version', '1'), idOf('version', '1'), idOf('version', '2')])
  })

  test('three currencies: the minor unit is the currency’s', () => {
    const earned = (currency: string, amount: number) => reckon(input({ currency, cpa: { type: 'cpa', levels: [{ amount }] }, transactions: [deposit('d1', '2026-11-02T10:00:00Z', 1)] }))[0]?.amountMinor
    expect([earned('JPY', 5_000), earned('EUR', 50.25), earned('KWD', 50.125)]).toEqual([5_000n, 5_025n, 50_125n])
  })
})

describe('who has qualified', () => {
  const of = (transactions: readonly Told[]) => qualifications(input({ transactions }).history, firstCpaLevels(input({}).versions)).get(idOf('customer', 'anna'))

  test('by the event that reached the first level', () => {
    expect(of([deposit('d1', '2026-11-02T10:00:00Z', 15), deposit('d2', '2026-11-03T10:00:00Z', 5)])?.qualifiedBy).toMatchObject({ transactionId: idOf('transaction', 'd2'), occurredAt: new Date('2026-11-03T10:00:00Z') })
  })

  test('by the CPA that the operator sent, where that came before', () => {
    const transactions = [deposit('d1', '2026-11-02T10:00:00Z', 15), deposit('s1', '2026-11-02T12:00:00Z', 0, { suppliedCpaMinor: 1n }), deposit('d2', '2026-11-03T10:00:00Z', 5)]
    expect(of(transactions)?.qualifiedBy?.transactionId).toBe(idOf('transaction', 's1'))
  })

  test('by nothing yet', () => {
    expect(of([deposit('d1', '2026-11-02T10:00:00Z', 15)])?.qualifiedBy).toBeNull()
  })

  test('who is excluded has no standing', () => {
    expect(of([deposit('d1', '2026-11-02T10:00:00Z', 20, { cpaExcluded: true })])).toBeUndefined()
  })
})

interface Step { readonly day: number; readonly amount: number; readonly what: 'deposit' | 'wager' | 'withdrawal' | 'net' | 'supplied' | 'refund' | 'chargeback'; readonly customer: string; readonly of: number; readonly isExcluded: boolean }
const step: fc.Arbitrary<Step> = fc.record({
  day: fc.integer({ min: 0, max: 120 }), amount: fc.integer({ min: 1, max: 80 }), customer: fc.constantFrom('anna', 'ben'), of: fc.nat(20),
  what: fc.constantFrom('deposit', 'deposit', 'deposit', 'wager', 'withdrawal', 'net', 'supplied', 'refund', 'chargeback'), isExcluded: fc.constantFrom(false, false, false, false, true),
})
const terms = fc.constantFrom(
  [{ amount: 50, requirements: { minDepositTotal: 20 } }],
  [{ amount: 50, requirements: { minDepositTotal: 20, minDeposits: 2 } }, { amount: 80, requirements: { minNetDeposit: 60 } }, { amount: 81 }],
  [{ amount: 10, requirements: { minDepositSingle: 30, withinDays: 60, withinFrom: 'first_deposit' } }, { amount: 30, requirements: { minWager: 50, minNetRevenue: 10, withinDays: 90 } }],
)

function toldStep({ day, amount, what, customer, of, isExcluded }: Step, index: number, all: readonly Step[]): Told {
  const at = new Date(Date.parse('2026-08-01T00:00:00Z') + day * 86_400_000).toISOString()
  const base = { id: `t${index}`, at, customer, cpaExcluded: isExcluded }
  if (what === 'supplied') return { ...base, suppliedCpaMinor: BigInt(amount * 50) }
  if (what === 'chargeback') return { ...base, type: what, deposit: -amount }
  if (what === 'refund') {
    const [original] = all.map((other, place) => ({ ...other, place })).filter((other) => other.what === 'deposit' && other.customer === customer && other.day <= day && other.place !== index).slice(of % 3)
    return original === undefined ? { ...base, net: -1 } : { ...base, type: what, refundOf: `t${original.place}`, deposit: -Math.min(amount, original.amount) }
  }
  return { ...base, type: what === 'deposit' ? 'deposit' : 'revenue', [what]: amount }
}

describe('for any history', () => {
  const history = fc.tuple(fc.array(step, { maxLength: 25 }), terms)

  /** What the customer's lines come to when each transaction is rated as it comes: the rules of rating in flight, over all that counts. */
  function inFlight(of: ReckoningInput<CpaComponent>, customerId: string, counts: (transaction: HistoryTransaction) => boolean = () => true): bigint {
    const customer = of.history.customers.get(customerId)
    const records = of.history.transactions.filter((transaction) => transaction.customerId === customerId && !transaction.cpaExcluded && counts(transaction))
    if (customer === undefined) return 0n
    const { events, losses } = eventsOf(records)
    const { reached } = evaluate(events, customer, of.termsOf(idOf('version', '1'))?.levels ?? [], losses)
    const supplied = records.reduce((sum, record) => sum + record.suppliedCpaMinor, 0n)
    return levelTargets(reached.map(({ amountMinor }) => amountMinor), supplied).reduce((sum, target) => sum + target, 0n)
  }

  test('each customer’s awards come to what rating in flight comes to, with and without caps', () => {
    fc.assert(
      fc.property(history, ([steps, levels]) => {
        for (const rest of [{}, { caps: [{ window: 'lifetime', count: 1_000 }] }]) {
          const of = input({ cpa: { type: 'cpa', levels, ...rest }, transactions: steps.map(toldStep), now: '2027-01-01T00:00:00Z' })
          const awards = reckon(of)
          for (const customerId of of.history.customers.keys()) {
            const sum = awards.filter((award) => award.customerId === customerId).reduce((total, award) => total + award.amountMinor, 0n)
            expect(sum).toBe(inFlight(of, customerId))
          }
          expect(new Set(awards.map(({ key }) => key)).size).toBe(awards.length)
        }
      }),
    )
  })

  test('each period has what its lines come to when transactions come in order, one by one', () => {
    fc.assert(
      fc.property(history, ([steps, levels]) => {
        const of = input({ cpa: { type: 'cpa', levels }, transactions: steps.map(toldStep), now: '2027-01-01T00:00:00Z' })
        // What a period has been credited with is what the customers are worth at its end, less what they were worth before it: the rules
        // credit a level to its event, which is of the period in which it came.
        const expected: Record<string, bigint> = {}
        let before = 0n
        for (const month of ['2026-08', '2026-09', '2026-10', '2026-11']) {
          const sum = [...of.history.customers.keys()].reduce((total, id) => total + inFlight(of, id, ({ occurredAt }) => occurredAt.toISOString().slice(0, 7) <= month), 0n)
          if (sum !== before) expected[month] = sum - before
          before = sum
        }
        const found = Object.entries(perPeriod(reckon(of))).filter(([, amount]) => amount !== 0n)
        // A level that is lost and given back by the very event that had reached it goes back to that event's period.
        if (reckon(of).every(({ key, amountMinor }) => key.split(':').length < 4 || amountMinor <= 0n)) expect(Object.fromEntries(found)).toEqual(expected)
      }),
    )
  })

  test('the order of arrival changes nothing', () => {
    fc.assert(
      fc.property(history, fc.integer(), ([steps, levels], seed) => {
        const written = steps.map(toldStep)
        const shuffled = written.map((entry, index) => ({ entry, rank: Math.imul(index + 3, seed | 1) % 101 })).sort((a, b) => a.rank - b.rank).map(({ entry }) => entry)
        const amounts = (transactions: readonly Told[]) => reckon(input({ cpa: { type: 'cpa', levels }, transactions })).map(({ key, amountMinor, reason, period }) => ({ key, amountMinor, reason, period })).sort((a, b) => (a.key < b.key ? -1 : 1))
        expect(amounts(shuffled)).toEqual(amounts(written))
      }),
    )
  })
})
