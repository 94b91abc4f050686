import type { Tx } from '../../db/database.ts'
import { readPlanVersions } from '../commissions/commission-terms.ts'
import { openFromOf, reachOf } from '../commissions/rules/plan-selection.ts'
import type { AppliesTo, Component, PlanVersionTerms } from '../commissions/rules/plan-terms.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { addDays, periodEndExclusive, periodOf } from '../time/periods.ts'
import { isNoWorse } from './is-no-worse.ts'

/** A version that is about to be added. */
export interface ReachingVersion {
  readonly planId: Uuid
  readonly effectiveFrom: Date
  readonly appliesTo: AppliesTo
  readonly holdDays: number
  readonly components: readonly Component[]
}

/**
 * Refuses a version that would reach what it must not: what was rated already (`all_open`), or, with terms that may be worse, customers
 * before the notice that earlier versions promise them has passed. `now` is the program's. Throws `invalid_request` naming
 * `effectiveFrom` (docs/commission-rules.md, "Versions").
 */
export async function requireReach(tx: Tx, program: Program, version: ReachingVersion, now: Date): Promise<void> {
  if (version.appliesTo === 'new_customers') return
  const reach = reachOf({ effectiveFrom: version.effectiveFrom, ...openFromOf(version.appliesTo, version.effectiveFrom, program.time_zone) })
  if (version.appliesTo === 'all_open') await requireNothingRated(tx, program, version, reach, now)
  const earlier = (await readPlanVersions(tx, program, [version.planId])).get(version.planId) ?? []
  await requireNotice(tx, program.id, { version, earlier, reach, now })
}

async function requireNothingRated(tx: Tx, program: Program, { planId, effectiveFrom }: ReachingVersion, reach: Date, now: Date): Promise<void> {
  const period = periodOf(effectiveFrom, program.time_zone)
  if (periodEndExclusive(period, program.time_zone).getTime() <= now.getTime()) throw refusal('period_ended', `The period ${period} has ended.`)
  if (reach.getTime() > now.getTime()) return
  const [rated] = await tx.sql({
    text: `select from (
             (select from transaction where program_id = $1 and plan_id = $2 and effective_at >= $3 and plan_version_id is not null limit 1)
             union all
             (select from commission where program_id = $1 and plan_id = $2 and occurred_at >= $3 and award_key is not null limit 1)) rated limit 1`,
    values: [program.id, planId, reach],
  })
  if (rated === undefined) return
  throw refusal('already_rated', `Something of ${period} has been rated by the plan, and what was rated is not rated again. Begin in a later period, or use "from_date".`)
}

interface Promised {
  readonly version: ReachingVersion
  readonly earlier: readonly PlanVersionTerms[]
  readonly reach: Date
  readonly now: Date
}

/** Of the versions that still hold for somebody, and that the new one may be worse than, the one that promises the longest notice binds. */
async function requireNotice(tx: Tx, programId: Uuid, { version, earlier, reach, now }: Promised): Promise<void> {
  const binding = bindingVersions(earlier, now).filter((before) => !isNoWorse(before, version))
  const notices = await readNotices(tx, programId, version.planId)
  const [strictest] = binding.map((before) => ({ before, notice: notices.get(before.version) ?? 0 })).toSorted((a, b) => b.notice - a.notice)
  if (strictest === undefined || strictest.notice === 0) return
  const earliest = addDays(now, strictest.notice)
  if (reach.getTime() >= earliest.getTime()) return
  const message = `Version ${strictest.before.version} promises its customers a notice of ${strictest.notice} days, and these terms may be worse for them: they can reach what is of ${earliest.toISOString()} or later.`
  throw refusal('notice_too_short', message)
}

/** Versions that somebody is still held by, or will be: those since the last one in force that took over everybody. */
export function bindingVersions(versions: readonly PlanVersionTerms[], now: Date): readonly PlanVersionTerms[] {
  const ordered = versions.toSorted((a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime() || a.version - b.version)
  const last = ordered.findLastIndex((version) => version.appliesTo !== 'new_customers' && reachOf(version).getTime() <= now.getTime())
  return ordered.slice(Math.max(last, 0))
}

async function readNotices(tx: Tx, programId: Uuid, planId: Uuid): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.sql<{ version: number; notice_days: number }>({
    text: 'select version, notice_days from commission_plan_version where program_id = $1 and plan_id = $2',
    values: [programId, planId],
  })
  return new Map(rows.map(({ version, notice_days }) => [version, notice_days]))
}

function refusal(code: string, message: string): DomainError {
  return new DomainError('invalid_request', { message, errors: [{ path: 'effectiveFrom', code, message }] })
}
