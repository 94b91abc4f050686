import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { decideAffiliateInvoice } from '../../../domain/invoices/decide-affiliate-invoice.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { invoiceDecisionBody } from './affiliate-invoice-fields.ts'
import { affiliateInvoiceAnswer, presentAffiliateInvoice } from './present-affiliate-invoice.ts'

export function decideInvoiceRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'POST', tag: 'Invoices', permission: 'payouts:write', params: idParams, body: invoiceDecisionBody, refusals: ['state_conflict'] } as const
  defineRoute(app, context, {
    ...common,
    path: '/affiliate-invoice/:id/acceptance',
    operationId: 'acceptInvoice',
    summary: "Accept an affiliate's invoice in spite of its differences",
    description: 'What is paid stays what the statement says.',
    success: { status: 201, description: 'The invoice, accepted.', schema: affiliateInvoiceAnswer },
    handle: async ({ tx, programId, params, body, actor }) =>
      presentAffiliateInvoice(await decideAffiliateInvoice(tx, context.clock, programId, params.id, { kind: 'accepted', actor, reason: body.reason })),
  })
  defineRoute(app, context, {
    ...common,
    path: '/affiliate-invoice/:id/rejection',
    operationId: 'rejectInvoice',
    summary: "Reject an affiliate's invoice",
    description: 'Also one that is matched; not one that was accepted. Another may be sent for the statement.',
    success: { status: 201, description: 'The invoice, rejected.', schema: affiliateInvoiceAnswer },
    handle: async ({ tx, programId, params, body, actor }) =>
      presentAffiliateInvoice(await decideAffiliateInvoice(tx, context.clock, programId, params.id, { kind: 'rejected', actor, reason: body.reason })),
  })
}
