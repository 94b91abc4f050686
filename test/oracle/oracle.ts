import { bonuses } from './bonuses.ts'
import { closings } from './carryover.ts'
import { clicks } from './clicks.ts'
import { cpa } from './cpa.ts'
import { type Case, keyed, openCases } from './events.ts'
import type { World } from './generator.ts'
import { fees } from './fees.ts'
import { leads } from './leads.ts'
import { cappedTogether, floors } from './modifiers.ts'
import type { ComponentJson, Earnings } from './model.ts'
import type { Pay } from './pay.ts'
import { recruits } from './recruits.ts'
import { sales } from './sales.ts'
import { revenueShares } from './shares.ts'

/**
 * What affiliates earn under a plan, by component and period: an independent reading of docs/commission-rules.md that is as slow and as plain
 * as it can be. It shares no code with the engine, and is compared with it. The components of affiliates after the first are named
 * `cpa of 2`.
 */
export function oracle({ program, versions, history, others, now }: World): Earnings {
  const cases = openCases(program, versions, [history, ...others], now)
  const types = new Map(versions.flatMap((version) => [...keyed(version)].map(([key, { type }]) => [key, type] as const)))
  return new Map([...types].flatMap(([key, type]) => earned(cases, key, type).map((pays, affiliate) => [affiliate === 0 ? key : `${key} of ${affiliate + 1}`, byPeriod(pays)] as const)))
}

/** By affiliate: what caps leave, what period ends change of it, and what is then missing to the floor. */
function earned(cases: readonly Case[], key: string, type: ComponentJson['type']): Pay[][] {
  const kept = cappedTogether(cases, key, cases.map((input) => earnedBefore(input, key, type)))
  return cases.map((input, affiliate) => {
    const pays = kept[affiliate] ?? []
    const closed = type === 'revenue_share' ? closings(input, key, pays) : []
    return [...pays, ...closed, ...floors(input, key, [...pays, ...closed])]
  })
}

function earnedBefore(input: Case, key: string, type: ComponentJson['type']): Pay[] {
  switch (type) {
    case 'cpa': return cpa(input, key)
    case 'percent_of_sale': return sales(input, key)
    case 'fixed_per_sale': return sales(input, key)
    case 'cpl': return leads(input, key)
    case 'sub_affiliate': return recruits(input, key)
    case 'revenue_share': return revenueShares(input, key)
    case 'cpc': return clicks(input, key)
    case 'period_fee': return fees(input, key)
    case 'bonus': return bonuses(input, key)
    default: return []
  }
}

function byPeriod(pays: readonly Pay[]): Map<string, bigint> {
  const periods = new Map<string, bigint>()
  for (const { period, amount } of pays) periods.set(period, (periods.get(period) ?? 0n) + amount)
  return periods
}
