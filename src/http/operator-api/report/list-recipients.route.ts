import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readRecipients } from '../../../domain/reports/saved-report.ts'
import { answeredId, listOf } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const recipientAnswer = z.strictObject({ id: answeredId, name: z.string(), email: z.string() }).meta({ id: 'ReportRecipient' })

export function listRecipientsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/report/recipient',
    operationId: 'listReportRecipients',
    tag: 'Reports',
    summary: 'List whom reports can be sent to',
    description: "People of the program's operator who may see its reports.",
    permission: 'reports:write',
    success: { status: 200, description: 'All of them.', schema: listOf(recipientAnswer) },
    handle: async ({ tx, programId }) => ({ items: (await readRecipients(tx, programId, null)).map(({ id, name, email }) => ({ id, name, email })), nextCursor: null }),
  })
}
