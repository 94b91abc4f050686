import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeOperatorRoute } from './change-operator.route.ts'
import { readOperatorRoute } from './read-operator.route.ts'

export function registerOperatorRoutes(app: FastifyInstance, context: AppContext): void {
  readOperatorRoute(app, context)
  changeOperatorRoute(app, context)
}
