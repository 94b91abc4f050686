import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readDelivery } from '../../../domain/gateways/delivery.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { deliveryWithPayloadAnswer, presentDelivery } from './present-delivery.ts'

export function readDeliveryRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/gateway-delivery/:id',
    operationId: 'readGatewayDelivery',
    tag: 'Gateways',
    summary: 'Read what a gateway delivered',
    description: 'With its payload, which may name customers of the shop.',
    permission: 'settings:read',
    params: idParams,
    success: { status: 200, description: 'The delivery.', schema: deliveryWithPayloadAnswer },
    handle: async ({ tx, programId, params }) => {
      const delivery = await readDelivery(tx, programId, params.id)
      return { ...presentDelivery(delivery), payload: delivery.body.toString('utf8') }
    },
  })
}
