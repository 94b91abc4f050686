import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { revokeApiKey } from '../../../domain/access/revoke-api-key.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function revokeApiKeyRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/api-key/:id',
    operationId: 'revokeApiKey',
    tag: 'API keys',
    summary: 'Revoke an API key',
    description: 'For good, within a second everywhere.',
    permission: 'api-keys:write',
    params: idParams,
    success: { status: 204, description: 'Revoked.' },
    handle: ({ tx, params, permissions, programId, actor, now }) => revokeApiKey(tx, { programId, actor, now }, permissions, params.id),
  })
}
