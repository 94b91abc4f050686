import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { hashPassword } from '../../../domain/access/hash-password.ts'
import { checkPassword } from '../../../domain/access/password-rules.ts'
import { applyAtPortal } from '../../../domain/affiliate-users/apply.ts'
import { verifySignUp } from '../../../domain/affiliate-users/verify-sign-up.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { evenTime } from './even-time.ts'
import { findProgramOfSite } from './find-program.ts'
import { applicationBody, siteField, tokenField } from './site-fields.ts'

const sentAnswer = z.strictObject({ sent: z.literal(true) }).meta({ description: 'The same, whether the address is known or not.' })

/** Becoming an affiliate by oneself. */
export function signUpRoutes(app: FastifyInstance, context: AppContext): void {
  const { secretBox, config } = context
  const common = { method: 'POST', tag: 'Entrance', permission: 'public', publicActor: 'portal', rateLimit: 'entrance' } as const
  defineRoute(app, context, {
    ...common,
    path: '/sign-up',
    operationId: 'signUp',
    summary: 'Apply to become an affiliate',
    description: 'Sends a link that proves the address: there is no affiliate before it was followed. An address that has an account is told so in its mailbox and nowhere else.',
    body: applicationBody,
    findProgram: ({ body, headers }) => findProgramOfSite(context, body.site, headers.host),
    success: { status: 202, description: 'A mail is on its way.', schema: sentAnswer },
    refusals: ['not_found', 'permission_denied'],
    prepare: async ({ body: { password, email, name, company } }) => {
      const wait = evenTime()
      checkPassword(password, { names: [email.split('@')[0] ?? '', name, company ?? ''], hasSecondFactor: false })
      return { wait, passwordHash: await hashPassword(password) }
    },
    handle: async ({ tx, programId, body: { site: _site, password: _password, parent, language, ...application }, prepared: { wait, passwordHash }, now, afterCommit }) => {
      afterCommit(wait)
      await applyAtPortal(tx, { secretBox, publicUrl: config.publicUrl }, { programId, now }, { ...application, language: language ?? 'en', parentCode: parent, passwordHash })
      return { sent: true }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/sign-up/verification',
    operationId: 'verifySignUp',
    summary: 'Prove the address of an application',
    description: 'By the link of the mail. Whoever applied signs in afterwards with the password that they chose.',
    body: z.strictObject({ site: siteField, token: tokenField }).meta({ id: 'Verification' }),
    findProgram: ({ body, headers }) => findProgramOfSite(context, body.site, headers.host),
    success: { status: 200, description: 'The application is in, or accepted already.', schema: z.strictObject({ status: z.enum(['pending', 'active']), email: z.string() }) },
    refusals: ['not_found', 'already_exists', 'affiliate_limit_reached'],
    handle: async ({ tx, programId, body, now }) => {
      const { status, email } = await verifySignUp(tx, { programId, now }, body.token)
      return { status, email }
    },
  })
}
