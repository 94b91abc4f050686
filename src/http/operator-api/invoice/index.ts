import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { invoicePdfRoute } from './invoice-pdf.route.ts'
import { readInvoicesRoutes } from './read-invoices.route.ts'

export function registerInvoiceRoutes(app: FastifyInstance, context: AppContext): void {
  readInvoicesRoutes(app, context)
  invoicePdfRoute(app, context)
}
