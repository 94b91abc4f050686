import type { AppContext } from '../../app/context.ts'
import type { Tx } from '../../db/database.ts'
import { hashRecoveryCode, makeRecoveryCodes } from '../access/recovery-codes.ts'
import { makeTotpSecret, totpStep, totpUri } from '../access/totp.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { type Account, readAccount } from './account.ts'
import { requireFresh, type SessionOwner } from './confirm-identity.ts'
import { endSessionsOf } from './sessions.ts'
import { renewSession } from './start-session.ts'
import { tellAudit } from './tell-audit.ts'
import { keepStep, totpPlace } from './spend-code.ts'

type Context = Pick<AppContext, 'db' | 'clock' | 'config' | 'secretBox'>

/** Who changes how they sign in: a session that proved itself within five minutes. */
export interface SecondFactorAuthor extends SessionOwner {
  readonly programId: Uuid
  readonly freshAt: Date | null
}

/** What follows a change: the session under its new identifier, and codes that were made with it, shown this once. */
export interface SecondFactorChange {
  readonly token: string
  readonly expiresAt: Date
  readonly recoveryCodes: readonly string[] | null
}

/** Makes a secret for an authenticator app. Not in force before a code of it came back. Throws `fresh_sign_in_required`. */
export async function beginTotp({ db, clock, secretBox }: Context, author: SecondFactorAuthor): Promise<{ readonly secret: string; readonly uri: string }> {
  requireFresh(author.freshAt, clock.now())
  const secret = makeTotpSecret()
  return db.shared(async (tx) => {
    const account = await readAccount(tx, author.userId)
    await tx.count({ text: 'update operator_user set sealed_new_totp = $2 where id = $1', values: [account.id, secretBox.seal(secret, totpPlace(account.id))] })
    return { secret, uri: totpUri(secret, { issuer: 'Fairshare', account: account.email }) }
  })
}

/** Takes the secret into force, by a code that the app shows. Other sessions end: they were begun without it. Throws `wrong_code`, `state_conflict`. */
export async function confirmTotp(context: Context, author: SecondFactorAuthor, code: string): Promise<SecondFactorChange> {
  const { db, clock, secretBox } = context
  const now = clock.now()
  requireFresh(author.freshAt, now)
  return db.shared(async (tx) => {
    const account = await readAccount(tx, author.userId)
    if (account.sealedNewTotp === null) throw new DomainError('state_conflict', { message: 'Begin with a new secret.' })
    const secret = secretBox.open(account.sealedNewTotp, totpPlace(account.id))
    const step = secret === null ? null : totpStep(secret, code, now)
    if (step === null) throw new DomainError('wrong_code')
    await tx.count({ text: 'update operator_user set sealed_totp = sealed_new_totp, sealed_new_totp = null, totp_last_step = null, updated_at = $2 where id = $1', values: [account.id, now] })
    await keepStep(tx, account.id, step)
    return settle(tx, context, author, account, 'totp_added', account.recoveryCodes === 0)
  })
}

/** Takes the authenticator app away. Throws `fresh_sign_in_required`, `state_conflict` (the password is too short to stand alone). */
export async function removeTotp(context: Context, author: SecondFactorAuthor): Promise<SecondFactorChange> {
  const { db, clock } = context
  requireFresh(author.freshAt, clock.now())
  return db.shared(async (tx) => {
    const account = await readAccount(tx, author.userId)
    requireOtherProof(account, account.passkeys)
    await tx.count({ text: 'update operator_user set sealed_totp = null, sealed_new_totp = null, updated_at = $2 where id = $1', values: [account.id, clock.now()] })
    return settle(tx, context, author, account, 'totp_removed', false)
  })
}

/** Ten new recovery codes; those that there were stop working. Throws `fresh_sign_in_required`. */
export async function renewRecoveryCodes(context: Context, author: SecondFactorAuthor): Promise<SecondFactorChange> {
  requireFresh(author.freshAt, context.clock.now())
  return context.db.shared(async (tx) => settle(tx, context, author, await readAccount(tx, author.userId), 'recovery_codes_renewed', true))
}

/** A short password needs a second factor behind it. */
export function requireOtherProof({ passwordHash, passwordIsLong }: Account, othersLeft: number): void {
  if (othersLeft > 0 || passwordHash === null || passwordIsLong) return
  throw new DomainError('state_conflict', { message: 'Your password has fewer than 15 characters, which takes a second factor. Choose a longer one first.' })
}

type SecondFactorChanged = 'totp_added' | 'totp_removed' | 'passkey_added' | 'passkey_removed' | 'recovery_codes_renewed'

/** What follows every change of a second factor: a new identifier, no other sessions, a word to the owner and to the audit. */
export async function settle(tx: Tx, context: Context, author: SecondFactorAuthor, account: Account, what: SecondFactorChanged, makesCodes: boolean): Promise<SecondFactorChange> {
  const now = context.clock.now()
  const recoveryCodes = makesCodes ? await replaceRecoveryCodes(tx, account.id) : null
  await endSessionsOf(tx, account.id, now, author.sessionId)
  const renewed = await renewSession(tx, author.sessionId, { freshAt: now, ...(what.endsWith('_added') ? { secondFactorAt: now } : {}) })
  const link = `${context.config.publicUrl}/admin/forgot`
  const mail = { programId: null, operatorId: account.operatorId, operatorUserId: account.id, to: account.email, locale: account.locale ?? 'en', now } as const
  await queueMail(tx, context.secretBox, { ...mail, template: 'operator-second-factor-changed', words: { link } })
  await tellAudit(tx, { programId: author.programId, userId: account.id, action: `user.${what}`, now })
  return { ...renewed, recoveryCodes }
}

async function replaceRecoveryCodes(tx: Tx, userId: Uuid): Promise<readonly string[]> {
  const codes = makeRecoveryCodes()
  await tx.count({ text: 'delete from operator_recovery_code where operator_user_id = $1', values: [userId] })
  await tx.count({ text: 'insert into operator_recovery_code (operator_user_id, code_hash) select $1, unnest($2::bytea[])', values: [userId, codes.map(hashRecoveryCode)] })
  return codes
}
