import type { Component, InFlightComponent } from '../rules/plan-terms.ts'
import { bonus } from './bonus/index.ts'
import type { ComponentKind } from './component.ts'
import { cpa } from './cpa/index.ts'
import { cpc } from './cpc/index.ts'
import { cpl } from './cpl/index.ts'
import { periodFee } from './period-fee/index.ts'
import { revenueShare } from './revenue-share/index.ts'
import { fixedPerSale, percentOfSale } from './sales/index.ts'
import { subAffiliate } from './sub-affiliate/index.ts'

/** Every way of earning, by the type that plans name it by. */
export const COMPONENT_KINDS: { readonly [Type in Component['type']]: ComponentKind<Extract<Component, { type: Type }>> } = {
  cpa,
  cpl,
  cpc,
  revenue_share: revenueShare,
  percent_of_sale: percentOfSale,
  fixed_per_sale: fixedPerSale,
  period_fee: periodFee,
  sub_affiliate: subAffiliate,
  bonus,
}

export const COMPONENT_TYPES = Object.keys(COMPONENT_KINDS) as readonly Component['type'][]

/** The kind of a component; its terms are of that kind. */
export function kindOf(component: Component): ComponentKind {
  return COMPONENT_KINDS[component.type] as unknown as ComponentKind
}

/** Whether a component is rated with each transaction, or reckoned from history (docs/architecture.md, "Commissions"). */
export function isInFlight(component: Component): component is InFlightComponent {
  return kindOf(component).isInFlight(component)
}
