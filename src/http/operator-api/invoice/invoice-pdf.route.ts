import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import { drawInvoice } from '../../../domain/invoices/pdf/draw-invoice.ts'
import { readPrintedInvoice } from '../../../domain/invoices/pdf/print-invoice.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { attachment } from '../statement/statement-file.route.ts'

export function invoicePdfRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/invoice/:id/pdf',
    operationId: 'printInvoice',
    tag: 'Invoices',
    summary: 'Print an invoice or a credit note',
    description: "Drawn from its document alone, with the program's logo.",
    permission: 'payouts:read',
    params: idParams,
    query: z.strictObject({ language: z.enum(LANGUAGES).default('en').meta({ description: 'Of its words, amounts and dates.' }) }),
    success: { status: 200, description: 'A PDF.', contentType: 'application/pdf', headers: { 'Content-Disposition': 'The name of the file.' } },
    handle: async ({ tx, programId, params, query, setHeader }) => {
      const invoice = await readPrintedInvoice(tx, programId, params.id)
      setHeader('content-disposition', attachment(`${invoice.document.number}.pdf`))
      return drawInvoice(invoice, query.language)
    },
  })
}
