import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { listAuditRoute } from './list-audit.route.ts'

export function registerAuditRoutes(app: FastifyInstance, context: AppContext): void {
  listAuditRoute(app, context)
}
