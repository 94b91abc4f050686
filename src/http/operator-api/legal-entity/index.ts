import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readLegalEntitiesRoutes } from './read-legal-entities.route.ts'
import { writeLegalEntityRoutes } from './write-legal-entity.route.ts'

export function registerLegalEntityRoutes(app: FastifyInstance, context: AppContext): void {
  writeLegalEntityRoutes(app, context)
  readLegalEntitiesRoutes(app, context)
}
