import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { clearTries } from '../../../domain/access/sign-in-tries.ts'
import { readAffiliateUser } from '../../../domain/affiliate-users/affiliate-user.ts'
import { enterPortal } from '../../../domain/affiliate-users/look-at-portal.ts'
import { signOut } from '../../../domain/affiliate-users/portal-sessions.ts'
import { provePassword } from '../../../domain/affiliate-users/prove-password.ts'
import { renewSession } from '../../../domain/affiliate-users/renew-session.ts'
import { spendCode } from '../../../domain/affiliate-users/second-factor.ts'
import { DomainError } from '../../../domain/errors.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { portalCookies } from '../portal-session.ts'
import { definePortalRoute, requirePerson } from '../portal-route.ts'
import { requireSameOrigin } from '../same-origin.ts'
import { findProgramOfSite } from '../site/find-program.ts'
import { codeField, passwordField, siteField, tokenField } from '../site/site-fields.ts'

const proofBody = z
  .strictObject({ password: passwordField, code: codeField.optional().meta({ description: 'Required where there is a second factor.' }) })
  .meta({ id: 'FreshProof', examples: [{ password: 'correct horse battery staple', code: '123456' }] })

const entranceBody = z.strictObject({ site: siteField, token: tokenField }).meta({ id: 'Entrance' })

/** Proving once more who one is, signing out, and the entrance of an operator who looks on. */
export function ownSessionRoutes(app: FastifyInstance, context: AppContext): void {
  const cookies = portalCookies(context.config.publicUrl)
  definePortalRoute(app, context, {
    method: 'POST',
    path: '/session/proof',
    operationId: 'proveAgain',
    tag: 'Session',
    summary: 'Prove once more who you are',
    description: 'For five minutes the session may then change what takes a fresh sign-in: payout methods, with a second factor, and how you sign in.',
    permission: 'settings:write',
    isSession: true,
    body: proofBody,
    success: { status: 204, description: 'Proven. The session has another identifier.' },
    refusals: ['sign_in_refused', 'wrong_code', 'rate_limited'],
    prepare: async ({ programId, body, from, now, ...caller }) => {
      const { userId } = requirePerson(caller)
      const user = await context.db.inProgram(programId, (tx) => readAffiliateUser(tx, programId, caller.affiliateId, userId))
      const proven = await provePassword(context.db, { programId, email: user.email, password: body.password, network: from.network, deviceToken: cookies.device.read(from.headers), now })
      if (proven.account.hasSecondFactor && body.code === undefined) throw new DomainError('wrong_code')
      return proven
    },
    handle: async ({ tx, programId, body, now, prepared: { account, attempt }, setHeader, ...caller }) => {
      const { userId, session } = requirePerson(caller)
      if (account.hasSecondFactor) await spendCode(tx, context.secretBox, { programId, userId, code: body.code ?? '', now })
      await clearTries(tx, attempt)
      const renewed = await renewSession(tx, { programId, sessionId: session.id, withSecondFactor: account.hasSecondFactor, now })
      setHeader('set-cookie', cookies.session.given(renewed.secret, renewed.expiresAt, now))
    },
  })
  definePortalRoute(app, context, {
    method: 'DELETE',
    path: '/session',
    operationId: 'signOut',
    tag: 'Session',
    summary: 'Sign out',
    permission: 'settings:read',
    isSession: true,
    success: { status: 204, description: 'The session has ended.' },
    handle: async ({ tx, programId, session, now, setHeader }) => {
      if (session !== null) await signOut(tx, programId, session.id, now)
      setHeader('set-cookie', cookies.session.taken())
    },
  })
  defineRoute(app, context, {
    method: 'POST',
    path: '/session/entrance',
    operationId: 'enterPortal',
    tag: 'Session',
    summary: "Enter by an operator's link",
    description: 'An operator sees the portal as an affiliate does, for an hour, and changes neither where money goes nor who may sign in.',
    permission: 'public',
    publicActor: 'portal',
    rateLimit: 'entrance',
    isSession: true,
    body: entranceBody,
    findProgram: ({ body, headers }) => findProgramOfSite(context, body.site, headers.host),
    success: { status: 204, description: 'Entered: the session cookie is set.' },
    refusals: ['not_found', 'permission_denied'],
    handle: async ({ tx, programId, body, from, now, setHeader }) => {
      requireSameOrigin(from)
      const session = await enterPortal(tx, { programId, ...from, now }, body.token)
      setHeader('set-cookie', cookies.session.given(session.secret, session.expiresAt, now))
    },
  })
}
