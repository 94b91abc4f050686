import type { Uuid } from '../../../ids.ts'
import type { Micros } from '../../../money/amounts.ts'
import { type Period, periodOfNumber } from '../../../time/periods.ts'
import { type Because, fact, micros, minor } from '../../explanation.ts'
import { type CarriedLot, type PeriodCarryover, sumOf } from '../../rules/carryover.ts'
import type { Carryover, HighRollers } from '../../rules/plan-terms.ts'

/** A total by itself, before anything is carried into it. */
interface OwnTotal {
  readonly base: Micros
  readonly amountMinor: bigint
}

/** What comes off a period for earlier ones: its share after that, less its share by itself. */
export function explainCarryIn({ base, amountMinor }: OwnTotal, result: PeriodCarryover, currency: string): Because[] {
  const { terms, carriedIn, used, carryInMinor } = result
  const after = amountMinor + carryInMinor
  return [
    ...termsOf(terms),
    carried('carryIn', carriedIn, terms, currency),
    amountOf('carryInUsed', used, terms, currency),
    ...(terms.what === 'base' ? [micros('baseOfPeriod', base), micros('baseAfterCarryIn', base - used)] : []),
    minor('shareAfterCarryIn', after, currency),
    minor('shareOfPeriod', amountMinor, currency),
  ]
}

/** What brings a negative period to zero: forgotten, or carried on as far as the cap allows. */
export function explainClosing({ base, amountMinor }: OwnTotal, result: PeriodCarryover, currency: string): Because[] {
  const { terms, cap, beyondCap, expired, carriedOut } = result
  const total = [...termsOf(terms), minor('shareOfPeriod', amountMinor, currency), micros('baseOfPeriod', base)]
  if (terms.mode === 'reset') return total
  return [
    ...total,
    carried('carryOut', carriedOut, terms, currency),
    ...(cap === null ? [] : [amountOf('cap', cap, terms, currency)]),
    ...(beyondCap === 0n ? [] : [amountOf('forgottenBeyondCap', beyondCap, terms, currency)]),
    ...(expired === 0n ? [] : [amountOf('forgottenByAge', expired, terms, currency)]),
  ]
}

export interface FenceFacts {
  readonly customerId: Uuid
  /** What the customer brought in the period. */
  readonly base: Micros
  /** How much of it is set apart or paid down, positive. */
  readonly amount: Micros
  /** The total, after what was paid down. */
  readonly aggregate: Micros
  /** What the total came to before, in minor units. */
  readonly before: bigint
  readonly amountMinor: bigint
  readonly currency: string
}

/** A customer's own revenue that pays down what was set apart of its losses. */
export function explainPayDown(facts: FenceFacts): Because[] {
  return [fact('customerId', facts.customerId), micros('baseOfCustomer', facts.base), micros('paidDown', facts.amount), ...sharesOf(facts)]
}

/** A high roller's loss that is set apart: until which period its own revenue pays it down. */
export function explainRingFence(facts: FenceFacts, { threshold }: HighRollers, until: Period | null): Because[] {
  return [
    fact('customerId', facts.customerId),
    micros('baseOfCustomer', facts.base),
    micros('threshold', threshold),
    micros('baseOfTotal', facts.aggregate),
    micros('ringFenced', facts.amount, until === null ? [] : [fact('until', until)]),
    ...sharesOf(facts),
  ]
}

function sharesOf({ before, amountMinor, currency }: FenceFacts): Because[] {
  return [minor('shareAfter', before + amountMinor, currency), minor('shareBefore', before, currency)]
}

function termsOf({ mode, scope, what }: Carryover): Because[] {
  return [fact('carryover', mode), fact('scope', scope), ...(mode === 'reset' ? [] : [fact('what', what)])]
}

function carried(name: string, lots: readonly CarriedLot[], terms: Carryover, currency: string): Because {
  const parts = lots.map(({ from, amount }) => amountOf('of', amount, terms, currency, [fact('period', periodOfNumber(from))]))
  return amountOf(name, sumOf(lots), terms, currency, parts)
}

/** Of what is carried: base, or commission. */
function amountOf(name: string, amount: bigint, { what }: Carryover, currency: string, because: readonly Because[] = []): Because {
  return what === 'base' ? micros(name, amount, because) : minor(name, amount, currency, because)
}
