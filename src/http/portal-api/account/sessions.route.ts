import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { endPortalSession, listPortalSessions } from '../../../domain/affiliate-users/portal-sessions.ts'
import { answeredId, answeredInstant, idParams } from '../../plumbing/fields.ts'
import { definePortalRoute, requirePerson } from '../portal-route.ts'

const session = z
  .strictObject({
    id: answeredId, createdTs: answeredInstant, lastUsedTs: answeredInstant.meta({ description: 'To five minutes.' }), expiresTs: answeredInstant, network: z.string(), agent: z.string().nullable(),
    isThis: z.boolean().meta({ description: 'The one that asks.' }),
  })
  .meta({ id: 'OpenSession' })

/** Where a user is signed in. */
export function sessionsRoutes(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/account/session',
    operationId: 'listSessions',
    tag: 'Account',
    summary: 'List where you are signed in',
    description: 'Newest first, at most 100.',
    permission: 'settings:read',
    success: { status: 200, description: 'Your sessions.', schema: z.strictObject({ items: z.array(session) }) },
    handle: async ({ tx, programId, now, ...caller }) => {
      const { userId, session: own } = requirePerson(caller)
      const sessions = await listPortalSessions(tx, programId, userId, now)
      return {
        items: sessions.map(({ id, createdAt, lastUsedAt, expiresAt, network, agent }) => ({
          id, createdTs: createdAt, lastUsedTs: lastUsedAt, expiresTs: expiresAt, network, agent, isThis: id === own.id,
        })),
      }
    },
  })
  definePortalRoute(app, context, {
    method: 'DELETE',
    path: '/account/session/:id',
    operationId: 'endSession',
    tag: 'Account',
    summary: 'Sign out somewhere else',
    permission: 'settings:write',
    params: idParams,
    success: { status: 204, description: 'Ended, from the next request on.' },
    handle: async ({ tx, programId, params, now, ...caller }) => endPortalSession(tx, programId, requirePerson(caller).userId, params.id, now),
  })
}
