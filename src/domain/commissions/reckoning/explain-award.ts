import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../ids.ts'
import type { Program } from '../../programs/read-program.ts'
import { readAffiliates } from '../../transactions/read-surroundings.ts'
import { readCommissionTerms } from '../commission-terms.ts'
import { type ExplainedPlan, type Explanation, fact, minor } from '../explanation.ts'
import { wordsOf } from '../explanation-words.ts'
import { selectAssignment } from '../rules/plan-selection.ts'
import { type AwardEvidence, becauseOf } from './award-evidence.ts'

interface AwardLine {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly planId: Uuid
  readonly planName: string
  readonly versionId: Uuid
  readonly version: number
  readonly component: string
  readonly awardKey: string
  readonly reason: string | null
  readonly amountMinor: bigint
  readonly totalBefore: bigint
  readonly totalAfter: bigint
  readonly occurredAt: Date
  readonly recordedAt: Date
  readonly evidence: AwardEvidence
}

/** Why a line of an award is what it is: the leaves that the award had when the line was made. Undefined for a line that is no part of one. */
export async function explainAward(tx: Tx, program: Program, commissionId: Uuid): Promise<Explanation | undefined> {
  const [line] = await tx.sql<AwardLine>({
    name: 'award-line',
    text: `select c.id, c.affiliate_id as "affiliateId", c.plan_id as "planId", p.name as "planName", c.plan_version_id as "versionId", v.version, c.component,
                  c.award_key as "awardKey", c.reason, c.amount_minor as "amountMinor", c.total_before as "totalBefore", c.total_after as "totalAfter",
                  c.occurred_at as "occurredAt", c.recorded_at as "recordedAt", c.evidence
             from commission c
             join commission_plan p on p.program_id = $1 and p.id = c.plan_id
             join commission_plan_version v on v.program_id = $1 and v.id = c.plan_version_id
            where c.program_id = $1 and c.id = $2 and c.award_key is not null`,
    values: [program.id, commissionId],
  })
  if (line === undefined) return undefined
  const { currency } = program
  const because = becauseOf(line.evidence)
  const facts = { amount: line.amountMinor, component: line.component, key: line.awardKey, worth: line.totalAfter, postedBefore: line.totalBefore, reason: line.reason }
  return {
    amountMinor: line.amountMinor,
    currency,
    rule: `${line.component.split('.')[0]}.${line.amountMinor === 0n ? (line.reason ?? 'award') : 'award'}`,
    because: [
      minor('worthOfAward', line.totalAfter, currency, because),
      minor('postedBefore', line.totalBefore, currency),
      fact('award', line.awardKey),
      ...(line.reason === null ? [] : [fact('reason', line.reason)]),
    ],
    plan: await planOf(tx, program, line),
    words: wordsOf('award', facts, currency),
  }
}

/** The plan of an award is one of the affiliate's, not of one customer's: assignments that concern the affiliate lose by what they are narrowed to. */
async function planOf(tx: Tx, program: Program, line: AwardLine): Promise<ExplainedPlan> {
  const affiliates = await readAffiliates(tx, program.id, [line.affiliateId])
  const terms = await readCommissionTerms(tx, program, affiliates.values())
  const known = terms.assignments.filter(({ createdAt }) => createdAt <= line.recordedAt)
  const subject = { affiliateId: line.affiliateId, groupId: affiliates.get(line.affiliateId)?.groupId ?? null, brandId: null, productId: null, trackerId: null, registeredAt: line.occurredAt }
  const { winner, losers } = selectAssignment(known, subject)
  const assignmentId = winner?.planId === line.planId ? winner.id : null
  return {
    winner: { assignmentId, planId: line.planId, planName: line.planName, versionId: line.versionId, version: line.version },
    losers: losers.filter(({ assignmentId: loser }) => known.find(({ id }) => id === loser)?.planId !== line.planId),
  }
}
