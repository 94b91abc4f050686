import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { DomainError } from '../../domain/errors.ts'
import { checkDelivery } from '../../domain/gateways/check-delivery.ts'
import type { DeliveryQueue } from '../../domain/gateways/delivery-queue.ts'
import type { Gateway, RawDelivery } from '../../domain/gateways/gateway.ts'
import { recordRefusedDelivery } from '../../domain/gateways/record-refused-delivery.ts'
import { isUuid } from '../../domain/ids.ts'
import { STANDARD_BODY_LIMIT } from '../plumbing/route.ts'
import type { RefusalCounter } from './refusal-counter.ts'
import { webhookPath } from '../plumbing/webhook-path.ts'

const LONGEST_HEADER = 4_096

/** POST /api/campaigns/{id}/{gateway}/webhook: 403 where the integration is off, 401 for a wrong signature, else 200. */
export function receiveDeliveryRoute(app: FastifyInstance, context: AppContext, gateway: Gateway, queue: DeliveryQueue, refusals: RefusalCounter): void {
  app.post<{ Params: { id: string } }>(webhookPath(':id', gateway.kind), { bodyLimit: STANDARD_BODY_LIMIT }, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const programId = request.params.id.toLowerCase()
    const delivery = readDelivery(request, gateway, context.clock.now())
    const check = isUuid(programId)
      ? await context.db.inProgram(programId, (tx) => checkDelivery(tx, context.secretBox, programId, gateway, delivery))
      : ({ outcome: 'off' } as const)
    if (check.outcome !== 'signed') await refusals.count(request.ip)
    if (check.outcome === 'off') throw new DomainError('permission_denied', { message: 'This campaign does not take calls of this gateway.' })
    if (check.outcome === 'refused') {
      await context.db.inProgram(programId, (tx) => recordRefusedDelivery(tx, programId, gateway.kind, delivery, check.reason))
      throw new DomainError('invalid_credential', { message: 'The signature is not valid.' })
    }
    await queue.take(programId, gateway, { ...delivery, isSigned: check.outcome === 'signed' })
    return { received: true }
  })
}

function readDelivery({ body, headers }: FastifyRequest, gateway: Gateway, receivedAt: Date): RawDelivery {
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') throw new DomainError('unsupported_media_type')
  const kept = gateway.headers.flatMap((name) => {
    const value = headers[name]
    return value === undefined ? [] : [[name, String(value).slice(0, LONGEST_HEADER)] as const]
  })
  return { body: Buffer.isBuffer(body) ? body : Buffer.alloc(0), headers: Object.fromEntries(kept), receivedAt }
}
