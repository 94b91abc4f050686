import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readInvoiceFile } from '../../../domain/invoices/affiliate-invoice.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { attachment } from '../statement/statement-file.route.ts'

export function invoiceFileRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate-invoice/:id/file',
    operationId: 'getInvoiceFile',
    tag: 'Invoices',
    summary: "Read the file that came with an affiliate's invoice",
    description: 'As it was uploaded, and always a download: it comes from outside. 404 where none came.',
    permission: 'payouts:read',
    params: idParams,
    success: { status: 200, description: 'A PDF.', contentType: 'application/pdf', headers: { 'Content-Disposition': 'The name of the file.' } },
    handle: async ({ tx, programId, params, setHeader }) => {
      const content = await readInvoiceFile(tx, programId, params.id)
      // The name that it came with is the affiliate's text: it is answered as `fileName`, not put into a header.
      setHeader('content-disposition', attachment(`invoice-${params.id}.pdf`))
      return content
    },
  })
}
