import { type Period, periodEndExclusive, periodOf } from '../../../time/periods.ts'
import { minor } from '../../explanation.ts'
import type { PlanVersionTerms } from '../../rules/plan-terms.ts'
import type { Award, Coverage, ReckoningInput } from '../component.ts'

/** What floors are worked out from. */
export type FloorInput = Pick<ReckoningInput, 'program' | 'versions' | 'termsOf' | 'now'> & { readonly history: { readonly coverage: readonly Coverage[] } }

/**
 * The awards of one affiliate, and for every period that has ended and in which the component was in force one more with what is missing to
 * its floor: `floor:2026-11`. The floor is that of the version that was in force for new customers when the period, or the plan's time in
 * it, ended (docs/commission-rules.md, "Every component").
 */
export function applyFloors(input: FloorInput, awards: readonly Award[]): readonly Award[] {
  const { versions, termsOf, program } = input
  if (versions.every(({ versionId }) => (termsOf(versionId)?.floorMinor ?? null) === null)) return awards
  const earned = new Map<Period, bigint>()
  for (const { period, amountMinor } of awards) earned.set(period, (earned.get(period) ?? 0n) + amountMinor)
  const floors: Award[] = []
  for (const [period, version] of coveredPeriods(input)) {
    const floorMinor = termsOf(version.versionId)?.floorMinor ?? null
    const earnedMinor = earned.get(period) ?? 0n
    if (floorMinor === null || earnedMinor >= floorMinor) continue
    floors.push({
      key: `floor:${period}`, versionId: version.versionId, occurredAt: new Date(periodEndExclusive(period, program.timeZone).getTime() - 1), period,
      brandId: null, customerId: null, transactionId: null, amountMinor: floorMinor - earnedMinor, reason: null,
      because: () => [minor('floor', floorMinor, program.currency), minor('earned', earnedMinor, program.currency)],
    })
  }
  return floors.length === 0 ? awards : [...awards, ...floors]
}

/** Every period that has ended and that the plan was in force for at least in part, with the version that was at the end of that part. */
function coveredPeriods({ versions, history, program: { timeZone }, now }: FloorInput): Map<Period, PlanVersionTerms> {
  const periods = new Map<Period, PlanVersionTerms>()
  const [first] = versions
  if (first === undefined) return periods
  for (const { from, until } of history.coverage) {
    // A plan is in force from its first version on, also where it was given to the affiliate before.
    const start = Math.max(from.getTime(), first.effectiveFrom.getTime())
    const last = Math.min(until?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime())
    for (let at = start; at < last; ) {
      const period = periodOf(new Date(at), timeZone)
      const end = periodEndExclusive(period, timeZone).getTime()
      if (end > now.getTime()) break
      periods.set(period, versionAt(versions, first, Math.min(end, last)))
      at = end
    }
  }
  return periods
}

function versionAt(versions: readonly PlanVersionTerms[], first: PlanVersionTerms, endMs: number): PlanVersionTerms {
  return versions.findLast(({ effectiveFrom }) => effectiveFrom.getTime() < endMs) ?? first
}
