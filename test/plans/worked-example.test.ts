import { expect, test } from 'vitest'
import { readTerms } from '../../src/domain/commissions/commission-terms.ts'
import { workedExample } from '../../src/domain/plans/worked-example.ts'
import { CONTEXT } from './support/samples.ts'

function exampleOf(components: readonly object[], effectiveFrom = '2026-11-01T00:00:00.000Z', currency = 'EUR') {
  const version = { planId: 'plan', versionId: 'version', version: 1, effectiveFrom: new Date(effectiveFrom), appliesTo: 'new_customers', holdDays: 0, ...readTerms(components, currency, 'components') } as const
  return workedExample(version, { ...CONTEXT, currency })
}

test.each`
  component                                                                                              | pays
  ${{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 100, verified: true } }] }}     | ${5_000n}
  ${{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 101 } }] }}                     | ${0n}
  ${{ type: 'cpl', amount: 3, requirements: { countries: ['BR', 'MT'] } }}                                 | ${300n}
  ${{ type: 'cpc', amount: 0.1 }}                                                                        | ${1_000n}
  ${{ type: 'revenue_share', rate: '25' }}                                                               | ${5_000n}
  ${{ type: 'percent_of_sale', rate: '10' }}                                                             | ${1_000n}
  ${{ type: 'fixed_per_sale', amount: 7 }}                                                               | ${700n}
  ${{ type: 'period_fee', amount: 300 }}                                                                 | ${30_000n}
  ${{ type: 'sub_affiliate', levels: [{ rate: '10' }] }}                                                 | ${1_000n}
  ${{ type: 'sub_affiliate', base: 'qualified_customer', levels: [{ amount: 5 }] }}                      | ${500n}
  ${{ type: 'bonus', amount: 20, metric: 'deposits', threshold: 100 }}                                   | ${2_000n}
  ${{ type: 'percent_of_sale', rate: '10', floor: 25 }}                                                  | ${2_500n}
  ${{ type: 'cpc', amount: 0.1, caps: [{ window: 'month', amount: 4 }] }}                                | ${400n}
`('in the example month $component pays $pays', ({ component, pays }) => {
  expect(exampleOf([component]).amountMinor).toBe(pays)
})

test('the month is the first that is under the terms from its beginning, by the zone of the program', () => {
  const share = [{ type: 'revenue_share', rate: '25' }]
  expect(exampleOf(share, '2026-10-31T23:00:00.000Z').period).toBe('2026-11')
  expect(exampleOf(share, '2026-10-31T23:00:00.001Z').period).toBe('2026-12')
})

test('a hybrid is told component by component, in the digits of its currency', () => {
  const { components, amountMinor, words } = exampleOf([{ type: 'cpa', levels: [{ amount: 5_000 }] }, { type: 'percent_of_sale', rate: '10' }], undefined, 'JPY')
  expect(components.map(({ component, words: { es }, amountMinor: minor }) => [component, es, minor])).toEqual([
    ['cpa', 'Pago por cliente calificado (CPA)', 5_000n], ['percent_of_sale', 'Porcentaje de las ventas', 10n],
  ])
  expect(amountMinor).toBe(5_010n)
  expect(words.en).toContain('deposits 100 JPY')
})
