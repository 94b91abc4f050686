import { BulkRows, columns } from '../../../db/bulk.ts'
import type { Tx } from '../../../db/database.ts'
import { newId, type Uuid } from '../../ids.ts'
import { periodOf } from '../../time/periods.ts'
import { carryoverOf } from '../../programs/program-carryover.ts'
import { kindOf } from '../components/registry.ts'
import { closesWithEveryTransaction } from '../components/revenue-share/closings.ts'
import { isNegative, type RatingState } from '../rating-state.ts'
import type { Carryover, PlanVersionTerms } from '../rules/plan-terms.ts'

/** Says that what affiliates have earned may have changed: their awards are reckoned again soon. In one statement; nobody waits for it. */
export async function markAffiliates(tx: Tx, programId: Uuid, affiliateIds: Iterable<Uuid>): Promise<void> {
  const rows = new BulkRows(columns('program_id uuid, id uuid, affiliate_id uuid'))
  for (const affiliateId of new Set(affiliateIds)) rows.add(programId, newId(), affiliateId)
  await rows.insertInto(tx, 'reckoning_mark')
}

/** Marks the affiliates of registrations, in programs where a registration can earn. */
export async function markRegistrations(tx: Tx, programId: Uuid, affiliateIds: Iterable<Uuid>): Promise<void> {
  const rows = new BulkRows(columns('id uuid, affiliate_id uuid'))
  for (const affiliateId of new Set(affiliateIds)) rows.add(newId(), affiliateId)
  if (rows.size === 0) return
  await tx.count({
    name: 'mark-registrations',
    text: `insert into reckoning_mark (program_id, id, affiliate_id)
           select $1, r.id, r.affiliate_id from ${rows.unnest('r', 2)}
            where exists (select from commission_plan_version where program_id = $1 and 'registrations' = any(needs))`,
    values: [programId, ...rows.parameters()],
  })
}

/** Marks the affiliates of transactions that were approved: awards count only what is. */
export async function markApproved(tx: Tx, programId: Uuid, records: readonly { readonly affiliateId: Uuid; readonly planVersionId: Uuid | null }[]): Promise<void> {
  const rows = new BulkRows(columns('id uuid, affiliate_id uuid, version_id uuid'))
  const pairs = new Map(records.map((record) => [`${record.affiliateId} ${record.planVersionId}`, record]))
  for (const { affiliateId, planVersionId } of pairs.values()) if (planVersionId !== null) rows.add(newId(), affiliateId, planVersionId)
  if (rows.size === 0) return
  await tx.count({
    name: 'mark-approved',
    text: `insert into reckoning_mark (program_id, id, affiliate_id)
           select $1, r.id, r.affiliate_id from ${rows.unnest('r', 2)}
             join commission_plan_version v on v.program_id = $1 and v.id = r.version_id join program p on p.id = $1
            where 'history' = any(v.needs) or ${CARRIES}`,
    values: [programId, ...rows.parameters()],
  })
}

/** What a version has to be reckoned for: stored with it, so that nobody has to read its terms to find out. */
export function needsOf(version: Pick<PlanVersionTerms, 'components' | 'inFlight'>): string[] {
  const parts = version.components.flatMap((component) => kindOf(component).needs)
  return [...new Set([...(isReckoned(version, RESET) ? ['history'] : []), ...parts])]
}

/** The affiliates of a step whose awards its transactions may change. */
export function affiliatesToReckon({ step, versions, lines, groups }: Pick<RatingState, 'step' | 'versions' | 'lines' | 'groups'>, affiliateIds: Iterable<Uuid>): Set<Uuid> {
  const carryover = carryoverOf(step.program)
  if ([...versions.values()].some((version) => isReckoned(version, carryover))) return new Set(affiliateIds)
  // A share whose period is over may owe it a closing; one that neither is nor was negative does not.
  const current = periodOf(step.now, step.program.time_zone)
  const negative = lines.filter(({ windowKey, totalBefore, totalAfter }) => windowKey !== null && windowKey < current && ((totalBefore ?? 0n) < 0n || (totalAfter ?? 0n) < 0n))
  return new Set([...negative.map(({ affiliateId }) => affiliateId), ...[...groups.values()].filter((group) => group.windowKey < current && (group.wasNegative || [...group.totals.values()].some(isNegative))).map(({ affiliateId }) => affiliateId)])
}

/** Whether a version has anything that is not rated with the transaction alone, under what the program says about negative periods. */
export function isReckoned(version: Pick<PlanVersionTerms, 'components' | 'inFlight'>, program: Carryover): boolean {
  return version.inFlight.length < version.components.length || version.components.some((component) => component.type === 'revenue_share' && closesWithEveryTransaction(component, program))
}

/** What a program that says nothing does: a negative period is forgotten when it ends. */
const RESET: Carryover = { mode: 'reset', scope: 'plan', what: 'commission', cap: null, expiryMonths: null }

/** Whether every transaction may change what periods of program `p` end with, in SQL: what `needs` cannot say, since programs change. */
export const CARRIES = `(p.carryover_mode = 'carry' or p.carryover_scope in ('brand', 'product'))`
