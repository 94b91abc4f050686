import { build, type Tx } from '../../db/database.ts'
import { newId, type Uuid } from '../ids.ts'
import type { AuditAction } from './audit-action.ts'

/** Something a person or a key changed: who, what, and what it was changed to. */
export interface AuditFact {
  readonly programId: Uuid
  readonly actor: string
  /** Subject and verb: `brand.created`. */
  readonly action: AuditAction
  readonly subjectType: string
  readonly subjectId: Uuid | null
  /** What was sent, without secrets. */
  readonly details?: object
  readonly now: Date
}

/** Adds to the audit, in the transaction of what it tells. Entries are never changed. */
export async function recordAudit(tx: Tx, fact: AuditFact): Promise<void> {
  await tx.all(
    build.insertInto('audit_entry').values({
      program_id: fact.programId,
      id: newId(),
      actor: fact.actor,
      action: fact.action,
      subject_type: fact.subjectType,
      subject_id: fact.subjectId,
      details: JSON.stringify(fact.details ?? {}),
      recorded_at: fact.now,
    }),
  )
}
