import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { Tx } from '../../../db/database.ts'
import { accountHash, clearTries, rememberDevice, type SignInTry } from '../../../domain/access/sign-in-tries.ts'
import { tryChallenge } from '../../../domain/affiliate-users/challenge.ts'
import { ensureFirstUser } from '../../../domain/affiliate-users/first-user.ts'
import { signOut } from '../../../domain/affiliate-users/portal-sessions.ts'
import { readSessionSecret } from '../../../domain/affiliate-users/portal-token.ts'
import { provePassword } from '../../../domain/affiliate-users/prove-password.ts'
import { spendCode } from '../../../domain/affiliate-users/second-factor.ts'
import { startPortalSession } from '../../../domain/affiliate-users/start-session.ts'
import { DomainError } from '../../../domain/errors.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { findOperatorOf } from '../../../domain/portal-sites/portal-site.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { deviceExpiry, portalCookies, type PortalCookies } from '../portal-session.ts'
import { requireSameOrigin } from '../same-origin.ts'
import { findProgramOfSite } from '../site/find-program.ts'
import { codeField, emailField, passwordField, siteField } from '../site/site-fields.ts'

const signInBody = z
  .strictObject({ site: siteField, email: emailField, password: passwordField })
  .meta({ id: 'SignIn', examples: [{ site: 'bettest', email: 'anna@affiliate.example', password: 'correct horse battery staple' }] })

const codeBody = z.strictObject({ code: codeField }).meta({ id: 'SecondFactorCode', examples: [{ code: '123456' }] })

const nextAnswer = z
  .strictObject({ next: z.enum(['portal', 'second_factor']).meta({ description: '`second_factor`: the session opens nothing before a code.' }) })
  .meta({ id: 'SignedIn' })

/** Signing in by password, and the code that follows it. */
export function signInRoutes(app: FastifyInstance, context: AppContext): void {
  const cookies = portalCookies(context.config.publicUrl)
  const common = { method: 'POST', tag: 'Session', permission: 'public', publicActor: 'portal', rateLimit: 'entrance', isSession: true, success: { status: 200, description: 'What comes next.', schema: nextAnswer } } as const
  defineRoute(app, context, {
    ...common,
    path: '/session/sign-in',
    operationId: 'signIn',
    summary: 'Sign in',
    description: "Sets the portal's session cookie. What is wrong with address or password is not told; after some failures in a row one has to wait.",
    body: signInBody,
    findProgram: ({ body, headers }) => findProgramOfSite(context, body.site, headers.host),
    refusals: ['not_found', 'sign_in_refused', 'permission_denied'],
    prepare: ({ body, programId, from, now }) => {
      requireSameOrigin(from)
      return provePassword(context.db, { ...body, programId, network: from.network, deviceToken: cookies.device.read(from.headers), now })
    },
    handle: async ({ tx, programId, from, now, prepared: { account, attempt }, setHeader }) => {
      const userId = await ensureFirstUser(tx, { programId, now }, account)
      const awaitsSecondFactor = account.hasSecondFactor
      const session = await startPortalSession(tx, { programId, affiliateId: account.affiliateId, who: { userId }, ...from, awaitsSecondFactor, now })
      setHeader('set-cookie', cookies.session.given(session.secret, session.expiresAt, now))
      if (!awaitsSecondFactor) await complete(tx, cookies, attempt, { programId, userId }, setHeader)
      return { next: awaitsSecondFactor ? 'second_factor' : 'portal' }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/session/second-factor',
    operationId: 'passSecondFactor',
    summary: 'Give the code that a sign-in waits for',
    description: 'Of the authenticator app, or a recovery code. The session goes on under another identifier.',
    body: codeBody,
    findProgram: async ({ headers }) => {
      const read = readSessionSecret(cookies.session.read(headers) ?? '')
      const operatorId = read === null ? null : await context.db.shared((tx) => findOperatorOf(tx, read.programId))
      if (read === null || operatorId === null) throw new DomainError('authentication_required')
      return { programId: read.programId, operatorId }
    },
    refusals: ['authentication_required', 'wrong_code', 'permission_denied'],
    prepare: ({ from, now }) => {
      requireSameOrigin(from)
      return tryChallenge(context.db, cookies.session.read(from.headers), now)
    },
    handle: async ({ tx, programId, body, from, now, prepared: { sessionId, affiliateId, userId, emailFolded }, setHeader }) => {
      await spendCode(tx, context.secretBox, { programId, userId, code: body.code, now })
      await signOut(tx, programId, sessionId, now)
      const session = await startPortalSession(tx, { programId, affiliateId, who: { userId }, ...from, secondFactorAt: now, now })
      setHeader('set-cookie', cookies.session.given(session.secret, session.expiresAt, now))
      const attempt = { account: accountHash(programId, emailFolded), network: from.network, deviceToken: cookies.device.read(from.headers), now }
      await complete(tx, cookies, attempt, { programId, userId }, setHeader)
      return { next: 'portal' }
    },
  })
}

const DEVICE_BYTES = 32
const DEVICE_PATTERN = /^[A-Za-z0-9_-]{43}$/

/** The failures before are forgotten, and the browser is known from now on. */
async function complete(
  tx: Tx, { device }: PortalCookies, attempt: SignInTry, { programId, userId }: { readonly programId: Uuid; readonly userId: Uuid }, setHeader: (name: string, value: string) => void,
): Promise<void> {
  const { account, deviceToken, now } = attempt
  await clearTries(tx, attempt)
  const token = deviceToken !== undefined && DEVICE_PATTERN.test(deviceToken) ? deviceToken : randomBytes(DEVICE_BYTES).toString('base64url')
  await rememberDevice(tx, { account, token, now })
  setHeader('set-cookie', device.given(token, deviceExpiry(now), now))
  await tx.count({ text: 'update affiliate_user set last_signed_in_at = $3 where program_id = $1 and id = $2', values: [programId, userId, now] })
}
