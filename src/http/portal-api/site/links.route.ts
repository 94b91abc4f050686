import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { hashPassword } from '../../../domain/access/hash-password.ts'
import { checkPassword } from '../../../domain/access/password-rules.ts'
import { confirmNewEmail } from '../../../domain/affiliate-users/change-own-account.ts'
import { acceptInvitation } from '../../../domain/affiliate-users/invite-user.ts'
import { requestReset } from '../../../domain/affiliate-users/request-reset.ts'
import { resetPassword } from '../../../domain/affiliate-users/reset-password.ts'
import { startPortalSession } from '../../../domain/affiliate-users/start-session.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { portalCookies } from '../portal-session.ts'
import { requireSameOrigin } from '../same-origin.ts'
import { evenTime } from './even-time.ts'
import { findProgramOfSite } from './find-program.ts'
import { emailField, nameField, passwordField, siteField, tokenField } from './site-fields.ts'

const EXAMPLE_PASSWORD = 'four words and a river'

/** What the links of mails lead to, and how one gets them. */
export function linkRoutes(app: FastifyInstance, context: AppContext): void {
  const { secretBox, config } = context
  const cookies = portalCookies(config.publicUrl)
  const common = {
    method: 'POST', tag: 'Entrance', permission: 'public', publicActor: 'portal', rateLimit: 'entrance',
    findProgram: ({ body, headers }: { body: { site: string }; headers: { host?: string | undefined } }) => findProgramOfSite(context, body.site, headers.host),
  } as const
  defineRoute(app, context, {
    ...common,
    path: '/password-reset',
    operationId: 'requestPasswordReset',
    summary: 'Ask for a link to choose a new password',
    description: 'It goes to the address, if anybody has it. The answer is the same in any case.',
    body: z.strictObject({ site: siteField, email: emailField }).meta({ id: 'PasswordResetRequest' }),
    success: { status: 202, description: 'A mail is on its way, if the address is known.', schema: z.strictObject({ sent: z.literal(true) }) },
    refusals: ['not_found'],
    prepare: async () => evenTime(),
    handle: async ({ tx, programId, body, prepared: wait, now, afterCommit }) => {
      afterCommit(wait)
      await requestReset(tx, { secretBox, publicUrl: config.publicUrl }, { programId, now }, body.email)
      return { sent: true }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/password-reset/confirmation',
    operationId: 'resetPassword',
    summary: 'Choose a new password',
    description: 'By the link of the mail. Every session ends; the second factor stays, and is asked for at the next sign-in.',
    body: z.strictObject({ site: siteField, token: tokenField, password: passwordField.meta({ examples: [EXAMPLE_PASSWORD] }) }).meta({ id: 'PasswordReset' }),
    success: { status: 204, description: 'Changed.' },
    refusals: ['not_found'],
    prepare: ({ body }) => {
      checkPassword(body.password, { names: [], hasSecondFactor: false })
      return hashPassword(body.password)
    },
    handle: ({ tx, programId, body, prepared: passwordHash, now }) => resetPassword(tx, { programId, now }, body.token, passwordHash),
  })
  defineRoute(app, context, {
    ...common,
    path: '/invitation/acceptance',
    operationId: 'acceptInvitation',
    summary: 'Accept an invitation',
    description: "By the link of the mail: with the invitation's address and role. Signs in.",
    isSession: true,
    body: z.strictObject({ site: siteField, token: tokenField, name: nameField, password: passwordField.meta({ examples: [EXAMPLE_PASSWORD] }) }).meta({ id: 'InvitationAcceptance' }),
    success: { status: 204, description: 'Accepted: the session cookie is set.' },
    refusals: ['not_found', 'permission_denied'],
    prepare: ({ body, from }) => {
      requireSameOrigin(from)
      checkPassword(body.password, { names: [body.name], hasSecondFactor: false })
      return hashPassword(body.password)
    },
    handle: async ({ tx, programId, body, prepared: passwordHash, from, now, setHeader }) => {
      const { affiliateId, userId } = await acceptInvitation(tx, { programId, now }, { ...body, passwordHash })
      const session = await startPortalSession(tx, { programId, affiliateId, who: { userId }, ...from, now })
      setHeader('set-cookie', cookies.session.given(session.secret, session.expiresAt, now))
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/new-address/confirmation',
    operationId: 'confirmNewAddress',
    summary: 'Confirm a new address',
    description: 'By the link of the mail that went there.',
    body: z.strictObject({ site: siteField, token: tokenField }).meta({ id: 'NewAddressConfirmation' }),
    success: { status: 204, description: 'The new address has taken the place of the old one.' },
    refusals: ['not_found'],
    handle: ({ tx, programId, body, now }) => confirmNewEmail(tx, { programId, now }, body.token),
  })
}
