import type { Tx } from '../../db/database.ts'
import type { AuditAction } from '../access/audit-action.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { Uuid } from '../ids.ts'

/** Adds what somebody did to their own account to the audit of the program that they are in. */
export async function tellAudit(tx: Tx, { programId, userId, action, details, now }: {
  readonly programId: Uuid
  readonly userId: Uuid
  readonly action: Extract<AuditAction, `user.${string}`>
  readonly details?: object
  readonly now: Date
}): Promise<void> {
  const inProgram = await tx.enterProgram(programId)
  await recordAudit(inProgram, { programId, actor: `user:${userId}`, action, subjectType: 'user', subjectId: userId, ...(details === undefined ? {} : { details }), now })
}
