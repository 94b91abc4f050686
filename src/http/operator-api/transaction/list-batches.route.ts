import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listBatches } from '../../../domain/transactions/list-batches.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const answer = z
  .strictObject({
    id: answeredId,
    receivedTs: answeredInstant,
    processedTs: answeredInstant.nullable().meta({ description: 'Null: still in the queue.' }),
    integrationType: z.string().meta({ examples: ['api'] }),
    createdBy: z.string(),
    accepted: z.int(),
    queued: z.int().meta({ description: 'In the queue, or waiting for a customer or an original that may still come.' }),
    processed: z.int(),
    pendingApproval: z.int(),
    failed: z.int(),
    duplicates: z.int(),
  })
  .meta({ id: 'TransactionBatch' })

/** GET /transaction/batch: what was sent in, and how far it is. */
export function listBatchesRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/transaction/batch',
    operationId: 'listTransactionBatches',
    tag: 'Transactions',
    summary: 'List batches',
    description: 'Newest first, each with how many of its items are where. What failed in one is part of the batch itself.',
    permission: 'transactions:read',
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(answer) },
    handle: async ({ tx, programId, query: { limit, cursor } }) => {
      const page = cutPage(await listBatches(tx, programId, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(({ receivedAt, processedAt, ...batch }) => ({ ...batch, receivedTs: receivedAt, processedTs: processedAt })), nextCursor: page.nextCursor }
    },
  })
}
