import type { FixedPerSaleComponent, PercentOfSaleComponent } from '../../rules/plan-terms.ts'
import type { ComponentKind } from '../component.ts'
import { isPlain } from '../modifiers/read-modifiers.ts'
import { readFixedPerSale, readPercentOfSale } from './read-sales.ts'
import { reckonSales } from './reckon-sales.ts'

export const percentOfSale: ComponentKind<PercentOfSaleComponent> = { type: 'percent_of_sale', read: readPercentOfSale, isInFlight: isPlain, needs: [], reckon: reckonSales }
export const fixedPerSale: ComponentKind<FixedPerSaleComponent> = { type: 'fixed_per_sale', read: readFixedPerSale, isInFlight: isPlain, needs: [], reckon: reckonSales }
