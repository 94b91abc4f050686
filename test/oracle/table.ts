import type { World } from './generator.ts'
import type { ComponentJson, Event, Version } from './model.ts'
import { oracle } from './oracle.ts'

/** Worlds of one program as tables write them: EUR, UTC, customers A and B of one brand. */
export const OCTOBER = Date.UTC(2026, 9, 10)
export const NOVEMBER = Date.UTC(2026, 10, 10)
export const AT = NOVEMBER

/** Millionths of an amount. */
export function EUR(amount: number): bigint {
  return BigInt(Math.round(amount * 1_000_000))
}

let made = 0

/** A transaction of customer A in November. */
export function event(own: Partial<Event>): Event {
  made += 1
  return {
    id: `e${made}`, externalId: `e${made}`, at: AT, type: 'revenue', brand: 'brand', product: null, customer: 'A', tracker: 'tracker', country: null,
    deposit: 0n, withdrawal: 0n, wager: 0n, sale: 0n, bonus: 0n, gross: 0n, deductions: [], refunds: null,
    revShareExcluded: false, cpaExcluded: false, suppliedRevShare: 0n, suppliedCpa: 0n, suppliedFixed: 0n, ...own,
  }
}

export interface Table {
  readonly components?: readonly ComponentJson[]
  readonly versions?: readonly { readonly from: number; readonly components: readonly ComponentJson[]; readonly appliesTo?: Version['appliesTo'] }[]
  readonly events: readonly Event[]
  readonly now?: number
}

export function world({ components = [], versions = [{ from: OCTOBER, components }], events, now = Date.UTC(2027, 0, 1) }: Table): World {
  const customer = (id: string) => ({
    id, brand: 'brand', product: null, tracker: 'tracker', device: null, registeredAt: OCTOBER, clickedAt: OCTOBER, country: null, isVerified: true, revShareExcluded: false, cpaExcluded: false,
  })
  return {
    program: { currency: 'EUR', timeZone: 'UTC', carryover: { mode: 'reset' }, deductions: [] },
    versions: versions.map(({ from, appliesTo = 'new_customers', ...version }, index) => ({ ...version, id: `v${index + 1}`, effectiveFrom: from, appliesTo })),
    history: { coverage: [{ from: OCTOBER, until: null }], customers: [customer('A'), customer('B')], events, clicks: [], recruits: [] },
    others: [],
    now,
  }
}

/** What one component (the plan's only one, when it is not named) earns in a period. */
export function earnedIn(plan: World, period: string, key = plan.versions[0]?.components[0]?.type ?? ''): bigint {
  return oracle(plan).get(key)?.get(period) ?? 0n
}

/** What the plan's only component earns in November. */
export function earned(plan: World): bigint {
  return earnedIn(plan, '2026-11')
}
