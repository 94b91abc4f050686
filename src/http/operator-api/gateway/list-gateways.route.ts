import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listGatewaySettings } from '../../../domain/gateways/gateway-settings.ts'
import { GATEWAYS } from '../../../domain/gateways/gateways.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { gatewayAnswer, presentGateway } from './present-gateway.ts'

export function listGatewaysRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/gateway',
    operationId: 'listGateways',
    tag: 'Gateways',
    summary: 'List payment gateways',
    description: 'Every gateway there is, also those that the program does not use. Secrets are never shown.',
    permission: 'settings:read',
    query: z.strictObject({}),
    success: { status: 200, description: 'All of them.', schema: z.strictObject({ items: z.array(gatewayAnswer) }) },
    handle: async ({ tx, programId }) => {
      const settings = new Map((await listGatewaySettings(tx, programId)).map((entry) => [entry.kind, entry]))
      return { items: GATEWAYS.map((gateway) => presentGateway(context, programId, gateway, settings.get(gateway.kind))) }
    },
  })
}
