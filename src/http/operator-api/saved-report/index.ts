import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeSavedReportRoutes } from './change-saved-report.route.ts'
import { readSavedReportsRoutes } from './read-saved-reports.route.ts'
import { saveReportRoute } from './save-report.route.ts'

export function registerSavedReportRoutes(app: FastifyInstance, context: AppContext): void {
  readSavedReportsRoutes(app, context)
  saveReportRoute(app, context)
  changeSavedReportRoutes(app, context)
}
