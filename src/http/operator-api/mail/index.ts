import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { listMailsRoute } from './list-mails.route.ts'
import { readMailRoute } from './read-mail.route.ts'

export function registerMailRoutes(app: FastifyInstance, context: AppContext): void {
  listMailsRoute(app, context)
  readMailRoute(app, context)
}
