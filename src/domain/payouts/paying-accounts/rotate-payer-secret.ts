import { build, type Tx } from '../../../db/database.ts'
import type { Author } from '../../access/author.ts'
import { recordAudit } from '../../access/record-audit.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import { lockPayingAccounts } from './lock-paying-accounts.ts'
import { type PayingAccount, readPayingAccount } from './paying-account.ts'
import { newPayerSecret, openPayingDetails, rotated, sealPayingDetails } from './paying-details.ts'

/**
 * Gives a payer another signing secret, told here and never again. Calls are signed with both for a day, so that the payer can be told in
 * between. Throws `not_found`, `state_conflict` (no payer, or archived) and `payout_details_unreadable`.
 */
export async function rotatePayerSecret(
  tx: Tx, { programId, actor, now }: Author, secretBox: SecretBox, id: Uuid,
): Promise<{ readonly account: PayingAccount; readonly secret: string }> {
  await lockPayingAccounts(tx, programId)
  const account = await readPayingAccount(tx, programId, id)
  const details = openPayingDetails(secretBox, account)
  if (details.kind !== 'webhook' || account.archivedAt !== null) throw new DomainError('state_conflict', { message: 'Only a payer that is in use has secrets.' })
  const secret = newPayerSecret(now)
  const sealed = sealPayingDetails(secretBox, { programId, id }, rotated(details, secret))
  await tx.all(build.updateTable('paying_account').set({ sealed_details: sealed, updated_at: now }).where('program_id', '=', programId).where('id', '=', id))
  await recordAudit(tx, { programId, actor, now, action: 'paying_account.secret_rotated', subjectType: 'paying_account', subjectId: id })
  return { account: await readPayingAccount(tx, programId, id), secret: secret.secret }
}
