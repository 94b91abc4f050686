import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archivePayingAccountRoute } from './archive-paying-account.route.ts'
import { changePayingAccountRoute } from './change-paying-account.route.ts'
import { createPayingAccountRoute } from './create-paying-account.route.ts'
import { readPayingAccountsRoutes } from './read-paying-accounts.route.ts'
import { rotatePayerSecretRoute } from './rotate-payer-secret.route.ts'

export function registerPayingAccountRoutes(app: FastifyInstance, context: AppContext): void {
  createPayingAccountRoute(app, context)
  readPayingAccountsRoutes(app, context)
  changePayingAccountRoute(app, context)
  archivePayingAccountRoute(app, context)
  rotatePayerSecretRoute(app, context)
}
