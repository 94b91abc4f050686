import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listInvoices, readInvoice } from '../../../domain/invoices/invoice.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, idParams, listOf, listQuery, periodName } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { INVOICE_KINDS, invoiceAnswer, presentInvoice } from './present-invoice.ts'
import { nameAffiliate, nameAffiliates } from '../affiliate/name-affiliates.ts'

const query = z.strictObject({
  ...listQuery, affiliateId: idField.optional(), statementId: idField.optional(), legalEntityId: idField.optional(), kind: z.enum(INVOICE_KINDS).optional(), period: periodName.optional(),
})

const documentAnswer = z.strictObject({
  id: z.string(),
  hash: z.string().meta({ description: 'SHA-256 of the document, in hex.' }),
  document: z.string().meta({ description: 'Canonical JSON (RFC 8785), to the byte as it was hashed; both parties are in it as they were called then.' }),
})

export function readInvoicesRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Invoices', permission: 'payouts:read' } as const
  defineRoute(app, context, {
    ...common,
    path: '/invoice',
    operationId: 'listInvoices',
    summary: 'List self-billed invoices and credit notes',
    description: 'Newest first. They are issued when a period is sealed.',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(invoiceAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listInvoices(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: await nameAffiliates(tx, programId, page.items.map(presentInvoice)), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/invoice/:id',
    operationId: 'getInvoice',
    summary: 'Read an invoice or a credit note',
    params: idParams,
    success: { status: 200, description: 'The invoice.', schema: invoiceAnswer },
    handle: async ({ tx, programId, params }) => nameAffiliate(tx, programId, presentInvoice(await readInvoice(tx, programId, params.id))),
  })
  defineRoute(app, context, {
    ...common,
    path: '/invoice/:id/document',
    operationId: 'getInvoiceDocument',
    summary: 'Read the document of an invoice, as it was hashed',
    params: idParams,
    success: { status: 200, description: 'The document.', schema: documentAnswer },
    handle: async ({ tx, programId, params }) => {
      const { id, hash, document } = await readInvoice(tx, programId, params.id)
      return { id, hash: hash.toString('hex'), document }
    },
  })
}
