import { randomBytes } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import { endSession } from '../access/end-session.ts'
import { recordAudit } from '../access/record-audit.ts'
import { accountHash, clearTries, rememberDevice } from '../access/sign-in-tries.ts'
import type { Uuid } from '../ids.ts'
import type { Account } from './account.ts'
import { programToStartIn } from './programs-of-user.ts'
import { type SignInPlace, startSession } from './start-session.ts'

/** A session, and what the browser keeps so that it is known next time. */
export interface SignedIn {
  readonly token: string
  readonly expiresAt: Date
  readonly deviceToken: string
}

/** By what somebody was let in. */
export type SignInMethod = 'link' | 'password' | 'totp' | 'recovery_code' | 'passkey' | 'invitation'

const DEVICE_TOKEN_BYTES = 32

/** Starts the session of somebody who has proven who they are; the one that their browser had ends. */
export async function completeSignIn(
  tx: Tx,
  { account, place, method, secondFactorAt = null, programId, now }: {
    readonly account: Account
    readonly place: SignInPlace
    readonly method: SignInMethod
    readonly secondFactorAt?: Date | null
    /** Where to begin; without: where they were last. */
    readonly programId?: Uuid | undefined
    readonly now: Date
  },
): Promise<SignedIn> {
  const begin = programId ?? (await programToStartIn(tx, account.id))
  const hashed = accountHash('operator', account.emailFolded)
  const deviceToken = place.deviceToken ?? randomBytes(DEVICE_TOKEN_BYTES).toString('base64url')
  if (place.sessionToken !== undefined) await endSession(tx, place.sessionToken, now)
  await clearTries(tx, { account: hashed, network: place.network, deviceToken: place.deviceToken, now })
  await rememberDevice(tx, { account: hashed, token: deviceToken, now })
  const { token, expiresAt } = await startSession(tx, { userId: account.id, programId: begin, place, secondFactorAt, now })
  const inProgram = await tx.enterProgram(begin)
  await recordAudit(inProgram, { programId: begin, actor: `user:${account.id}`, action: 'user.signed_in', subjectType: 'user', subjectId: account.id, details: { method }, now })
  return { token, expiresAt, deviceToken }
}
