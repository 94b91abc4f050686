import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { replayDelivery } from '../../../domain/gateways/replay-delivery.ts'
import { announce } from '../../../domain/gateways/take-deliveries.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { deliveryAnswer, presentDelivery } from './present-delivery.ts'

export function replayDeliveryRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/gateway-delivery/:id/replay',
    operationId: 'replayGatewayDelivery',
    tag: 'Gateways',
    summary: 'Apply a delivery again',
    description:
      'With the settings of today: a coupon that stands for somebody by now, a secret that was wrong. What it did already it does not do again.',
    permission: 'settings:write',
    params: idParams,
    success: { status: 200, description: 'The delivery, and what became of it now.', schema: deliveryAnswer },
    refusals: ['state_conflict', 'conversion_limit_reached'],
    handle: async ({ tx, programId, actor, now, params, afterCommit }) => {
      const { delivery, ...effects } = await replayDelivery(tx, { programId, actor, now }, context, params.id)
      afterCommit(() => announce(context, programId, effects))
      return presentDelivery(delivery)
    },
  })
}
