import {
  type AuthenticationResponseJSON, generateAuthenticationOptions, generateRegistrationOptions, type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON, verifyAuthenticationResponse, verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { AppContext } from '../../app/context.ts'
import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { type Account, findAccount, readAccount } from './account.ts'
import { completeSignIn, type SignedIn } from './complete-sign-in.ts'
import { requireFresh, type SessionOwner } from './confirm-identity.ts'
import { requireOtherProof, type SecondFactorAuthor, type SecondFactorChange, settle } from './second-factors.ts'
import { renewSession, type SignInPlace } from './start-session.ts'

type Context = Pick<AppContext, 'db' | 'clock' | 'config' | 'secretBox'>

/** A passkey as its user sees it. */
export interface Passkey {
  readonly id: Uuid
  readonly name: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

const CHALLENGE_MS = 5 * 60_000
const MOST_PASSKEYS = 20

/** Those of a user, oldest first. */
export function listPasskeys(tx: Tx, userId: Uuid): Promise<Passkey[]> {
  return tx.all(build.selectFrom('passkey').where('operator_user_id', '=', userId).orderBy('id').select(['id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt']))
}

/** What a browser needs to make a passkey. Throws `fresh_sign_in_required`, `too_many`. */
export async function beginPasskey(context: Context, author: SecondFactorAuthor): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { db, clock, config } = context
  requireFresh(author.freshAt, clock.now())
  return db.shared(async (tx) => {
    const account = await readAccount(tx, author.userId)
    if (account.passkeys >= MOST_PASSKEYS) throw new DomainError('too_many')
    const known = await tx.sql<{ id: string }>({ text: 'select credential_id as id from passkey where operator_user_id = $1', values: [account.id] })
    const options = await generateRegistrationOptions({
      rpName: 'Fairshare', rpID: hostOf(config.publicUrl), userName: account.email, userDisplayName: account.name || account.email, userID: new TextEncoder().encode(account.id),
      attestationType: 'none', excludeCredentials: known, authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    await keepChallenge(tx, options.challenge, account.id, clock.now())
    return options
  })
}

/** Keeps the passkey that the browser made. Throws `wrong_code` (it is not what was asked for), `fresh_sign_in_required`. */
export async function addPasskey(context: Context, author: SecondFactorAuthor, { name, response }: { readonly name: string; readonly response: RegistrationResponseJSON }): Promise<SecondFactorChange> {
  const { db, clock, config } = context
  const now = clock.now()
  requireFresh(author.freshAt, now)
  const challenge = challengeIn(response.response.clientDataJSON)
  // Used up whatever comes of it.
  const isOpen = await db.shared((tx) => spendChallenge(tx, challenge, author.userId, now))
  const verified = isOpen
    ? await orNull(() => verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: new URL(config.publicUrl).origin, expectedRPID: hostOf(config.publicUrl), requireUserVerification: true }))
    : null
  if (verified?.verified !== true) throw new DomainError('wrong_code', { message: 'The passkey could not be verified.' })
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential
  return db.shared(async (tx) => {
    const account = await readAccount(tx, author.userId)
    const values = { id: newId(), operator_user_id: account.id, credential_id: id, public_key: Buffer.from(publicKey), counter: BigInt(counter), transports: transports ?? [], name, created_at: now }
    const [kept] = await tx.all(build.insertInto('passkey').values(values).onConflict((conflict) => conflict.doNothing()).returning('id'))
    if (kept === undefined) throw new DomainError('already_exists')
    return settle(tx, context, author, account, 'passkey_added', account.recoveryCodes === 0)
  })
}

/** Throws `not_found`, `fresh_sign_in_required`, `state_conflict` (the password is too short to stand alone). */
export async function removePasskey(context: Context, author: SecondFactorAuthor, id: Uuid): Promise<SecondFactorChange> {
  const { db, clock } = context
  requireFresh(author.freshAt, clock.now())
  return db.shared(async (tx) => {
    const account = await readAccount(tx, author.userId)
    requireOtherProof(account, account.passkeys - 1 + (account.sealedTotp === null ? 0 : 1))
    const removed = await tx.count({ text: 'delete from passkey where id = $1 and operator_user_id = $2', values: [id, account.id] })
    if (removed === 0) throw new DomainError('not_found')
    return settle(tx, context, author, account, 'passkey_removed', false)
  })
}

/** What a browser needs to sign in: which passkey it is going to be, the passkey says. */
export async function beginPasskeySignIn({ db, clock, config }: Context): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({ rpID: hostOf(config.publicUrl), userVerification: 'required' })
  await db.shared((tx) => keepChallenge(tx, options.challenge, null, clock.now()))
  return options
}

