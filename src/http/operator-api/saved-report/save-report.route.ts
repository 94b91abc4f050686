import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { saveReport } from '../../../domain/reports/saved-report.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentSavedReport, savedReportAnswer } from './present-saved-report.ts'
import { definitionOf, newReportBody } from './saved-report-fields.ts'

export function saveReportRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/saved-report',
    operationId: 'saveReport',
    tag: 'Reports',
    summary: 'Keep a report',
    description: 'For everybody of the program, and by mail where it has a schedule.',
    permission: 'reports:write',
    body: newReportBody,
    success: { status: 201, description: 'The report.', schema: savedReportAnswer },
    refusals: ['too_many'],
    handle: async ({ tx, body, programId, actor, now }) => presentSavedReport(await saveReport(tx, { programId, actor, now }, { ...body, definition: definitionOf(body.definition) })),
  })
}
