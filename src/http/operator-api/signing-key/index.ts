import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { signingKeyRoutes } from './signing-keys.route.ts'

export function registerSigningKeyRoutes(app: FastifyInstance, context: AppContext): void {
  signingKeyRoutes(app, context)
}
