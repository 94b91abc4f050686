import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createApiKey } from '../../../domain/access/create-api-key.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newApiKeyBody } from './api-key-fields.ts'
import { issuedKeyAnswer, presentIssuedApiKey } from './present-api-key.ts'

export function createApiKeyRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/api-key',
    operationId: 'createApiKey',
    tag: 'API keys',
    summary: 'Make an API key',
    description: 'With at most the permissions of the credential that makes it. The key is shown once.',
    permission: 'api-keys:write',
    body: newApiKeyBody,
    success: { status: 201, description: 'The new key, with its secret.', schema: issuedKeyAnswer },
    hasSecretAnswer: true,
    handle: async ({ tx, body: { expiresTs, ...input }, permissions, programId, actor, now }) =>
      presentIssuedApiKey(await createApiKey(tx, { programId, actor, now }, permissions, { ...input, expiresAt: expiresTs })),
  })
}
