import { describe, expect, test } from 'vitest'
import { readComponents } from '../../src/domain/commissions/components/read-components.ts'
import { commissionFrom, commissionOf, componentOf } from '../../src/domain/programs/program-commission.ts'

const EVERY_SALE = { firstOnly: false, months: null, count: null }
const read = (components: readonly object[], currency = 'EUR') => commissionOf(readComponents(components, currency, 'components'), currency)

describe('a plan that is one rule for sales is a commission', () => {
  test.each`
    components                                                                                      | expected
    ${[{ type: 'percent_of_sale', rate: '10' }]}                                                     | ${{ type: 'percentage', value: '10', recurring: EVERY_SALE }}
    ${[{ type: 'percent_of_sale', rate: '7.5000' }]}                                                 | ${{ type: 'percentage', value: '7.5', recurring: EVERY_SALE }}
    ${[{ type: 'percent_of_sale', steps: [{ rate: '10' }] }]}                                        | ${{ type: 'percentage', value: '10', recurring: EVERY_SALE }}
    ${[{ type: 'percent_of_sale', rate: '10', recurring: false }]}                                   | ${{ type: 'percentage', value: '10', recurring: { ...EVERY_SALE, firstOnly: true } }}
    ${[{ type: 'fixed_per_sale', amount: 15, recurring: { months: 12, count: 6 } }]}                 | ${{ type: 'fixed', value: '15', recurring: { firstOnly: false, months: 12, count: 6 } }}
    ${[{ type: 'percent_of_sale', steps: [{ rate: '10', count: 1 }, { rate: '5' }] }]}               | ${null}
    ${[{ type: 'percent_of_sale', steps: [{ rate: '10', count: 3 }] }]}                              | ${null}
    ${[{ type: 'percent_of_sale', rate: '10' }, { type: 'fixed_per_sale', amount: 1 }]}              | ${null}
    ${[{ type: 'revenue_share', rate: '30' }]}                                                       | ${null}
    ${[{ type: 'cpa', levels: [{ amount: 50 }] }]}                                                   | ${null}
  `('$components → $expected', ({ components, expected }) => {
    expect(read(components)).toEqual(expected)
  })
})

describe('a commission becomes the plan that reads as it', () => {
  test.each`
    sent                                                                  | currency | component
    ${{ type: 'percentage', value: 10 }}                                  | ${'EUR'} | ${{ type: 'percent_of_sale', rate: '10' }}
    ${{ type: 'percentage', value: 12.5, recurring: null }}               | ${'EUR'} | ${{ type: 'percent_of_sale', rate: '12.5' }}
    ${{ type: 'percentage', value: 0 }}                                   | ${'EUR'} | ${{ type: 'percent_of_sale', rate: '0' }}
    ${{ type: 'percentage', value: 0.0001 }}                              | ${'EUR'} | ${{ type: 'percent_of_sale', rate: '0.0001' }}
    ${{ type: 'percentage', value: 1000 }}                                | ${'EUR'} | ${{ type: 'percent_of_sale', rate: '1000' }}
    ${{ type: 'fixed', value: 15, recurring: { months: 12 } }}            | ${'BRL'} | ${{ type: 'fixed_per_sale', amount: 15, recurring: { months: 12 } }}
    ${{ type: 'fixed', value: 0.01, recurring: { firstOnly: true } }}     | ${'BRL'} | ${{ type: 'fixed_per_sale', amount: 0.01, recurring: { firstOnly: true } }}
    ${{ type: 'fixed', value: 9999999999999.98 }}                         | ${'EUR'} | ${{ type: 'fixed_per_sale', amount: 9999999999999.98 }}
    ${{ type: 'fixed', value: 150, recurring: { count: 1, months: null } }} | ${'JPY'} | ${{ type: 'fixed_per_sale', amount: 150, recurring: { count: 1 } }}
  `('$sent in $currency → $component', ({ sent, currency, component }) => {
    const commission = commissionFrom(sent, currency)
    expect(componentOf(commission)).toEqual(component)
    expect(read([componentOf(commission)], currency)).toEqual(commission)
  })

  test.each`
    sent                                        | currency
    ${{ type: 'percentage', value: 0.00001 }}   | ${'EUR'}
    ${{ type: 'percentage', value: 1000.0001 }} | ${'EUR'}
    ${{ type: 'percentage', value: 1e21 }}      | ${'EUR'}
    ${{ type: 'percentage', value: -1 }}        | ${'EUR'}
    ${{ type: 'fixed', value: 0 }}              | ${'EUR'}
    ${{ type: 'fixed', value: 0.001 }}          | ${'EUR'}
    ${{ type: 'fixed', value: 0.5 }}            | ${'JPY'}
    ${{ type: 'fixed', value: -1 }}             | ${'EUR'}
  `('$sent in $currency is refused', ({ sent, currency }) => {
    expect(() => commissionFrom(sent, currency)).toThrow(expect.objectContaining({ code: 'invalid_request', errors: [expect.objectContaining({ path: 'commission.value' })] }))
  })
})
