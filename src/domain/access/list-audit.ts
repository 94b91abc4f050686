import { build, type Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

export interface AuditEntry {
  readonly id: Uuid
  readonly actor: string
  readonly action: string
  readonly subjectType: string
  readonly subjectId: Uuid | null
  readonly details: unknown
  readonly recordedAt: Date
}

export interface AuditFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly subjectId?: Uuid | undefined
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
}

/** Newest first. */
export function listAudit(tx: Tx, filter: AuditFilter): Promise<AuditEntry[]> {
  let query = build
    .selectFrom('audit_entry')
    .where('program_id', '=', filter.programId)
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .select(['id', 'actor', 'action', 'subject_type as subjectType', 'subject_id as subjectId', 'details', 'recorded_at as recordedAt'])
  if (filter.afterId !== null) query = query.where('id', '<', filter.afterId)
  if (filter.subjectId !== undefined) query = query.where('subject_id', '=', filter.subjectId)
  if (filter.from !== undefined) query = query.where('recorded_at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('recorded_at', '<', filter.to)
  return tx.all(query)
}
