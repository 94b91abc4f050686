import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { uploadInvoice } from '../../../domain/invoices/upload-invoice.ts'
import { BULK_BODY_LIMIT, defineRoute } from '../../plumbing/route.ts'
import { newAffiliateInvoiceBody } from './affiliate-invoice-fields.ts'
import { affiliateInvoiceAnswer, presentAffiliateInvoice } from './present-affiliate-invoice.ts'

export function uploadInvoiceRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/affiliate-invoice',
    operationId: 'uploadInvoice',
    tag: 'Invoices',
    summary: "Upload an affiliate's own invoice for a statement",
    description: 'It is compared with the statement at once. One for a statement, and a number once, unless the one before was rejected.',
    permission: 'payouts:write',
    bodyLimit: BULK_BODY_LIMIT,
    body: newAffiliateInvoiceBody,
    success: { status: 201, description: 'The invoice, `matched` or with its differences.', schema: affiliateInvoiceAnswer },
    refusals: ['affiliate_unknown', 'statement_unknown', 'state_conflict', 'already_exists'],
    handle: async ({ tx, body, programId, actor }) => presentAffiliateInvoice(await uploadInvoice(tx, context.clock, { programId, actor }, body)),
  })
}
