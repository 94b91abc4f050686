import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { collaboratorsRoutes } from './collaborators.route.ts'

export function registerCollaboratorRoutes(app: FastifyInstance, context: AppContext): void {
  collaboratorsRoutes(app, context)
}
