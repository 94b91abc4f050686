import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readApiKey } from '../../../domain/access/api-key.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { keyAnswer, presentApiKey } from './present-api-key.ts'

export function readApiKeyRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/api-key/:id',
    operationId: 'readApiKey',
    tag: 'API keys',
    summary: 'Read an API key',
    permission: 'api-keys:read',
    params: idParams,
    success: { status: 200, description: 'The key, without its secret.', schema: keyAnswer },
    handle: async ({ tx, programId, params }) => presentApiKey(await readApiKey(tx, programId, params.id)),
  })
}
