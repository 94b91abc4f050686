import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listTransfers } from '../../../domain/ledger/list-transfers.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, instant, listOf, listQuery, periodName } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentTransfer, transferAnswer } from './present-ledger.ts'

const query = z.strictObject({
  ...listQuery,
  accountId: idField.optional().meta({ description: 'On either side.' }),
  causeId: idField.optional().meta({ description: 'What the transfer came from, such as a commission.' }),
  from: instant.optional().meta({ description: 'Of events at this instant or later.' }),
  to: instant.optional().meta({ description: 'Of events before this instant.' }),
  knownOn: instant.optional().meta({ description: 'Only what was recorded up to this instant.' }),
  period: periodName.optional().meta({ description: 'On whose statement they stand.' }),
})

export function listTransfersRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/ledger/transfer',
    operationId: 'listLedgerTransfers',
    tag: 'Ledger',
    summary: 'List transfers',
    description: 'Newest first. Transfers are never changed; a correction is one the other way that names the original.',
    permission: 'ledger:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(transferAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listTransfers(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentTransfer), nextCursor: page.nextCursor }
    },
  })
}
