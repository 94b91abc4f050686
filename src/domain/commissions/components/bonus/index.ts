import type { BonusComponent } from '../../rules/plan-terms.ts'
import type { ComponentKind } from '../component.ts'
import { readBonus } from './read-bonus.ts'
import { reckonBonuses } from './reckon-bonuses.ts'

export const bonus: ComponentKind<BonusComponent> = { type: 'bonus', read: readBonus, isInFlight: () => false, needs: [], reckon: reckonBonuses }
