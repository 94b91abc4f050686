import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readStatementsRoutes } from './read-statements.route.ts'

export function registerStatementRoutes(app: FastifyInstance, context: AppContext): void {
  readStatementsRoutes(app, context)
}
