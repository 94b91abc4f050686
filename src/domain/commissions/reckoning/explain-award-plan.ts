import type { Tx } from '../../../db/database.ts'
import type { Program } from '../../programs/read-program.ts'
import { readAffiliates, readCustomersById } from '../../transactions/read-surroundings.ts'
import { readTransactions } from '../../transactions/transaction-record.ts'
import { readCommissionTerms } from '../commission-terms.ts'
import { explainPlan, placeWith, readRivals } from '../explain-plan.ts'
import type { ExplainedPlan } from '../explanation.ts'
import { type AssignmentSubject, reasonOfVersion, selectAssignment } from '../rules/plan-selection.ts'
import type { AwardLine } from './explain-award.ts'

/**
 * Whose terms an award was reckoned by, and why not by others. An award for one transaction has that transaction's; one for a customer those of
 * its registration; all others the affiliate's own, narrowed to the brand where they are for one.
 */
export async function explainAwardPlan(tx: Tx, program: Program, line: AwardLine): Promise<ExplainedPlan> {
  return (await planOfTransaction(tx, program, line)) ?? planOfSubject(tx, program, line)
}

/** Null where the award is for no transaction, or for what a transaction completed under terms of its own: a month, a registration. */
async function planOfTransaction(tx: Tx, program: Program, { transactionId, customerId, versionId, awardKey, period }: AwardLine): Promise<ExplainedPlan | null> {
  if (transactionId === null || awardKey === period) return null
  const [record] = await readTransactions(tx, program.id, 'of-award', 't.id = $2', [transactionId])
  if (record === undefined || record.planVersionId !== versionId || record.customerId !== customerId) return null
  const customers = customerId === null ? null : await readCustomersById(tx, program.id, [customerId])
  return explainPlan(tx, program, record, customers?.get(customerId ?? '') ?? null)
}

async function planOfSubject(tx: Tx, program: Program, line: AwardLine): Promise<ExplainedPlan> {
  const affiliates = await readAffiliates(tx, program.id, [line.affiliateId])
  const terms = await readCommissionTerms(tx, program, affiliates.values())
  const known = terms.assignments.filter(({ createdAt }) => createdAt <= line.recordedAt)
  const subject = { ...(await placeOf(tx, program, line)), affiliateId: line.affiliateId, groupId: affiliates.get(line.affiliateId)?.groupId ?? null }
  const { winner, losers } = selectAssignment(known, subject)
  const reasons = new Map(losers.map(({ assignmentId, reason }) => [assignmentId, reason]))
  const assignmentId = winner?.planId === line.planId ? winner.id : null
  // A month is of all customers under the plan, whichever of its assignments they came by.
  const rivals = known.filter(({ id, planId }) => id !== assignmentId && (line.customerId !== null || planId !== line.planId))
  return {
    winner: { assignmentId, planId: line.planId, planName: line.planName, versionId: line.versionId, version: line.version },
    losers: [...rivals.map(({ id }) => ({ assignmentId: id, reason: reasons.get(id) ?? 'not_in_force' })), ...(await lostVersions(tx, program, line))],
  }
}

type Place = Pick<AssignmentSubject, 'brandId' | 'productId' | 'trackerId' | 'registeredAt'>

async function placeOf(tx: Tx, program: Program, line: AwardLine): Promise<Place> {
  const customers = line.customerId === null ? null : await readCustomersById(tx, program.id, [line.customerId])
  const customer = customers?.get(line.customerId ?? '')
  if (customer === undefined) return { brandId: line.brandId, productId: null, trackerId: null, registeredAt: line.occurredAt }
  const { trackerId, productId, pinnedAt } = placeWith(customer, line.affiliateId, line.occurredAt)
  return { brandId: customer.brandId, productId, trackerId, registeredAt: pinnedAt }
}

async function lostVersions(tx: Tx, program: Program, line: AwardLine): Promise<ExplainedPlan['losers']> {
  const versions = await readRivals(tx, program, line)
  const winner = versions.find(({ versionId }) => versionId === line.versionId)
  if (winner === undefined) return []
  return versions.flatMap((version) => (version === winner ? [] : [{ versionId: version.versionId, version: version.version, reason: reasonOfVersion(version, winner, line.occurredAt) }]))
}
