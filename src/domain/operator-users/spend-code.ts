import type { Tx } from '../../db/database.ts'
import { hashRecoveryCode } from '../access/recovery-codes.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { totpStep } from '../access/totp.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { Account } from './account.ts'

/** A code as it was typed: of the app, or one of those kept for the day it is lost. */
export type GivenCode = { readonly code: string } | { readonly recoveryCode: string }

/** Where a user's secret is sealed for. */
export function totpPlace(userId: Uuid): string {
  return `operator user ${userId} totp`
}

/** Uses a code up. Of ten at once one is taken. Throws `wrong_code`. */
export async function spendCode(tx: Tx, secretBox: SecretBox, account: Account, given: GivenCode, now: Date): Promise<'totp' | 'recovery_code'> {
  if ('recoveryCode' in given) {
    const used = await tx.count({
      text: 'update operator_recovery_code set used_at = $3 where operator_user_id = $1 and code_hash = $2 and used_at is null',
      values: [account.id, hashRecoveryCode(given.recoveryCode), now],
    })
    if (used === 1) return 'recovery_code'
  } else if (await spendTotp(tx, secretBox, account, given.code, now)) return 'totp'
  throw new DomainError('wrong_code')
}

async function spendTotp(tx: Tx, secretBox: SecretBox, { id, sealedTotp }: Account, code: string, now: Date): Promise<boolean> {
  const secret = sealedTotp === null ? null : secretBox.open(sealedTotp, totpPlace(id))
  const step = secret === null ? null : totpStep(secret, code, now)
  if (step === null) return false
  return keepStep(tx, id, step)
}

/** Takes a time step, once: it and all before it are used up. */
export async function keepStep(tx: Tx, userId: Uuid, step: number): Promise<boolean> {
  const taken = await tx.count({
    text: 'update operator_user set totp_last_step = $2 where id = $1 and (totp_last_step is null or totp_last_step < $2)',
    values: [userId, step],
  })
  return taken === 1
}
