import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { DELIVERY_OUTCOMES, listDeliveries } from '../../../domain/gateways/delivery.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { instant, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { deliveryAnswer, presentDelivery } from './present-delivery.ts'

const query = z.strictObject({
  ...listQuery,
  kind: z.string().max(32).optional().meta({ description: 'Of this gateway.' }),
  outcome: z.enum(DELIVERY_OUTCOMES).optional(),
  from: instant.optional().meta({ description: 'Received at this instant or later.' }),
  to: instant.optional().meta({ description: 'Received before this instant.' }),
})

export function listDeliveriesRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/gateway-delivery',
    operationId: 'listGatewayDeliveries',
    tag: 'Gateways',
    summary: 'List what gateways delivered',
    description: 'Newest first, with what became of each. Of refused ones the latest hundred are kept.',
    permission: 'settings:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(deliveryAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listDeliveries(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentDelivery), nextCursor: page.nextCursor }
    },
  })
}
