import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { clickDomainRoutes } from './click-domain.route.ts'

export function registerClickDomainRoutes(app: FastifyInstance, context: AppContext): void {
  clickDomainRoutes(app, context)
}
