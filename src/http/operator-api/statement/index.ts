import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readStatementsRoutes } from './read-statements.route.ts'
import { statementFileRoutes } from './statement-file.route.ts'
import { statementPdfRoute } from './statement-pdf.route.ts'

export function registerStatementRoutes(app: FastifyInstance, context: AppContext): void {
  readStatementsRoutes(app, context)
  statementFileRoutes(app, context)
  statementPdfRoute(app, context)
}
