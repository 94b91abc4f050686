import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { hashRecoveryCode, makeRecoveryCodes } from '../access/recovery-codes.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { makeTotpSecret, totpStep, totpUri } from '../access/totp.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { endSessionsOf } from './first-user.ts'

function totpPlace(programId: Uuid, userId: Uuid): string {
  return `affiliate user totp ${programId} ${userId}`
}

interface StoredFactor {
  readonly email: string
  readonly sealedTotp: Buffer | null
  readonly confirmedAt: Date | null
}

async function readFactor(tx: Tx, programId: Uuid, userId: Uuid): Promise<StoredFactor> {
  const [row] = await tx.sql<StoredFactor>({
    text: 'select email, sealed_totp as "sealedTotp", totp_confirmed_at as "confirmedAt" from affiliate_user where program_id = $1 and id = $2 for update', values: [programId, userId],
  })
  if (row === undefined) throw new DomainError('not_found')
  return row
}

/**
 * Begins an authenticator app: nothing is asked for before a code of it has been given. Throws `state_conflict` (there is one already).
 */
export async function beginTotp(tx: Tx, secretBox: SecretBox, { programId, now }: Author, userId: Uuid, issuer: string): Promise<{ readonly secret: string; readonly uri: string }> {
  const { email, confirmedAt } = await readFactor(tx, programId, userId)
  if (confirmedAt !== null) throw new DomainError('state_conflict', { message: 'There is a second factor already: take it away first.' })
  const secret = makeTotpSecret()
  await tx.count({
    text: 'update affiliate_user set sealed_totp = $3, totp_last_step = null, updated_at = $4 where program_id = $1 and id = $2',
    values: [programId, userId, secretBox.seal(secret, totpPlace(programId, userId)), now],
  })
  return { secret, uri: totpUri(secret, { issuer, account: email }) }
}

/**
 * Puts an authenticator app in force by a code of it, and answers the recovery codes, which are shown this once. Other sessions end: they were begun
 * without it. Throws `wrong_code` and `state_conflict`.
 */
export async function confirmTotp(tx: Tx, secretBox: SecretBox, author: Author, userId: Uuid, sessionId: Uuid, code: string): Promise<readonly string[]> {
  const { programId, now } = author
  const { confirmedAt, sealedTotp } = await readFactor(tx, programId, userId)
  if (confirmedAt !== null || sealedTotp === null) throw new DomainError('state_conflict', { message: 'There is no authenticator app that waits for its first code.' })
  await spendTotp(tx, secretBox, { programId, userId, code, now })
  await tx.count({ text: 'update affiliate_user set totp_confirmed_at = $3, updated_at = $3 where program_id = $1 and id = $2', values: [programId, userId, now] })
  await tx.count({ text: 'update affiliate_session set second_factor_at = $3, fresh_at = $3 where program_id = $1 and id = $2', values: [programId, sessionId, now] })
  await endSessionsOf(tx, programId, userId, sessionId, now)
  await recordAudit(tx, { ...author, action: 'affiliate_user.second_factor_added', subjectType: 'affiliate_user', subjectId: userId })
  return renewRecoveryCodes(tx, author, userId)
}

/** Takes the second factor away. To be allowed by a fresh proof with it. */
export async function removeTotp(tx: Tx, author: Author, userId: Uuid): Promise<void> {
  const { programId, now } = author
  await tx.count({
    text: 'update affiliate_user set sealed_totp = null, totp_confirmed_at = null, totp_last_step = null, updated_at = $3 where program_id = $1 and id = $2', values: [programId, userId, now],
  })
  await tx.count({ text: 'delete from affiliate_recovery_code where program_id = $1 and affiliate_user_id = $2', values: [programId, userId] })
  await recordAudit(tx, { ...author, action: 'affiliate_user.second_factor_removed', subjectType: 'affiliate_user', subjectId: userId })
}

/** Ten new recovery codes; those before work no more. */
export async function renewRecoveryCodes(tx: Tx, author: Author, userId: Uuid): Promise<readonly string[]> {
  const { programId } = author
  const codes = makeRecoveryCodes()
  await tx.count({ text: 'delete from affiliate_recovery_code where program_id = $1 and affiliate_user_id = $2', values: [programId, userId] })
  await tx.count({
    text: 'insert into affiliate_recovery_code (program_id, affiliate_user_id, code_hash) select $1, $2, unnest($3::bytea[])', values: [programId, userId, codes.map(hashRecoveryCode)],
  })
  await recordAudit(tx, { ...author, action: 'affiliate_user.recovery_codes_renewed', subjectType: 'affiliate_user', subjectId: userId })
  return codes
}

export interface CodeTry {
  readonly programId: Uuid
  readonly userId: Uuid
  readonly code: string
  readonly now: Date
}

/** Uses up a code of the authenticator app or a recovery code. Throws `wrong_code`. */
export async function spendCode(tx: Tx, secretBox: SecretBox, input: CodeTry): Promise<void> {
  if (/^[\d\s]+$/.test(input.code)) return spendTotp(tx, secretBox, input)
  const { programId, userId, code, now } = input
  const used = await tx.count({
    text: 'update affiliate_recovery_code set used_at = $4 where program_id = $1 and affiliate_user_id = $2 and code_hash = $3 and used_at is null', values: [programId, userId, hashRecoveryCode(code), now],
  })
  if (used === 0) throw new DomainError('wrong_code')
  await recordAudit(tx, { programId, actor: `affiliate-user:${userId}`, now, action: 'affiliate_user.recovery_code_used', subjectType: 'affiliate_user', subjectId: userId })
}

async function spendTotp(tx: Tx, secretBox: SecretBox, { programId, userId, code, now }: CodeTry): Promise<void> {
  const { sealedTotp } = await readFactor(tx, programId, userId)
  const secret = sealedTotp === null ? null : secretBox.open(sealedTotp, totpPlace(programId, userId))
  const step = secret === null ? null : totpStep(secret, code, now)
  // Each code works once, and none before it any more.
  const used = step === null ? 0 : await tx.count({
    text: 'update affiliate_user set totp_last_step = $3 where program_id = $1 and id = $2 and (totp_last_step is null or totp_last_step < $3)', values: [programId, userId, step],
  })
  if (used === 0) throw new DomainError('wrong_code')
}
