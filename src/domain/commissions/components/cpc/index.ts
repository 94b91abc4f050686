import type { CpcComponent } from '../../rules/plan-terms.ts'
import type { ComponentKind } from '../component.ts'
import { readCpc } from './read-cpc.ts'
import { reckonClicks } from './reckon-clicks.ts'

export const cpc: ComponentKind<CpcComponent> = { type: 'cpc', read: readCpc, isInFlight: () => false, needs: ['clicks'], reckon: reckonClicks }
