import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { recordEvents } from '../outbox/record-events.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import type { AffiliateStatus } from './affiliate.ts'
import { lockAffiliates } from './lock-affiliates.ts'

/** The most affiliates that one call may decide about. */
export const AFFILIATE_DECISIONS_MAX = 500

export type AffiliateDecisionKind = 'approved' | 'suspended' | 'reactivated'

export interface AffiliateDecision {
  readonly kind: AffiliateDecisionKind
  readonly affiliateIds: readonly Uuid[]
  /** Why; only the operator's people see it. */
  readonly reason: string | null
}

interface Move {
  readonly from: readonly AffiliateStatus[]
  readonly to: AffiliateStatus
}

/** Which states a decision leads from, and to which. An archived affiliate comes back by changing it, if the plan has room. */
const MOVES: Readonly<Record<AffiliateDecisionKind, Move>> = {
  approved: { from: ['pending'], to: 'active' },
  suspended: { from: ['pending', 'active', 'inactive'], to: 'suspended' },
  reactivated: { from: ['suspended', 'inactive'], to: 'active' },
}

/**
 * Lets affiliates in, stops them or lets them go on: all of those named, or none. A suspended affiliate's links lead nowhere and it can
 * sign in no more; what it earned stays. Throws `not_found` and `state_conflict` (one is in another state, or the organic affiliate).
 * Audited, and told in the outbox (`affiliate.approved` …).
 */
export async function decideAffiliates(tx: Tx, author: Author, { kind, affiliateIds, reason }: AffiliateDecision): Promise<number> {
  const { programId, now } = author
  const ids = [...new Set(affiliateIds)]
  await lockAffiliates(tx, programId)
  const { from, to } = MOVES[kind]
  await requireStates(tx, programId, ids, from)
  await tx.count({
    text: 'update affiliate set status = $3, updated_at = $4 where program_id = $1 and id = any($2::uuid[])',
    values: [programId, arrayLiteral(ids), to, now],
  })
  await keepDecisions(tx, author, ids, kind, reason)
  for (const id of ids) await recordAudit(tx, { ...author, action: `affiliate.${kind}`, subjectType: 'affiliate', subjectId: id })
  await recordEvents(tx, ids.map((id) => ({ programId, kind: `affiliate.${kind}`, subjectType: 'affiliate', subjectId: id, affiliateId: id, payload: { status: to }, now })))
  await notifyLinkChange(tx, programId)
  return ids.length
}

async function requireStates(tx: Tx, programId: Uuid, ids: readonly Uuid[], from: readonly AffiliateStatus[]): Promise<void> {
  const found = await tx.sql<{ id: Uuid; status: AffiliateStatus; is_organic: boolean }>({
    name: 'affiliates-to-decide',
    text: 'select id, status, is_organic from affiliate where program_id = $1 and id = any($2::uuid[]) and erased_at is null',
    values: [programId, arrayLiteral(ids)],
  })
  if (found.length < ids.length) throw new DomainError('not_found', { message: 'Affiliate not found' })
  const other = found.find(({ status, is_organic }) => is_organic || !from.includes(status))
  if (other === undefined) return
  throw new DomainError('state_conflict', { message: other.is_organic ? 'The organic affiliate belongs to the program.' : `The affiliate ${other.id} is ${other.status}.` })
}

async function keepDecisions(tx: Tx, { programId, actor, now }: Author, ids: readonly Uuid[], kind: AffiliateDecisionKind, reason: string | null): Promise<void> {
  const rows = new BulkRows(columns('program_id uuid, id uuid, affiliate_id uuid, kind text, reason text, actor text, recorded_at timestamptz'))
  for (const id of ids) rows.add(programId, newId(), id, kind, reason, actor, now)
  await rows.insertInto(tx, 'affiliate_decision')
}
