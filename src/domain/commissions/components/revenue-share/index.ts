import type { RevenueShareComponent } from '../../rules/plan-terms.ts'
import type { ComponentKind } from '../component.ts'
import { closings } from './closings.ts'
import { isShareInFlight } from './is-in-flight.ts'
import { readRevenueShare } from './read-revenue-share.ts'
import { reckonShares } from './reckon-shares.ts'

export const revenueShare: ComponentKind<RevenueShareComponent> = {
  type: 'revenue_share',
  read: readRevenueShare,
  isInFlight: isShareInFlight,
  needs: [],
  closings,
  reckon: reckonShares,
}
