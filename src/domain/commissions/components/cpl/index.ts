import type { CplComponent } from '../../rules/plan-terms.ts'
import type { ComponentKind } from '../component.ts'
import { readCpl } from './read-cpl.ts'
import { reckonCpl } from './reckon-cpl.ts'

export const cpl: ComponentKind<CplComponent> = { type: 'cpl', read: readCpl, isInFlight: () => false, needs: ['registrations'], reckon: reckonCpl }
