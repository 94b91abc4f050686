import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { decideInvoiceRoutes } from './decide-invoice.route.ts'
import { invoiceFileRoute } from './invoice-file.route.ts'
import { readAffiliateInvoicesRoutes } from './read-affiliate-invoices.route.ts'
import { uploadInvoiceRoute } from './upload-invoice.route.ts'

export function registerAffiliateInvoiceRoutes(app: FastifyInstance, context: AppContext): void {
  uploadInvoiceRoute(app, context)
  readAffiliateInvoicesRoutes(app, context)
  invoiceFileRoute(app, context)
  decideInvoiceRoutes(app, context)
}
