import { build, type Tx } from '../../../db/database.ts'
import type { Author } from '../../access/author.ts'
import { recordAudit } from '../../access/record-audit.ts'
import type { Uuid } from '../../ids.ts'
import { lockPayingAccounts, refuseWhileAsked } from './lock-paying-accounts.ts'
import { readPayingAccount } from './paying-account.ts'

/** Takes an account out of use. Of a default nothing takes the place: somebody has to say what is paid from. Throws `not_found` and `in_use`. */
export async function archivePayingAccount(tx: Tx, { programId, actor, now }: Author, id: Uuid): Promise<void> {
  await lockPayingAccounts(tx, programId)
  const account = await readPayingAccount(tx, programId, id)
  if (account.archivedAt !== null) return
  if (account.isDefault) await refuseWhileAsked(tx, programId, account.kind)
  await tx.all(build.updateTable('paying_account').set({ is_default: false, archived_at: now, updated_at: now }).where('program_id', '=', programId).where('id', '=', id))
  await recordAudit(tx, { programId, actor, now, action: 'paying_account.archived', subjectType: 'paying_account', subjectId: id })
}
