import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listTransactions } from '../../../domain/transactions/list-transactions.ts'
import { cutPageBy, readCursor } from '../../plumbing/cursor.ts'
import { externalId, idField, instant, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentTransaction, TRANSACTION_STATUSES, transactionAnswer } from './present-transaction.ts'

const filters = {
  ...listQuery,
  externalId: externalId.optional(),
  brandId: idField.optional(),
  affiliateId: idField.optional(),
  trackerId: idField.optional(),
  customerId: idField.optional(),
  type: z.string().min(1).max(64).optional(),
  isVerified: z.enum(['true', 'false']).transform((value) => value === 'true').optional().meta({ description: 'False: those that only a page reported.' }),
  from: instant.optional().meta({ description: 'Occurred at this instant or later.' }),
  to: instant.optional().meta({ description: 'Occurred before this instant.' }),
  updatedSince: instant.optional().meta({ description: 'Changed at this instant or later.' }),
}
const query = z.strictObject({ ...filters, status: z.enum(TRANSACTION_STATUSES).optional() })
const pendingQuery = z.strictObject(filters)

/** GET /transaction, and GET /transaction/pending: the same list of what waits for approval. */
export function listTransactionsRoutes(app: FastifyInstance, context: AppContext): void {
  const common = {
    method: 'GET',
    tag: 'Transactions',
    permission: 'transactions:read',
    success: { status: 200, description: 'One page of transactions.', schema: listOf(transactionAnswer) },
  } as const
  defineRoute(app, context, {
    ...common,
    path: '/transaction',
    operationId: 'listTransactions',
    summary: 'List transactions',
    description: 'Processed transactions, newest first. Filters are combined.',
    query,
    handle: ({ tx, programId, query: { limit, cursor, ...filter } }) => page(tx, programId, filter, limit, cursor),
  })
  defineRoute(app, context, {
    ...common,
    path: '/transaction/pending',
    operationId: 'listPendingTransactions',
    summary: 'List transactions that wait for approval',
    query: pendingQuery,
    handle: ({ tx, programId, query: { limit, cursor, ...filter } }) => page(tx, programId, { ...filter, status: 'pending' }, limit, cursor),
  })
}

async function page(
  tx: Parameters<typeof listTransactions>[0],
  programId: string,
  filter: Parameters<typeof listTransactions>[2],
  limit: number,
  cursor: string | undefined,
): Promise<unknown> {
  const rows = await listTransactions(tx, programId, filter, readCursor(cursor), limit + 1)
  const { items, nextCursor } = cutPageBy(rows, limit, ({ record }) => record.id)
  return { items: items.map(presentTransaction), nextCursor }
}
