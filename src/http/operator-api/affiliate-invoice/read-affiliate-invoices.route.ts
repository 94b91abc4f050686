import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { AFFILIATE_INVOICE_STATUSES, listAffiliateInvoices, readAffiliateInvoice } from '../../../domain/invoices/affiliate-invoice.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { affiliateInvoiceAnswer, presentAffiliateInvoice } from './present-affiliate-invoice.ts'
import { nameAffiliate, nameAffiliates } from '../affiliate/name-affiliates.ts'

const query = z.strictObject({ ...listQuery, affiliateId: idField.optional(), statementId: idField.optional(), status: z.enum(AFFILIATE_INVOICE_STATUSES).optional() })

export function readAffiliateInvoicesRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Invoices', permission: 'payouts:read' } as const
  defineRoute(app, context, {
    ...common,
    path: '/affiliate-invoice',
    operationId: 'listAffiliateInvoices',
    summary: 'List invoices that affiliates sent',
    description: 'Newest first.',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(affiliateInvoiceAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listAffiliateInvoices(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: await nameAffiliates(tx, programId, page.items.map(presentAffiliateInvoice)), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/affiliate-invoice/:id',
    operationId: 'getAffiliateInvoice',
    summary: "Read an affiliate's invoice",
    params: idParams,
    success: { status: 200, description: 'The invoice.', schema: affiliateInvoiceAnswer },
    handle: async ({ tx, programId, params }) => nameAffiliate(tx, programId, presentAffiliateInvoice(await readAffiliateInvoice(tx, programId, params.id))),
  })
}
