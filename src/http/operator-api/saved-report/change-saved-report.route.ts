import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeReport, deleteReport } from '../../../domain/reports/saved-report.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentSavedReport, savedReportAnswer } from './present-saved-report.ts'
import { changedReportBody, definitionOf } from './saved-report-fields.ts'

export function changeSavedReportRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { tag: 'Reports', permission: 'reports:write', path: '/saved-report/:id', params: idParams } as const
  defineRoute(app, context, {
    ...common,
    method: 'PATCH',
    operationId: 'changeSavedReport',
    summary: 'Change a saved report',
    description: 'Changes what is sent. A schedule that is set anew begins with the day, week or month that is under way.',
    body: changedReportBody,
    success: { status: 200, description: 'The report as it is now.', schema: savedReportAnswer },
    handle: async ({ tx, body, params, programId, actor, now }) => {
      const definition = body.definition === undefined ? undefined : definitionOf(body.definition)
      return presentSavedReport(await changeReport(tx, { programId, actor, now }, params.id, { ...body, definition }))
    },
  })
  defineRoute(app, context, {
    ...common,
    method: 'DELETE',
    operationId: 'deleteSavedReport',
    summary: 'Delete a saved report',
    success: { status: 204, description: 'Deleted.' },
    handle: ({ tx, params, programId, actor, now }) => deleteReport(tx, { programId, actor, now }, params.id),
  })
}
