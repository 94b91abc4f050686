import { z } from 'zod'
import { DELIVERY_OUTCOMES, type Delivery } from '../../../domain/gateways/delivery.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

export const deliveryAnswer = z
  .strictObject({
    id: answeredId,
    kind: z.string().meta({ description: 'The gateway.', examples: ['stripe'] }),
    eventId: z.string().nullable().meta({ description: "The gateway's id of what it told, or the SHA-256 of the body; null for a refused one." }),
    eventType: z.string().nullable().meta({ examples: ['checkout.session.completed'] }),
    outcome: z.enum(DELIVERY_OUTCOMES).meta({ description: 'applied: see `reason`. ignored: nothing in it that counts. refused: not from the gateway. failed: an error of ours; it can be replayed.' }),
    reason: z.string().nullable().meta({ description: 'What it came to, or why it came to nothing.', examples: ['converted'] }),
    signed: z.boolean().meta({ description: 'Whether its signature was checked.' }),
    receivedTs: answeredInstant,
    replays: z.int(),
    replayedTs: answeredInstant.nullable(),
    payment: z
      .strictObject({
        state: z.enum(['named', 'free', 'waiting', 'unattributed', 'converted']),
        orderId: z.string().nullable().meta({ description: 'The externalId of the conversion.' }),
        affiliateId: answeredId.nullable(),
      })
      .nullable()
      .meta({ description: 'The payment it told of, as it stands now.' }),
  })
  .meta({ id: 'GatewayDelivery' })

export const deliveryWithPayloadAnswer = deliveryAnswer
  .extend({ payload: z.string().meta({ description: 'The body as it came.' }) })
  .meta({ id: 'GatewayDeliveryWithPayload' })

export function presentDelivery(delivery: Delivery): object {
  const { paymentState, orderId, affiliateId } = delivery
  return {
    id: delivery.id,
    kind: delivery.gateway,
    eventId: delivery.eventId,
    eventType: delivery.eventType,
    outcome: delivery.outcome,
    reason: delivery.reason,
    signed: delivery.isSigned,
    receivedTs: delivery.receivedAt,
    replays: delivery.replays,
    replayedTs: delivery.replayedAt,
    payment: paymentState === null ? null : { state: paymentState, orderId, affiliateId },
  }
}
