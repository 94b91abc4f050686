import type { Tx } from '../../db/database.ts'
import { type CustomerPlace, placeAt } from '../customers/customer-place.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import type { CustomerTerms } from '../transactions/read-surroundings.ts'
import { readAffiliates } from '../transactions/read-surroundings.ts'
import type { TransactionRecord } from '../transactions/transaction-record.ts'
import { readCommissionTerms } from './commission-terms.ts'
import type { ExplainedPlan } from './explanation.ts'
import { openFromOf, type SelectableVersion, selectAssignment, selectVersion } from './rules/plan-selection.ts'
import type { AppliesTo } from './rules/plan-terms.ts'

/**
 * Whose terms a transaction was rated by, and why not by others: every assignment and version that existed when it was recorded.
 * The winner is the one that was stored; the losers' reasons are worked out from what is known now.
 */
export async function explainPlan(tx: Tx, program: Pick<Program, 'id' | 'currency' | 'time_zone' | 'default_plan_id'>, record: TransactionRecord, customer: CustomerTerms | null): Promise<ExplainedPlan> {
  const affiliates = await readAffiliates(tx, program.id, [record.affiliateId])
  const terms = await readCommissionTerms(tx, program, affiliates.values())
  const place = customer === null ? null : placeWith(customer, record.affiliateId, record.effectiveAt)
  const pinnedAt = place?.affiliateId === record.affiliateId ? place.pinnedAt : record.occurredAt
  const known = terms.assignments.filter(({ createdAt }) => createdAt <= record.recordedAt)
  const subject = {
    affiliateId: record.affiliateId, groupId: affiliates.get(record.affiliateId)?.groupId ?? null, brandId: record.brandId, productId: record.productId,
    trackerId: record.trackerId, registeredAt: pinnedAt,
  }
  const { losers } = selectAssignment(known, subject)
  const reasons = new Map(losers.map(({ assignmentId, reason }) => [assignmentId, reason]))
  const lostAssignments = known.flatMap(({ id }) => (id === record.assignmentId ? [] : [{ assignmentId: id, reason: reasons.get(id) ?? 'not_in_force' }]))
  const winner = await readWinner(tx, program.id, record)
  return { winner, losers: [...lostAssignments, ...(await lostVersions(tx, program, record, pinnedAt))] }
}

/** The customer's place as it was when something of it was recorded, as far as it can be told: at the affiliate that this is of. */
export function placeWith(customer: CustomerTerms, affiliateId: Uuid, at: Date): CustomerPlace {
  const moves = customer.moves.findIndex((move) => move.affiliateId === affiliateId)
  return placeAt({ ...customer, moves: moves < 0 ? [] : customer.moves.slice(moves) }, at)
}

async function readWinner(tx: Tx, programId: Uuid, record: TransactionRecord): Promise<ExplainedPlan['winner']> {
  if (record.planVersionId === null) return null
  const [row] = await tx.sql<{ planId: Uuid; planName: string; versionId: Uuid; version: number }>({
    name: 'explain-winner',
    text: `select p.id as "planId", p.name as "planName", v.id as "versionId", v.version
             from commission_plan_version v join commission_plan p on p.program_id = $1 and p.id = v.plan_id
            where v.program_id = $1 and v.id = $2`,
    values: [programId, record.planVersionId],
  })
  return row === undefined ? null : { assignmentId: record.assignmentId, ...row }
}

async function lostVersions(tx: Tx, program: Pick<Program, 'id' | 'time_zone'>, record: TransactionRecord, pinnedAt: Date): Promise<ExplainedPlan['losers']> {
  if (record.planId === null) return []
  const versions = await readRivals(tx, program, { planId: record.planId, versionId: record.planVersionId, recordedAt: record.recordedAt })
  if (versions.length === 0) return []
  const reasons = new Map(selectVersion(versions, pinnedAt, record.occurredAt).losers.map((loser) => [loser.versionId, loser.reason]))
  return versions.flatMap(({ versionId, version }) => (versionId === record.planVersionId ? [] : [{ versionId, version, reason: reasons.get(versionId) ?? 'not_in_force' }]))
}

/** The versions that a plan had when something was recorded, by number, and the one that was applied. */
export async function readRivals(
  tx: Tx, program: Pick<Program, 'id' | 'time_zone'>, applied: { readonly planId: Uuid; readonly versionId: Uuid | null; readonly recordedAt: Date },
): Promise<SelectableVersion[]> {
  const versions = await tx.sql<{ versionId: Uuid; version: number; effectiveFrom: Date; appliesTo: AppliesTo }>({
    name: 'explain-versions',
    text: `select id as "versionId", version, effective_from as "effectiveFrom", applies_to as "appliesTo" from commission_plan_version
            where program_id = $1 and plan_id = $2 and (created_at <= $3 or id = $4) order by version`,
    values: [program.id, applied.planId, applied.recordedAt, applied.versionId],
  })
  return versions.map((version) => ({ ...version, ...openFromOf(version.appliesTo, version.effectiveFrom, program.time_zone) }))
}
