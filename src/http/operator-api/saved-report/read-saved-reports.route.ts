import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listReports, readReport } from '../../../domain/reports/saved-report.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentSavedReport, savedReportAnswer } from './present-saved-report.ts'

export function readSavedReportsRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Reports', permission: 'reports:read' } as const
  defineRoute(app, context, {
    ...common,
    path: '/saved-report',
    operationId: 'listSavedReports',
    summary: 'List saved reports',
    description: 'Newest first.',
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(savedReportAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor } }) => {
      const page = cutPage(await listReports(tx, programId, { afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentSavedReport), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/saved-report/:id',
    operationId: 'getSavedReport',
    summary: 'Read a saved report',
    params: idParams,
    success: { status: 200, description: 'The report.', schema: savedReportAnswer },
    handle: async ({ tx, programId, params }) => presentSavedReport(await readReport(tx, programId, params.id)),
  })
}
