import { type Because, count, exact, fact, micros, minor, rate } from './explanation.ts'
import type { SaleComponent } from './rules/plan-terms.ts'
import { isUnlimited, saleRate } from './rules/sale-commission.ts'

/** What a sale earns by its ordinal before refunds: amount × rate, or the fixed amount. */
export function explainSaleWorth(component: SaleComponent, sale: bigint, ordinal: number, currency: string): Because[] {
  const amount = micros('saleAmount', sale)
  if (component.type === 'fixed_per_sale') return [amount, minor('amountPerSale', component.amountMinor, currency)]
  const ratePpm = saleRate(component, ordinal)
  return [amount, rate('rate', ratePpm), exact('beforeRounding', sale * ratePpm)]
}

/** Which of a customer's sales earn; nothing where all of them earn alike. */
export function explainSaleLimits(component: SaleComponent): Because[] {
  if (isUnlimited(component)) return []
  const { firstOnly, months, count: sales } = component.recurring
  return [
    ...(firstOnly ? [fact('firstSaleOnly', true)] : []),
    ...(months === null ? [] : [count('monthsFromFirstSale', months)]),
    ...(sales === null ? [] : [count('salesCounted', sales)]),
    ...(component.type === 'percent_of_sale' && component.steps.length > 1
      ? component.steps.map((step) => fact('step', step.count === null ? 'all that follow' : `${step.count}`, [rate('rate', step.ratePpm)]))
      : []),
  ]
}
