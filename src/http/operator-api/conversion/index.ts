import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createConversionRoute } from './create-conversion.route.ts'

export function registerConversionRoutes(app: FastifyInstance, context: AppContext): void {
  createConversionRoute(app, context)
}
