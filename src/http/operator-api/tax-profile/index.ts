import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { taxProfileRoutes } from './tax-profile.route.ts'

export function registerTaxProfileRoutes(app: FastifyInstance, context: AppContext): void {
  taxProfileRoutes(app, context)
}
