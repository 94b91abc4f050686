import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readMail } from '../../../domain/mail/mail.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { mailAnswer, presentMailWithText } from './present-mail.ts'

export function readMailRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/mail/:id',
    operationId: 'readMail',
    tag: 'Mail',
    summary: 'Read a mail',
    description: 'With its text in an installation without a mail server, where this is how it is read. Mails to people of the operator: for owners.',
    permission: 'admin:read',
    params: idParams,
    success: { status: 200, description: 'The mail.', schema: mailAnswer },
    handle: async ({ tx, programId, operatorId, params, credential }) => presentMailWithText(context, await readMail(tx, { programId, operatorId }, params.id), credential),
  })
}
