import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { ReportingPages } from '../pages/reporting-pages.ts'
import { createSdkCustomerRoute } from './create-sdk-customer.route.ts'
import { createSdkTransactionRoute } from './create-sdk-transaction.route.ts'

export function registerRegistrationRoutes(app: FastifyInstance, context: AppContext): void {
  const pages = new ReportingPages(context.db)
  createSdkCustomerRoute(app, context, pages)
  createSdkTransactionRoute(app, context, pages)
}
