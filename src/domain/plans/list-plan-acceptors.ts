import type { Tx } from '../../db/database.ts'
import type { Language } from '../commissions/explanation.ts'
import type { Uuid } from '../ids.ts'
import type { AcceptedVia } from './plan-acceptance.ts'

/** That an affiliate has accepted a version of a plan; the words are read with the affiliate's acceptances. */
export interface PlanAcceptor {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly affiliateName: string
  readonly version: number
  readonly language: Language
  readonly via: AcceptedVia
  readonly acceptedAt: Date
  readonly textSha256: string
  readonly createdAt: Date
}

/** Who has accepted a plan, newest first; of one version only, if `version` is given. */
export function listPlanAcceptors(
  tx: Tx, programId: Uuid, planId: Uuid, filter: { readonly version: number | null; readonly afterId: Uuid | null; readonly limit: number },
): Promise<PlanAcceptor[]> {
  return tx.sql<PlanAcceptor>({ text: ACCEPTORS, values: [programId, planId, filter.version, filter.afterId, filter.limit] })
}

const ACCEPTORS = `select a.id, a.affiliate_id as "affiliateId", affiliate.name as "affiliateName", v.version, t.language, a.via, a.accepted_at as "acceptedAt",
    a.sha256 as "textSha256", a.created_at as "createdAt"
  from plan_acceptance a
  join affiliate on affiliate.program_id = $1 and affiliate.id = a.affiliate_id
  join commission_plan_version v on v.program_id = $1 and v.id = a.plan_version_id
  join plan_text t on t.program_id = $1 and t.plan_version_id = a.plan_version_id and t.sha256 = a.sha256
 where a.program_id = $1 and a.plan_id = $2 and ($3::int is null or v.version = $3) and ($4::uuid is null or a.id < $4)
 order by a.id desc limit $5`
