import type { Tx } from '../../db/database.ts'
import type { Language } from '../commissions/explanation.ts'
import type { Uuid } from '../ids.ts'

/** How an affiliate gave its consent. */
export type AcceptedVia = 'portal' | 'document' | 'message'

/** That an affiliate has agreed to a version of a plan, and to which words. */
export interface PlanAcceptance {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly planId: Uuid
  readonly version: number
  readonly language: Language
  readonly via: AcceptedVia
  readonly acceptedAt: Date
  /** SHA-256 of the text in UTF-8, hexadecimal. */
  readonly textSha256: string
  readonly text: string
  readonly createdBy: string
  readonly createdAt: Date
}

/** What an affiliate has accepted of a version; undefined when it has not. */
export async function findAcceptance(tx: Tx, programId: Uuid, affiliateId: Uuid, versionId: Uuid): Promise<PlanAcceptance | undefined> {
  const [found] = await tx.sql<PlanAcceptance>({ text: `${ACCEPTANCES} and a.plan_version_id = $3`, values: [programId, affiliateId, versionId] })
  return found
}

/** What an affiliate has accepted, newest first. */
export function listAcceptances(tx: Tx, programId: Uuid, affiliateId: Uuid, afterId: Uuid | null, limit: number): Promise<PlanAcceptance[]> {
  return tx.sql<PlanAcceptance>({ text: `${ACCEPTANCES} and ($3::uuid is null or a.id < $3) order by a.id desc limit $4`, values: [programId, affiliateId, afterId, limit] })
}

const ACCEPTANCES = `select a.id, a.affiliate_id as "affiliateId", a.plan_id as "planId", v.version, t.language, a.via, a.accepted_at as "acceptedAt",
    a.sha256 as "textSha256", t.body as text, a.created_by as "createdBy", a.created_at as "createdAt"
  from plan_acceptance a
  join commission_plan_version v on v.program_id = $1 and v.id = a.plan_version_id
  join plan_text t on t.program_id = $1 and t.plan_version_id = a.plan_version_id and t.sha256 = a.sha256
 where a.program_id = $1 and a.affiliate_id = $2`
