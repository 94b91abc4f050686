import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { MAIL_LOCALES } from '../../../domain/mail/mail-template.ts'
import { createInvitation } from '../../../domain/operator-users/invitation.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { userAuthor } from '../user/user-author.ts'
import { programIds, role } from '../user/user-fields.ts'
import { invitationAnswer, presentInvitation } from './present-invitation.ts'

const LONGEST_ADDRESS = 254

const body = z
  .strictObject({
    email: z.string().max(LONGEST_ADDRESS).meta({ examples: ['ana@example.com'] }),
    role,
    programIds: programIds.optional().meta({ description: 'Default: this program alone.' }),
    language: z.enum(MAIL_LOCALES).default('en').meta({ description: 'Of the mail.' }),
  })
  .meta({ id: 'NewInvitation', examples: [{ email: 'ana@example.com', role: 'viewer' }] })

export function createInvitationRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/invitation',
    operationId: 'createInvitation',
    tag: 'Invitations',
    summary: 'Invite somebody',
    description:
      'By mail: the link in it works once, for seven days, for this address only. Nobody gives more than they have. A new invitation to an address ends the one before.',
    permission: 'users:write',
    body,
    success: { status: 201, description: 'The invitation.', schema: invitationAnswer },
    refusals: ['already_exists'],
    handle: async ({ tx, body: given, ...facts }) => {
      const author = { ...userAuthor({ ...facts, body: given }), secretBox: context.secretBox, publicUrl: context.config.publicUrl }
      const { programIds: named = [facts.programId], language, ...rest } = given
      return presentInvitation(await createInvitation(tx, author, { ...rest, programIds: named, locale: language }), facts.now)
    },
  })
}
