import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { DomainError } from '../../../domain/errors.ts'
import { findGateway, GATEWAYS } from '../../../domain/gateways/gateways.ts'
import { setUpGateway } from '../../../domain/gateways/set-up-gateway.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { gatewayAnswer, presentGateway } from './present-gateway.ts'

const LONGEST_SECRET = 4_000
const SECRETS_MAX = 10

const kind = z.enum(GATEWAYS.map((gateway) => gateway.kind))

const setUpBody = z
  .strictObject({
    enabled: z.boolean().meta({ description: 'Whether calls of the gateway count; off, they are answered 403.' }),
    allowMetadata: z.boolean().optional().meta({ description: 'Default: as it is, at first true.' }),
    allowCoupon: z.boolean().optional().meta({ description: 'Default: as it is, at first true.' }),
    secrets: z
      .record(z.string().max(100), z.array(z.string().min(1).max(LONGEST_SECRET)).max(SECRETS_MAX))
      .optional()
      .meta({ description: 'What calls are checked with, by name (`secrets` of the answer tells which there are): all values of a name. Two are valid while one is exchanged; names left out stay.' }),
  })
  .meta({ id: 'GatewaySetUp', examples: [{ enabled: true, secrets: { signingSecrets: ['whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH'] } }] })

export function setUpGatewayRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PUT',
    path: '/gateway/:kind',
    operationId: 'setUpGateway',
    tag: 'Gateways',
    summary: 'Set a payment gateway up',
    description: 'Switches it on or off and keeps what its calls are checked with. Secrets are kept sealed and never shown again.',
    permission: 'settings:write',
    params: z.object({ kind: kind.meta({ description: 'Which gateway.', examples: ['stripe'] }) }),
    body: setUpBody,
    success: { status: 200, description: 'The gateway as it is now.', schema: gatewayAnswer },
    handle: async ({ tx, programId, actor, now, params, body }) => {
      const gateway = findGateway(params.kind)
      if (gateway === undefined) throw new DomainError('not_found')
      return presentGateway(context, programId, gateway, await setUpGateway(tx, { programId, actor, now }, context.secretBox, gateway, body))
    },
  })
}
