import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listApiKeys } from '../../../domain/access/api-key.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { keyAnswer, presentApiKey } from './present-api-key.ts'

const query = z.strictObject({ ...listQuery })

export function listApiKeysRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/api-key',
    operationId: 'listApiKeys',
    tag: 'API keys',
    summary: 'List API keys',
    description: 'Newest first, revoked ones too; never the secrets.',
    permission: 'api-keys:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(keyAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listApiKeys(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((key) => presentApiKey(key)), nextCursor: page.nextCursor }
    },
  })
}
