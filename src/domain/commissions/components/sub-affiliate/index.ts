import type { SubAffiliateComponent } from '../../rules/plan-terms.ts'
import type { ComponentKind } from '../component.ts'
import { readSubAffiliate } from './read-sub-affiliate.ts'
import { reckonRecruits } from './reckon-recruits.ts'

export const subAffiliate: ComponentKind<SubAffiliateComponent> = {
  type: 'sub_affiliate',
  read: readSubAffiliate,
  isInFlight: () => false,
  needs: ['recruits'],
  reckon: reckonRecruits,
}
