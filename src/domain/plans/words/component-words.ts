import { bonusWords } from '../../commissions/components/bonus/words.ts'
import type { Clause, ComponentWords, Wording } from '../../commissions/components/clauses.ts'
import { cpaWords } from '../../commissions/components/cpa/words.ts'
import { cpcWords } from '../../commissions/components/cpc/words.ts'
import { cplWords } from '../../commissions/components/cpl/words.ts'
import { periodFeeWords } from '../../commissions/components/period-fee/words.ts'
import { revenueShareWords } from '../../commissions/components/revenue-share/words.ts'
import { fixedPerSaleWords, percentOfSaleWords } from '../../commissions/components/sales/words.ts'
import { subAffiliateWords } from '../../commissions/components/sub-affiliate/words.ts'
import type { Component } from '../../commissions/rules/plan-terms.ts'

/** The words of every kind of component. */
const COMPONENT_WORDS: { readonly [Type in Component['type']]: ComponentWords<Extract<Component, { type: Type }>> } = {
  cpa: cpaWords,
  cpl: cplWords,
  cpc: cpcWords,
  revenue_share: revenueShareWords,
  percent_of_sale: percentOfSaleWords,
  fixed_per_sale: fixedPerSaleWords,
  period_fee: periodFeeWords,
  sub_affiliate: subAffiliateWords,
  bonus: bonusWords,
}

/** What a component is called: `Revenue share`, and `Revenue share 2` for the second of its type. */
export function titleOf(component: Pick<Component, 'type' | 'key'>, say: Wording): string {
  const [, ordinal] = component.key.split('.')
  const title = say.pick(wordsOf(component).title)
  return ordinal === undefined ? title : `${title} ${ordinal}`
}

/** The same of a key as lines have it: `revenue_share.2`. A type that nobody has words for stays as it is. */
export function titleOfKey(key: string, say: Wording): string {
  const [type = ''] = key.split('.')
  return isWorded(type) ? titleOf({ type, key }, say) : key
}

function isWorded(type: string): type is Component['type'] {
  return Object.hasOwn(COMPONENT_WORDS, type)
}

/** Everything that is to be said of a component. */
export function clausesOf(component: Component, say: Wording): readonly Clause[] {
  return wordsOf(component).clauses(component, say)
}

function wordsOf(component: Pick<Component, 'type'>): ComponentWords {
  return COMPONENT_WORDS[component.type] as unknown as ComponentWords
}
