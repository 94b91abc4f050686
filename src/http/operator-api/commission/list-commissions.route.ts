import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listCommissions } from '../../../domain/commissions/list-commissions.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, instant, listOf, listQuery, periodName } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { commissionAnswer, commissionStatus, presentCommission } from './present-commission.ts'

const query = z.strictObject({
  ...listQuery,
  affiliateId: idField.optional(),
  customerId: idField.optional(),
  transactionId: idField.optional(),
  brandId: idField.optional(),
  component: z.string().min(1).max(64).optional().meta({ description: 'Of this type: `cpa` also finds `cpa.2`.', examples: ['revenue_share'] }),
  paysNothing: z.enum(['true', 'false']).transform((value) => value === 'true').optional().meta({ description: 'True: only lines of zero, which say in `reason` why an event earned nothing.' }),
  status: commissionStatus.optional(),
  period: periodName.optional().meta({ description: 'On whose statement they stand.' }),
  from: instant.optional().meta({ description: 'Of events at this instant or later.' }),
  to: instant.optional().meta({ description: 'Of events before this instant.' }),
})

export function listCommissionsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission',
    operationId: 'listCommissions',
    tag: 'Commissions',
    summary: 'List commission lines',
    description: 'Newest first. Lines are never changed; a line of zero says in `reason` why an event earned nothing. Filters are combined.',
    permission: 'ledger:read',
    query,
    success: { status: 200, description: 'One page of lines.', schema: listOf(commissionAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listCommissions(tx, programId, filter, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(presentCommission), nextCursor: page.nextCursor }
    },
  })
}
