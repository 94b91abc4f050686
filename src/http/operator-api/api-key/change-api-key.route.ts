import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeApiKey } from '../../../domain/access/change-api-key.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedApiKeyBody } from './api-key-fields.ts'
import { keyAnswer, presentApiKey } from './present-api-key.ts'

export function changeApiKeyRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/api-key/:id',
    operationId: 'changeApiKey',
    tag: 'API keys',
    summary: 'Change an API key',
    description: '`permissions` are all modules that the key is to have. Works within a second everywhere.',
    permission: 'api-keys:write',
    params: idParams,
    body: changedApiKeyBody,
    success: { status: 200, description: 'The key as it is now.', schema: keyAnswer },
    refusals: ['state_conflict'],
    handle: async ({ tx, body: { expiresTs, ...change }, params, permissions, programId, actor, now }) =>
      presentApiKey(await changeApiKey(tx, { programId, actor, now }, permissions, params.id, { ...change, expiresAt: expiresTs })),
  })
}
