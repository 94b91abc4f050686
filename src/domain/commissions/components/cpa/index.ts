import type { CpaComponent } from '../../rules/plan-terms.ts'
import type { ComponentKind } from '../component.ts'
import { isPlain } from '../modifiers/read-modifiers.ts'
import { readCpa } from './read-cpa.ts'
import { reckonCpa } from './reckon-cpa.ts'

export const cpa: ComponentKind<CpaComponent> = {
  type: 'cpa',
  read: readCpa,
  isInFlight: isPlain,
  needs: [],
  reckon: reckonCpa,
}
