import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { hashPassword } from '../../../domain/access/hash-password.ts'
import { checkPassword } from '../../../domain/access/password-rules.ts'
import { readAffiliateUser } from '../../../domain/affiliate-users/affiliate-user.ts'
import { changeOwnAccount, requestNewEmail } from '../../../domain/affiliate-users/change-own-account.ts'
import { requireFresh } from '../../../domain/affiliate-users/fresh-proof.ts'
import { keepPassword } from '../../../domain/affiliate-users/keep-password.ts'
import { emailField, languageField, nameField, passwordField } from '../site/site-fields.ts'
import { definePortalRoute, requirePerson } from '../portal-route.ts'
import { ownUserAnswer, presentOwnUser } from '../session/present-session.ts'

/** What users change about themselves. */
export function ownAccountRoutes(app: FastifyInstance, context: AppContext): void {
  const { secretBox, config } = context
  const common = { tag: 'Account', permission: 'settings:write' } as const
  definePortalRoute(app, context, {
    ...common,
    method: 'PATCH',
    path: '/account',
    operationId: 'changeOwnAccount',
    summary: 'Change your name or language',
    body: z.strictObject({ name: nameField.optional(), language: languageField.nullish().meta({ description: "Null: the portal's." }) }).meta({ id: 'OwnAccountChange', examples: [{ language: 'es' }] }),
    success: { status: 200, description: 'You, as you are now.', schema: ownUserAnswer },
    handle: async ({ tx, programId, actor, now, body, ...caller }) => {
      const { userId } = requirePerson(caller)
      return presentOwnUser(await changeOwnAccount(tx, { programId, actor, now }, caller.affiliateId, userId, body))
    },
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/account/password',
    operationId: 'changeOwnPassword',
    summary: 'Change your password',
    description: 'Takes a fresh proof (`/session/proof`). Every other session ends.',
    isSession: true,
    body: z.strictObject({ password: passwordField }).meta({ id: 'OwnPassword', examples: [{ password: 'four words and a river' }] }),
    success: { status: 204, description: 'Changed.' },
    refusals: ['fresh_sign_in_required'],
    prepare: async ({ programId, body, now, ...caller }) => {
      const { userId, session } = requirePerson(caller)
      const user = await context.db.inProgram(programId, (tx) => readAffiliateUser(tx, programId, caller.affiliateId, userId))
      requireFresh(session, user.hasSecondFactor, now)
      checkPassword(body.password, { names: [user.name, user.email.split('@')[0] ?? ''], hasSecondFactor: user.hasSecondFactor })
      return hashPassword(body.password)
    },
    handle: async ({ tx, programId, actor, now, prepared: passwordHash, ...caller }) => {
      const { userId, session } = requirePerson(caller)
      await keepPassword(tx, { programId, actor, now }, userId, passwordHash, session.id)
    },
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/account/address',
    operationId: 'requestNewAddress',
    summary: 'Ask for another e-mail address',
    description: 'Takes a fresh proof. The new address takes the place of the old one when the link that it is sent was followed.',
    body: z.strictObject({ email: emailField }).meta({ id: 'NewAddress', examples: [{ email: 'anna@new.example' }] }),
    success: { status: 202, description: 'A mail is on its way.', schema: z.strictObject({ sent: z.literal(true) }) },
    refusals: ['fresh_sign_in_required'],
    handle: async ({ tx, programId, actor, now, body, ...caller }) => {
      const { userId, session } = requirePerson(caller)
      const user = await readAffiliateUser(tx, programId, caller.affiliateId, userId)
      requireFresh(session, user.hasSecondFactor, now)
      await requestNewEmail(tx, { secretBox, publicUrl: config.publicUrl }, { programId, actor, now }, user, body.email)
      return { sent: true }
    },
  })
}
