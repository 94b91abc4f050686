import type { Component } from '../commissions/rules/plan-terms.ts'

/** What two versions are compared by. */
export interface ComparedTerms {
  readonly holdDays: number
  readonly components: readonly Component[]
}

/** Pay of which more is better for the affiliate, wherever in a component it stands. */
const MORE_IS_BETTER: ReadonlySet<string> = new Set(['ratePpm', 'amountMinor', 'amountsMinor', 'floorMinor'])
/** Components that can only add to what the others pay. */
const ONLY_ADDS: ReadonlySet<Component['type']> = new Set<Component['type']>(['cpa', 'cpl', 'cpc', 'percent_of_sale', 'fixed_per_sale', 'period_fee', 'bonus'])

/**
 * Whether nobody can be worse off under `after`: nothing differs but that rates, amounts or floors are higher, that a hold is shorter, or
 * that there is a component more. Whatever else differs counts as worse, since it may be (docs/commission-rules.md, "Terms in words").
 */
export function isNoWorse(before: ComparedTerms, after: ComparedTerms): boolean {
  const known = new Map(before.components.map((component) => [component.key, component]))
  const kept = new Set(after.components.map(({ key }) => key))
  return (
    before.components.every(({ key }) => kept.has(key)) &&
    after.components.every((component) => {
      const was = known.get(component.key)
      if (was === undefined) return ONLY_ADDS.has(component.type)
      return holdOf(component, after) <= holdOf(was, before) && isAtLeast(comparable(component), comparable(was), false)
    })
  )
}

function holdOf({ holdDays }: Component, version: ComparedTerms): number {
  return holdDays ?? version.holdDays
}

/** No floor is a floor of nothing; holds have been compared. */
function comparable({ holdDays: _, floorMinor, ...terms }: Component): object {
  return { ...terms, floorMinor: floorMinor ?? 0n }
}

function isAtLeast(after: unknown, before: unknown, isPay: boolean): boolean {
  if (typeof after === 'bigint' && typeof before === 'bigint') return isPay ? after >= before : after === before
  if (typeof after !== 'object' || typeof before !== 'object' || after === null || before === null) return after === before
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  const [now, was] = [after as Readonly<Record<string, unknown>>, before as Readonly<Record<string, unknown>>]
  return [...names].every((name) => isAtLeast(now[name], was[name], isPay || MORE_IS_BETTER.has(name)))
}
