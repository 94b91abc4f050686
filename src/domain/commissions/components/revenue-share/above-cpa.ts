import type { Uuid } from '../../../ids.ts'
import type { Period } from '../../../time/periods.ts'
import { type Because, fact, minor } from '../../explanation.ts'
import type { CpaComponent, PlanVersionTerms, RevenueShareComponent } from '../../rules/plan-terms.ts'
import type { Award, ReckoningInput } from '../component.ts'
import { reckonCpa } from '../cpa/reckon-cpa.ts'
import { periodFinder } from '../metrics/period-finder.ts'
import { applyCaps } from '../modifiers/apply-caps.ts'
import { explainPeriodShare } from './explain-share.ts'
import type { PeriodShare } from './period-shares.ts'

type Input = ReckoningInput<RevenueShareComponent>

/**
 * Shares of which a CPA is the advance: each customer's comes to max(0, its share − its CPA), both over all time. A period's award,
 * `2026-11:customer:<id>`, is what that changed by in the period; it is negative when a later CPA or a negative share takes back what had been
 * payable, and a customer's awards together are never negative.
 */
export function sharesAboveCpa(input: Input, shares: readonly PeriodShare[]): Award[] {
  const advances = advancesOf(input)
  const awards: Award[] = []
  for (const [scopeId, own] of Map.groupBy(shares, (share) => share.scopeId)) {
    if (scopeId !== null) for (const award of awardsOf(scopeId, own, advances.get(scopeId) ?? NO_ADVANCES, input.program.currency)) awards.push(award)
  }
  return awards
}

/** What a customer's CPA came to in a period, in minor units, and when it last changed. */
interface Advance {
  minor: bigint
  at: Date
}

const NO_ADVANCES: ReadonlyMap<Period, Advance> = new Map()

/** The CPA of each customer by period: of the versions' advances as they are paid, and what was supplied instead. */
function advancesOf(input: Input): Map<Uuid, Map<Period, Advance>> {
  const advances = new Map<Uuid, Map<Period, Advance>>()
  const add = (customerId: Uuid | null, period: Period, amountMinor: bigint, at: Date) => {
    if (customerId === null || amountMinor === 0n) return
    let periods = advances.get(customerId)
    if (periods === undefined) advances.set(customerId, (periods = new Map()))
    const advance = periods.get(period)
    if (advance === undefined) periods.set(period, { minor: amountMinor, at })
    else {
      advance.minor += amountMinor
      if (at > advance.at) advance.at = at
    }
  }
  for (const key of new Set(input.versions.flatMap((version) => advanceIn(version)?.key ?? []))) {
    for (const { customerId, period, amountMinor, occurredAt } of paidAdvances(input, key)) add(customerId, period, amountMinor, occurredAt)
  }
  const periodAt = periodFinder(input.program.timeZone)
  // A refund takes what was supplied back, in proportion.
  for (const { customerId, versionId, cpaExcluded, suppliedCpaMinor, effectiveAt } of input.history.transactions) {
    if (suppliedCpaMinor === 0n || cpaExcluded || input.termsOf(versionId)?.isAboveCpa !== true) continue
    add(customerId, periodAt(effectiveAt.getTime()), suppliedCpaMinor, effectiveAt)
  }
  return advances
}

function advanceIn({ components }: PlanVersionTerms): CpaComponent | undefined {
  return components.find((component): component is CpaComponent => component.type === 'cpa' && component.asAdvance)
}

/** The awards of an advance, cut to its caps: what a cap has kept from being paid was no advance. */
function paidAdvances(input: Input, key: string): readonly Award[] {
  const own = new Map(input.versions.flatMap((version) => (advanceIn(version)?.key === key ? [[version.versionId, advanceIn(version)]] : [])))
  const awards = reckonCpa({ ...input, key, termsOf: (versionId) => own.get(versionId) })
  return [...Map.groupBy(awards, ({ versionId }) => own.get(versionId))].flatMap(([terms, list]) => {
    const entries = list.map((award) => ({ affiliateId: input.history.affiliateId, award }))
    return applyCaps(entries, terms?.caps ?? [], input.program).map(({ award }) => award)
  })
}

function awardsOf(customerId: Uuid, shares: readonly PeriodShare[], advances: ReadonlyMap<Period, Advance>, currency: string): Award[] {
  const byPeriod = Map.groupBy(shares, ({ period }) => period)
  const awards: Award[] = []
  let [share, advance, paid] = [0n, 0n, 0n]
  let last: PeriodShare | undefined
  for (const period of [...new Set([...byPeriod.keys(), ...advances.keys()])].sort()) {
    const own = byPeriod.get(period) ?? []
    const advanced = advances.get(period)
    share += own.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
    advance += advanced?.minor ?? 0n
    last = own.at(-1) ?? last
    const payable = share > advance ? share - advance : 0n
    // Before a customer's first share nothing can have changed.
    if (last === undefined || (own.length === 0 && payable === paid)) continue
    const figures = { share, advance, payable, paid }
    awards.push({
      key: `${period}:customer:${customerId}`, versionId: last.versionId, occurredAt: latest(own, advanced), period, brandId: null,
      customerId: last.customerId, transactionId: null, amountMinor: payable - paid, reason: payable === 0n && paid === 0n ? 'advance_not_reached' : null,
      because: () => explainPayable(own, figures, currency),
    })
    paid = payable
  }
  return awards
}

function latest(shares: readonly PeriodShare[], advance: Advance | undefined): Date {
  return new Date(Math.max(...shares.map(({ lastAt }) => lastAt.getTime()), advance?.at.getTime() ?? Number.NEGATIVE_INFINITY))
}

interface Figures {
  readonly share: bigint
  readonly advance: bigint
  readonly payable: bigint
  readonly paid: bigint
}

function explainPayable(shares: readonly PeriodShare[], { share, advance, payable, paid }: Figures, currency: string): Because[] {
  return [
    minor('payableShare', payable, currency, [
      minor('shareOfCustomer', share, currency, shares.map((own) => fact('earnedInPeriod', own.period, explainPeriodShare(own, currency)))),
      minor('advance', advance, currency),
    ]),
    minor('payableBefore', paid, currency),
  ]
}
