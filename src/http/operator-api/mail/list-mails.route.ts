import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listMails } from '../../../domain/mail/mail.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { listedMailAnswer, presentMail } from './present-mail.ts'

export function listMailsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/mail',
    operationId: 'listMails',
    tag: 'Mail',
    summary: 'List mails',
    description: "The program's and those to people of its operator, the newest first.",
    permission: 'admin:read',
    query: z.strictObject({ ...listQuery }),
    success: { status: 200, description: 'One page.', schema: listOf(listedMailAnswer) },
    handle: async ({ tx, programId, operatorId, query: { limit, cursor } }) => {
      const page = cutPage(await listMails(tx, { programId, operatorId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((mail) => presentMail(mail)), nextCursor: page.nextCursor }
    },
  })
}
