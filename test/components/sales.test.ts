import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Award, ReckoningInput } from '../../src/domain/commissions/components/component.ts'
import { applyCaps } from '../../src/domain/commissions/components/modifiers/apply-caps.ts'
import { fixedPerSale, percentOfSale } from '../../src/domain/commissions/components/sales/index.ts'
import type { FixedPerSaleComponent, PercentOfSaleComponent, SaleComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { isRatedSale, isUnlimited, reversedShare, saleAmount, saleCommissions } from '../../src/domain/commissions/rules/sale-commission.ts'
import { minorToText } from '../../src/domain/money/amounts.ts'
import { idOf, inputOf, type Told, type ToldHistory } from './history.ts'

type Terms = Record<string, unknown> & { readonly type: 'percent_of_sale' | 'fixed_per_sale' }
const percent = (rest: object): Terms => ({ type: 'percent_of_sale', ...rest })
const fixed = (rest: object = {}): Terms => ({ type: 'fixed_per_sale', amount: 10, ...rest })

function input(terms: Terms, told: Partial<ToldHistory>): ReckoningInput<SaleComponent> {
  return inputOf<SaleComponent>(terms.type, { versions: [{ components: [terms] }], now: '2027-06-01T00:00:00Z', ...told })
}

function reckon(of: ReckoningInput<SaleComponent>): readonly Award[] {
  // The key says which of the two it is.
  return (of.key === 'percent_of_sale' ? percentOfSale.reckon?.(of as ReckoningInput<PercentOfSaleComponent>) : fixedPerSale.reckon?.(of as ReckoningInput<FixedPerSaleComponent>)) ?? []
}

/** `s1 2026-11 10`, with the reason where there is one. */
function told(awards: readonly Award[], sales: readonly Told[], currency = 'EUR'): string[] {
  const names = new Map(sales.map(({ id = '' }) => [`transaction:${idOf('transaction', id)}`, id]))
  return awards.map(({ key, period, amountMinor, reason }) => `${names.get(key)} ${period} ${minorToText(amountMinor, currency)}${reason === null ? '' : ` ${reason}`}`)
}

function earns(terms: Terms, sales: readonly Told[], rest: Partial<ToldHistory> = {}): string[] {
  return told(reckon(input(terms, { transactions: sales, ...rest })), sales, rest.currency)
}

const sale = (id: string, at: string, amount: number, more: Partial<Told> = {}): Told => ({ id, at, type: 'sale', customer: 'anna', sale: amount, ...more })
const refund = (id: string, at: string, of: string, amount: number, more: Partial<Told> = {}): Told => ({ id, at, type: 'refund', customer: 'anna', refundOf: of, sale: -amount, ...more })
const on = (day: number) => `2026-11-${String(day).padStart(2, '0')}T10:00:00Z`

describe('what sales pay', () => {
  test('the worked example: 40 % of the first 3 sales, then 20 %, pays 40, 40, 40, 20 on four sales of 100', () => {
    const sales = [1, 2, 3, 4].map((number) => sale(`s${number}`, on(number), 100))
    expect(earns(percent({ steps: [{ rate: '40', count: 3 }, { rate: '20' }] }), sales)).toEqual(['s1 2026-11 40', 's2 2026-11 40', 's3 2026-11 40', 's4 2026-11 20'])
  })

  test.each([
    ['a rate', percent({ rate: '10' }), ['s1 2026-11 10', 's2 2026-12 5.05']],
    ['an amount', fixed(), ['s1 2026-11 10', 's2 2026-12 10']],
    ['the first sale only', percent({ rate: '10', recurring: false }), ['s1 2026-11 10', 's2 2026-12 0 recurring_ended']],
    ['one sale that counts', fixed({ recurring: { count: 1 } }), ['s1 2026-11 10', 's2 2026-12 0 recurring_ended']],
    ['a month from the first sale, the end exclusive', fixed({ recurring: { months: 1 } }), ['s1 2026-11 10', 's2 2026-12 0 recurring_ended']],
    ['a rate of 0', percent({ rate: '0' }), ['s1 2026-11 0 rounded_to_zero', 's2 2026-12 0 rounded_to_zero']],
  ])('%s', (_case, terms, expected) => {
    expect(earns(terms, [sale('s1', on(1), 100), sale('s2', '2026-12-01T10:00:00Z', 50.5)])).toEqual(expected)
  })

  test('one moment before the month ends a sale still earns', () => {
    expect(earns(fixed({ recurring: { months: 1 } }), [sale('s1', on(1), 100), sale('s2', '2026-12-01T09:59:59Z', 1)])).toEqual(['s1 2026-11 10', 's2 2026-12 10'])
  })

  test.each([['JPY', 15, '2'], ['EUR', 0.05, '0.01'], ['KWD', 0.005, '0.001']])('each sale is rounded by itself, half away from zero, in %s', (currency, amount, expected) => {
    expect(earns(percent({ rate: '10' }), [sale('s1', on(1), amount)], { currency })).toEqual([`s1 2026-11 ${expected}`])
  })

  test('a negative sale is none of its own: it has the terms of the sale before it, and no fixed amount', () => {
    const sales = [sale('s1', on(1), 100), sale('s2', on(2), 100), sale('s3', on(3), -50)]
    expect(earns(percent({ steps: [{ rate: '40', count: 1 }, { rate: '20' }] }), sales)).toEqual(['s1 2026-11 40', 's2 2026-11 20', 's3 2026-11 -10'])
    expect(earns(fixed(), sales)).toEqual(['s1 2026-11 10', 's2 2026-11 10'])
  })

  test('a sale that names no customer is counted among no others', () => {
    expect(earns(fixed({ recurring: false }), [{ id: 's1', at: on(1), sale: 5 }, { id: 's2', at: on(2), sale: 5 }])).toEqual(['s1 2026-11 10', 's2 2026-11 10'])
  })

  test('who was excluded when it bought earns no percentage, which is said; a fixed amount is not excluded', () => {
    const sales = [sale('s1', on(1), 100), sale('s2', on(2), 100, { revShareExcluded: true })]
    expect(earns(percent({ rate: '10' }), sales)).toEqual(['s1 2026-11 10', 's2 2026-11 0 excluded'])
    expect(earns(fixed(), sales)).toEqual(['s1 2026-11 10', 's2 2026-11 10'])
  })

  test('what the operator computed itself is not computed again, and is not counted', () => {
    const sales = [sale('s1', on(1), 100, { suppliedRevShareMinor: 700n }), sale('s2', on(2), 100)]
    expect(earns(percent({ rate: '10', recurring: false }), sales)).toEqual(['s2 2026-11 10'])
    expect(earns(fixed({ recurring: false }), [sale('s1', on(1), 100, { suppliedFixedMinor: 700n }), sale('s2', on(2), 100)])).toEqual(['s2 2026-11 10'])
  })

  test('a deposit is no sale', () => {
    expect(earns(fixed(), [{ id: 'd1', at: on(1), customer: 'anna', deposit: 50 }])).toEqual([])
  })

  test('rates of their own by country, product, tracker and device; the first row that matches is taken', () => {
    const rates = [
      { countries: ['DE'], products: [idOf('product', 'poker')], rate: '30' }, { countries: ['DE'], rate: '20' }, { devices: ['mobile'], rate: '15' }, { trackers: [idOf('tracker', 'blog')], rate: '12' },
    ]
    const customers = { ben: { device: 'mobile' }, carl: { country: 'DE' } }
    const sales = [
      sale('s1', on(1), 100, { country: 'DE', product: 'poker' }), sale('s2', on(1), 100, { country: 'DE' }), sale('s3', on(1), 100, { customer: 'ben' }), sale('s4', on(1), 100, { tracker: 'blog' }),
      // A sale that says no country has its customer's.
      sale('s5', on(1), 100, { customer: 'carl' }), sale('s6', on(1), 100),
    ]
    expect(earns(percent({ rate: '10', rates }), sales, { customers })).toEqual(['s1 2026-11 30', 's2 2026-11 20', 's3 2026-11 15', 's4 2026-11 12', 's5 2026-11 20', 's6 2026-11 10'])
  })

  test('amounts of their own', () => {
    expect(earns(fixed({ rates: [{ countries: ['DE'], amount: 25 }] }), [sale('s1', on(1), 1, { country: 'DE' }), sale('s2', on(1), 1)])).toEqual(['s1 2026-11 25', 's2 2026-11 10'])
  })

  test('each sale is rated by its own version; sales of a version without the component are not counted', () => {
    const versions = [{ components: [percent({ rate: '10', recurring: { count: 2 } })] }, { components: [percent({ rate: '20', recurring: { count: 4 } })] }, { components: [{ type: 'cpa', levels: [{ amount: 1 }] }] }]
    // s5 is the customer's fourth.
    const sales = [sale('s1', on(1), 100), sale('s2', on(2), 100, { version: 3 }), sale('s3', on(3), 100, { version: 2 }), sale('s4', on(4), 100), sale('s5', on(5), 100, { version: 2 })]
    expect(earns(percent({}), sales, { versions })).toEqual(['s1 2026-11 10', 's3 2026-11 20', 's4 2026-11 0 recurring_ended', 's5 2026-11 20'])
  })

  test('the explanation leads from the amount to the sale, its rate and its place', () => {
    const [, second] = reckon(input(percent({ steps: [{ rate: '40', count: 1 }, { rate: '20' }] }), { transactions: [sale('s1', on(1), 100), sale('s2', on(2), 100)] }))
    expect(second?.because()).toEqual([
      {
        name: 'saleEarns', value: { as: 'amount', units: 2_000n, scale: 2 }, because: [
          { name: 'saleAmount', value: { as: 'amount', units: 100_000_000n, scale: 6 } },
          { name: 'rate', value: { as: 'rate', ratePpm: 200_000n } },
          { name: 'beforeRounding', value: { as: 'amount', units: 20_000_000_000_000n, scale: 12 } },
          { name: 'saleNumber', value: { as: 'count', count: 2n } },
          { name: 'step', value: { as: 'fact', fact: '1' }, because: [{ name: 'rate', value: { as: 'rate', ratePpm: 400_000n } }] },
          { name: 'step', value: { as: 'fact', fact: 'all that follow' }, because: [{ name: 'rate', value: { as: 'rate', ratePpm: 200_000n } }] },
        ],
      },
    ])
  })
})

describe('refunds of sales', () => {
  const sales = [sale('s1', on(1), 100), refund('r1', '2026-12-05T10:00:00Z', 's1', 33.33), refund('r2', '2026-12-06T10:00:00Z', 's1', 66.67)]

  test('take back their part in the period in which they come; a full refund gives back exactly what was earned', () => {
    expect(earns(percent({ rate: '7.5' }), sales)).toEqual(['s1 2026-11 7.5', 'r1 2026-12 -2.5', 'r2 2026-12 -5'])
    expect(earns(fixed(), sales)).toEqual(['s1 2026-11 10', 'r1 2026-12 -3.33', 'r2 2026-12 -6.67'])
  })

  test('do not take the sale out of the count', () => {
    const counted = [...sales.slice(0, 1), refund('r1', on(2), 's1', 100), sale('s2', on(3), 100)]
    expect(earns(percent({ rate: '10', recurring: false }), counted)).toEqual(['s1 2026-11 10', 'r1 2026-11 -10', 's2 2026-11 0 recurring_ended'])
  })

  test('of a sale that earned nothing take nothing back', () => {
    expect(earns(percent({ rate: '10', recurring: false }), [sale('s0', on(1), 100, { customer: 'anna' }), ...sales.map((entry) => ({ ...entry, at: `2027${entry.at.slice(4)}` }))])).toEqual(['s0 2026-11 10', 's1 2027-11 0 recurring_ended'])
  })

  test('give back what a negative sale took away, with the deposit that it came with', () => {
    const negative = [sale('s1', on(1), -50, { deposit: 100 }), refund('r1', on(3), 's1', -20, { deposit: -40 })]
    expect(earns(percent({ rate: '10', recurring: { count: 5 } }), negative)).toEqual(['s1 2026-11 -5', 'r1 2026-11 2'])
  })

  test('with caps come off the sale itself: what it is worth in the end is what a cap counts', () => {
    const terms = percent({ rate: '10', caps: [{ window: 'month', amount: 12 }] })
    const transactions = [sale('s1', on(1), 100), refund('r1', '2026-12-05T10:00:00Z', 's1', 60), sale('s2', on(3), 100), sale('s3', on(4), 100)]
    const of = input(terms, { transactions })
    const awards = reckon(of)
    expect(told(awards, transactions)).toEqual(['s1 2026-11 4', 's2 2026-11 10', 's3 2026-11 10'])
    const caps = of.termsOf(idOf('version', '1'))?.caps ?? []
    expect(told(applyCaps(awards.map((award) => ({ affiliateId: 'a', award })), caps, of.program).map(({ award }) => award), transactions)).toEqual(['s1 2026-11 4', 's2 2026-11 8 cap_reached', 's3 2026-11 0 cap_reached'])
  })

  test('with caps a sale that was taken back in full says so', () => {
    expect(earns(fixed({ caps: [{ window: 'day', count: 1 }] }), sales)).toEqual(['s1 2026-11 0 refunded'])
  })
})

interface Step { readonly day: number; readonly cents: number; readonly customer: string | undefined; readonly what: 'sale' | 'negative' | 'refund' | 'supplied' | 'excluded'; readonly of: number }
const step: fc.Arbitrary<Step> = fc.record({
  day: fc.integer({ min: 0, max: 200 }), cents: fc.integer({ min: 1, max: 20_000 }), customer: fc.constantFrom('anna', 'anna', 'ben', undefined), of: fc.nat(5),
  what: fc.constantFrom('sale', 'sale', 'sale', 'sale', 'refund', 'refund', 'negative', 'supplied', 'excluded'),
})
const anyTerms = fc.constantFrom(
  percent({ rate: '7.5' }), percent({ rate: '33.3333', recurring: { months: 2, count: 4 } }), percent({ steps: [{ rate: '40', count: 2 }, { rate: '20', count: 3 }] }),
  percent({ steps: [{ rate: '12.5', count: 1 }, { rate: '0.01' }], recurring: { months: 3 } }), percent({ rate: '10', recurring: false }),
  fixed(), fixed({ recurring: { count: 2 } }), fixed({ amount: 0.01, recurring: { months: 1 } }),
)

function toldSteps(steps: readonly Step[]): Told[] {
  const left = steps.map(({ cents }) => cents)
  return steps.flatMap(({ day, cents, customer, what, of }, index): Told[] => {
    const at = new Date(Date.parse('2026-06-01T00:00:00Z') + day * 86_400_000 + index).toISOString()
    const base = { id: `t${index}`, at, type: 'sale', ...(customer === undefined ? {} : { customer }) }
    if (what === 'sale') return [{ ...base, sale: cents / 100 }]
    if (what === 'negative') return [{ ...base, sale: -cents / 100 }]
    if (what === 'supplied') return [{ ...base, sale: cents / 100, suppliedRevShareMinor: 5n, suppliedFixedMinor: 5n }]
    if (what === 'excluded') return [{ ...base, sale: cents / 100, revShareExcluded: true }]
    const places = steps.flatMap((other, place) => (other.what === 'sale' && other.customer === customer && other.day <= day && (left[place] ?? 0) > 0 ? [place] : []))
    const place = places[of % Math.max(1, places.length)]
    if (place === undefined) return []
    const taken = Math.min(cents, left[place] ?? 0)
    left[place] = (left[place] ?? 0) - taken
    return [{ ...base, type: 'refund', refundOf: `t${place}`, sale: -taken / 100 }]
  })
}

describe('for any history', () => {
  const steps = fc.array(step, { maxLength: 30 })

  /** What each sale comes to by the rules of rating in flight, its refunds taken off; by the sale's id. */
  function inFlight(of: ReckoningInput<SaleComponent>): Map<string, bigint> {
    const component = of.termsOf(idOf('version', '1'))
    const sums = new Map<string, bigint>()
    if (component === undefined) return sums
    const { currency } = of.program
    for (const [customerId, transactions] of Map.groupBy(of.history.transactions, (transaction) => transaction.customerId)) {
      const rated = transactions.filter((transaction) => isRatedSale(transaction, component))
      const limited = saleCommissions(component, rated.map(({ id, occurredAt, brandId, externalId, sale: amount }) => ({ transactionId: id, occurredAt, brandId, externalId: externalId ?? id, sale: amount })), currency)
      for (const { id, sale: amount } of rated) {
        const full = isUnlimited(component) || customerId === null ? saleAmount(component, amount, 1, currency) : (limited.get(id) ?? 0n)
        const refunded = transactions.reduce((sum, { relatedTransactionId, sale: taken }) => (relatedTransactionId === id ? sum - taken : sum), 0n)
        sums.set(id, refunded === 0n ? full : full - reversedShare(full, refunded, amount))
      }
    }
    return sums
  }

  test('each sale with its refunds comes to what rating in flight comes to, with caps and without', () => {
    fc.assert(
      fc.property(steps, anyTerms, fc.boolean(), (list, terms, withCaps) => {
        const of = input(withCaps ? { ...terms, caps: [{ window: 'lifetime', count: 1_000 }] } : terms, { transactions: toldSteps(list) })
        const saleOf = new Map(of.history.transactions.map(({ id, relatedTransactionId }) => [id, relatedTransactionId ?? id]))
        const found = new Map<string, bigint>()
        for (const { transactionId, amountMinor, reason } of reckon(of)) {
          if (reason === 'excluded') continue
          const id = saleOf.get(transactionId ?? '') ?? ''
          found.set(id, (found.get(id) ?? 0n) + amountMinor)
        }
        expect(new Map([...found].sort())).toEqual(new Map([...inFlight(of)].sort()))
      }),
    )
  })

  test('an award is in the period of its own event', () => {
    fc.assert(
      fc.property(steps, anyTerms, (list, terms) => {
        const of = input(terms, { transactions: toldSteps(list) })
        const at = new Map(of.history.transactions.map(({ id, occurredAt }) => [id, occurredAt]))
        for (const { transactionId, occurredAt, period } of reckon(of)) {
          expect(occurredAt).toEqual(at.get(transactionId ?? ''))
          expect(occurredAt.toISOString().startsWith(period)).toBe(true)
        }
      }),
    )
  })

  test('the order of arrival changes nothing', () => {
    fc.assert(
      fc.property(steps, anyTerms, fc.integer(), (list, terms, seed) => {
        const written = toldSteps(list)
        const shuffled = written.map((entry, index) => ({ entry, rank: Math.imul(index + 3, seed | 1) % 101 })).sort((a, b) => a.rank - b.rank).map(({ entry }) => entry)
        expect(earns(terms, shuffled)).toEqual(earns(terms, written))
      }),
    )
  })
})
