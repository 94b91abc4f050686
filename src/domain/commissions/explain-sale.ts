import { explainSaleLimits, explainSaleWorth } from './explain-sale-terms.ts'
import { count, type ExplainedRule, fact, micros, minor } from './explanation.ts'
import { wordsOf } from './explanation-words.ts'
import { saleStanding } from './recompute-commission.ts'
import type { Basis } from './recompute-evidence.ts'
import type { PlanVersionTerms, SaleComponent } from './rules/plan-terms.ts'
import { paidOf, reversedShare, saleRate } from './rules/sale-commission.ts'
import type { StoredLine } from './stored-line.ts'

/** A sale that is rated by itself. */
export function explainUnlimitedSale(line: StoredLine, component: SaleComponent, currency: string): ExplainedRule {
  const ratePpm = component.type === 'percent_of_sale' ? saleRate(component, 1) : null
  return {
    rule: component.type,
    because: explainSaleWorth(component, line.sale, 1, currency),
    words: wordsOf('sale', { amount: line.amountMinor, sale: line.sale, rate: ratePpm, ordinal: null }, currency),
  }
}

export interface LimitedSaleInput {
  readonly line: StoredLine
  readonly component: SaleComponent
  readonly basis: Extract<Basis, { by: 'customer' }>
  readonly versions: ReadonlyMap<string, PlanVersionTerms>
  readonly currency: string
}

/** A sale among all of its customer's: by its place it earns in full, at another step, or nothing; less refunds and what was posted. */
export function explainLimitedSale({ line, component, basis, versions, currency }: LimitedSaleInput): ExplainedRule {
  const standing = saleStanding(basis.history, line, versions, currency)
  const [sale, paid, ordinal, full] = standing === undefined ? [line.sale, paidOf(line), 0, 0n] : [standing.sale.sale, paidOf(standing.sale), standing.ordinal, standing.full]
  const refunded = line.metricAfter ?? 0n
  const takenBack = refunded === 0n ? 0n : reversedShare(full, refunded, paid)
  const isNew = line.kind === 'computed'
  const postedBefore = line.totalBefore ?? 0n
  const ratePpm = component.type === 'percent_of_sale' ? saleRate(component, ordinal) : null
  return {
    rule: isNew ? component.type : line.kind,
    because: [
      minor('saleEarns', full, currency, [
        ...explainSaleWorth(component, sale, ordinal, currency),
        count('saleNumber', ordinal),
        ...explainSaleLimits(component),
      ]),
      ...(refunded === 0n ? [] : [minor('takenBackByRefunds', -takenBack, currency, [micros('refunded', refunded), micros('paid', paid)])]),
      ...(isNew ? [] : [minor('postedBefore', postedBefore, currency)]),
    ],
    words: isNew
      ? wordsOf('sale', { amount: line.amountMinor, sale, rate: ratePpm, ordinal }, currency)
      : wordsOf('saleCorrected', { amount: line.amountMinor, worth: full - takenBack, postedBefore }, currency),
  }
}

/** A refund's line: what all refunds so far take of the line they are about, less what those before took. */
export function explainRefund(line: StoredLine, original: StoredLine, currency: string): ExplainedRule {
  const paid = line.metricBefore ?? 0n
  const [before, after] = [line.baseBefore ?? 0n, line.baseAfter ?? 0n]
  const takenBefore = reversedShare(original.amountMinor, before, paid)
  return {
    rule: 'reversal',
    because: [
      minor('originalCommission', original.amountMinor, currency, [fact('commissionId', original.id)]),
      micros('paid', paid),
      micros('refundedBefore', before),
      micros('refundedAfter', after),
      minor('takenBackBefore', takenBefore, currency),
      minor('takenBackAfter', reversedShare(original.amountMinor, after, paid), currency),
    ],
    words: wordsOf('refund', { amount: line.amountMinor, original: original.amountMinor, refunded: after, paid, takenBefore }, currency),
  }
}

/** The other side of a line that had been paid when its transaction was rejected. */
export function explainTakenBack(line: StoredLine, original: StoredLine, currency: string): ExplainedRule {
  return {
    rule: 'reversal',
    because: [minor('originalCommission', original.amountMinor, currency, [fact('commissionId', original.id), fact('status', 'paid')])],
    words: wordsOf('takenBack', { amount: line.amountMinor, original: original.amountMinor }, currency),
  }
}

/** A commission that the caller computed itself. */
export function explainSupplied(line: StoredLine, currency: string): ExplainedRule {
  return {
    rule: 'supplied',
    because: [minor('suppliedByCaller', line.amountMinor, currency, [fact('insteadOf', line.component)])],
    words: wordsOf('supplied', { amount: line.amountMinor }, currency),
  }
}
