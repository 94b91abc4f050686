import { build, type Tx } from '../../../db/database.ts'
import type { Author } from '../../access/author.ts'
import { recordAudit } from '../../access/record-audit.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import { lockPayingAccounts, refuseWhileAsked } from './lock-paying-accounts.ts'
import { type PayingAccount, readPayingAccount } from './paying-account.ts'

export interface PayingAccountChange {
  readonly name?: string | undefined
  /** Makes it what runs of its kind are paid from. */
  readonly makeDefault?: true | undefined
}

/** Renames an account, or makes it the default. Throws `not_found`, `state_conflict` (archived) and `in_use`. */
export async function changePayingAccount(tx: Tx, { programId, actor, now }: Author, id: Uuid, change: PayingAccountChange): Promise<PayingAccount> {
  await lockPayingAccounts(tx, programId)
  const account = await readPayingAccount(tx, programId, id)
  if (account.archivedAt !== null) throw new DomainError('state_conflict', { message: 'The account is archived.' })
  const becomesDefault = change.makeDefault === true && !account.isDefault
  if (becomesDefault) {
    await refuseWhileAsked(tx, programId, account.kind)
    await tx.all(build.updateTable('paying_account').set({ is_default: false, updated_at: now }).where('program_id', '=', programId).where('kind', '=', account.kind).where('is_default', '=', true))
  }
  const values = { name: change.name ?? account.name, is_default: account.isDefault || becomesDefault, updated_at: now }
  await tx.all(build.updateTable('paying_account').set(values).where('program_id', '=', programId).where('id', '=', id))
  await recordAudit(tx, { programId, actor, now, action: 'paying_account.changed', subjectType: 'paying_account', subjectId: id, details: change })
  return readPayingAccount(tx, programId, id)
}
