import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliateUser } from '../../../domain/affiliate-users/affiliate-user.ts'
import { requireFresh } from '../../../domain/affiliate-users/fresh-proof.ts'
import { readPlace } from '../../../domain/affiliate-users/portal-mail.ts'
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from '../../../domain/affiliate-users/second-factor.ts'
import { accountHash, clearTries, countTry } from '../../../domain/access/sign-in-tries.ts'
import { foldEmail } from '../../../domain/access/fold-email.ts'
import { definePortalRoute, requirePerson } from '../portal-route.ts'
import { codeField } from '../site/site-fields.ts'

const codesAnswer = z.strictObject({ recoveryCodes: z.array(z.string()).meta({ description: 'Each works once; shown this once.', examples: [['K7QM-2XVA-9RTB-HD3E']] }) }).meta({ id: 'RecoveryCodes' })

/** The authenticator app of a user, and the codes for who loses it. */
export function secondFactorRoutes(app: FastifyInstance, context: AppContext): void {
  const { secretBox, config, db } = context
  const common = { tag: 'Account', permission: 'settings:write', isSession: true } as const
  definePortalRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/account/second-factor',
    operationId: 'beginSecondFactor',
    summary: 'Begin an authenticator app',
    description: 'Takes a fresh proof. Nothing is asked for before a code of it has confirmed it.',
    success: { status: 201, description: 'What the app is told.', schema: z.strictObject({ secret: z.string(), uri: z.string().meta({ description: 'For a QR code.' }) }).meta({ id: 'SecondFactor' }) },
    refusals: ['fresh_sign_in_required', 'state_conflict'],
    handle: async ({ tx, programId, actor, now, ...caller }) => {
      const { userId, session } = requirePerson(caller)
      requireFresh(session, false, now)
      const { title } = await readPlace(tx, programId, config.publicUrl)
      return beginTotp(tx, secretBox, { programId, actor, now }, userId, title)
    },
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/account/second-factor/confirmation',
    operationId: 'confirmSecondFactor',
    summary: 'Confirm the authenticator app by a code',
    description: 'Answers the recovery codes. Every other session ends.',
    body: z.strictObject({ code: codeField }).meta({ id: 'SecondFactorConfirmation', examples: [{ code: '123456' }] }),
    success: { status: 200, description: 'It is asked for from now on.', schema: codesAnswer },
    refusals: ['fresh_sign_in_required', 'state_conflict', 'wrong_code', 'rate_limited'],
    prepare: async ({ programId, from, now, ...caller }) => {
      const { userId } = requirePerson(caller)
      const { email } = await db.inProgram(programId, (tx) => readAffiliateUser(tx, programId, caller.affiliateId, userId))
      const attempt = { account: accountHash(programId, foldEmail(email) ?? email), network: from.network, now }
      await db.shared((tx) => countTry(tx, attempt))
      return attempt
    },
    handle: async ({ tx, programId, actor, now, body, prepared: attempt, ...caller }) => {
      const { userId, session } = requirePerson(caller)
      requireFresh(session, false, now)
      const recoveryCodes = await confirmTotp(tx, secretBox, { programId, actor, now }, userId, session.id, body.code)
      await clearTries(tx, attempt)
      return { recoveryCodes }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'DELETE',
    path: '/account/second-factor',
    operationId: 'removeSecondFactor',
    summary: 'Take the second factor away',
    description: 'Takes a fresh proof with it. Payout methods cannot be changed without one.',
    success: { status: 204, description: 'There is none any more.' },
    refusals: ['fresh_sign_in_required'],
    handle: async ({ tx, programId, actor, now, ...caller }) => {
      const { userId, session } = requirePerson(caller)
      requireFresh(session, true, now)
      await removeTotp(tx, { programId, actor, now }, userId)
    },
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/account/recovery-code',
    operationId: 'renewRecoveryCodes',
    summary: 'Make new recovery codes',
    description: 'Takes a fresh proof with the second factor. Those before work no more.',
    success: { status: 201, description: 'The new codes.', schema: codesAnswer },
    refusals: ['fresh_sign_in_required'],
    handle: async ({ tx, programId, actor, now, ...caller }) => {
      const { userId, session } = requirePerson(caller)
      requireFresh(session, true, now)
      return { recoveryCodes: await renewRecoveryCodes(tx, { programId, actor, now }, userId) }
    },
  })
}
