import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readBatch } from '../../../domain/transactions/read-batch.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const answer = z.strictObject({
  id: z.string().meta({ format: 'uuid' }),
  accepted: z.int(),
  queued: z.int().meta({ description: 'In the queue, or waiting for a customer or an original that may still come.' }),
  processed: z.int(),
  pendingApproval: z.int(),
  failed: z.int(),
  duplicates: z.int(),
  failures: z.array(z.strictObject({ index: z.int(), externalId: z.string().nullable(), code: z.string(), message: z.string() })),
})

export function getBatchRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/transaction/batch/:id',
    operationId: 'getTransactionBatch',
    tag: 'Transactions',
    summary: 'Read the state of a batch',
    permission: 'transactions:read',
    params: idParams,
    success: { status: 200, description: 'Counts by state, and every item that failed.', schema: answer },
    handle: ({ tx, programId, params }) => readBatch(tx, programId, params.id),
  })
}
