import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { ReportTurns } from '../../../domain/reports/report-turns.ts'
import { exportReportRoute } from './export-report.route.ts'
import { listRecipientsRoute } from './list-recipients.route.ts'
import { runReportRoute } from './run-report.route.ts'

export function registerReportRoutes(app: FastifyInstance, context: AppContext): void {
  const turns = new ReportTurns()
  runReportRoute(app, context, turns)
  exportReportRoute(app, context, turns)
  listRecipientsRoute(app, context)
}
