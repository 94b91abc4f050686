import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { DeliveryQueue } from '../../domain/gateways/delivery-queue.ts'
import { GATEWAYS } from '../../domain/gateways/gateways.ts'
import { RefusalCounter } from './refusal-counter.ts'
import { receiveDeliveryRoute } from './receive-delivery.route.ts'

/**
 * Where payment gateways call: open to everybody, believed by their signatures. Outside the dialects, because signatures are made of the
 * bytes of the body.
 */
export function registerGatewayWebhooks(server: FastifyInstance, context: AppContext): void {
  server.register(async (app) => {
    app.removeAllContentTypeParsers()
    for (const type of ['application/json', /^text\//]) app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    const queue = new DeliveryQueue(context)
    const refusals = new RefusalCounter(context)
    for (const gateway of GATEWAYS) receiveDeliveryRoute(app, context, gateway, queue, refusals)
  })
}