/** Signs in with a passkey, which is both factors at once. Throws `sign_in_refused`. */
export async function signInWithPasskey(context: Context, place: SignInPlace, response: AuthenticationResponseJSON): Promise<SignedIn> {
  const account = await verifyPasskey(context, response)
  const now = context.clock.now()
  return context.db.shared((tx) => completeSignIn(tx, { account, place, method: 'passkey', secondFactorAt: now, now }))
}

/** A fresh sign-in within a session, by passkey. Throws `sign_in_refused`. */
export async function confirmByPasskey(context: Context, owner: SessionOwner, response: AuthenticationResponseJSON): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const account = await verifyPasskey(context, response)
  if (account.id !== owner.userId) throw passkeyRefused()
  const now = context.clock.now()
  return context.db.shared((tx) => renewSession(tx, owner.sessionId, { freshAt: now, secondFactorAt: now }))
}

async function verifyPasskey({ db, clock, config }: Context, response: AuthenticationResponseJSON): Promise<Account> {
  const now = clock.now()
  const challenge = challengeIn(response.response.clientDataJSON)
  const isOpen = await db.shared((tx) => spendChallenge(tx, challenge, null, now))
  const passkey = await db.shared((tx) => tx.first(build.selectFrom('passkey').selectAll().where('credential_id', '=', response.id)))
  if (!isOpen || passkey === undefined) throw passkeyRefused()
  const verified = await orNull(() =>
    verifyAuthenticationResponse({
      response, expectedChallenge: challenge, expectedOrigin: new URL(config.publicUrl).origin, expectedRPID: hostOf(config.publicUrl), requireUserVerification: true,
      credential: { id: passkey.credential_id, publicKey: new Uint8Array(passkey.public_key), counter: Number(passkey.counter) },
    }),
  )
  if (verified?.verified !== true) throw passkeyRefused()
  const { newCounter } = verified.authenticationInfo
  return db.shared(async (tx) => {
    // A copy that counts behind is noticed here as well: of two at once with the same count one is let in.
    const counted = await tx.count({ text: 'update passkey set counter = $2, last_used_at = $3 where id = $1 and (counter < $2 or (counter = 0 and $2 = 0))', values: [passkey.id, newCounter, now] })
    const account = counted === 1 ? await findAccount(tx, passkey.operator_user_id) : null
    if (account === null || account.disabledAt !== null) throw passkeyRefused()
    return account
  })
}

function passkeyRefused(): DomainError {
  return new DomainError('sign_in_refused', { message: 'The passkey is not known here.' })
}

/** Where passkeys are bound to: the host of PUBLIC_URL, whatever the request says. */
function hostOf(publicUrl: string): string {
  return new URL(publicUrl).hostname
}

async function keepChallenge(tx: Tx, challenge: string, userId: Uuid | null, now: Date): Promise<void> {
  await tx.all(build.insertInto('passkey_challenge').values({ challenge, operator_user_id: userId, expires_at: new Date(now.getTime() + CHALLENGE_MS) }))
}

async function spendChallenge(tx: Tx, challenge: string, userId: Uuid | null, now: Date): Promise<boolean> {
  const used = await tx.count({
    text: 'delete from passkey_challenge where challenge = $1 and operator_user_id is not distinct from $2 and expires_at > $3',
    values: [challenge, userId, now],
  })
  return used === 1
}

/** The challenge that a browser says it signed; whether it did is verified afterwards. */
function challengeIn(clientDataJson: string): string {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8'))
    return typeof data === 'object' && data !== null && 'challenge' in data && typeof data.challenge === 'string' ? data.challenge : ''
  } catch {
    return ''
  }
}

/** What comes from outside may be anything: the library throws at most of it. */
async function orNull<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work()
  } catch {
    return null
  }
}
