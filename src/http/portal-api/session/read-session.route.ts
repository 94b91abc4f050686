import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliateUser } from '../../../domain/affiliate-users/affiliate-user.ts'
import { readAffiliate } from '../../../domain/affiliates/affiliate.ts'
import { readSite } from '../../../domain/portal-sites/portal-site.ts'
import { definePortalRoute } from '../portal-route.ts'
import { presentSession, sessionAnswer } from './present-session.ts'

export function readSessionRoute(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/session',
    operationId: 'readSession',
    tag: 'Session',
    summary: 'Read who you are',
    description: 'The affiliate, the user and what they may do.',
    permission: 'settings:read',
    success: { status: 200, description: 'Who asks.', schema: sessionAnswer },
    handle: async ({ tx, programId, permissions, ...caller }) => {
      const { affiliateId, affiliateUserId } = caller
      const user = affiliateUserId === null ? null : await readAffiliateUser(tx, programId, affiliateId, affiliateUserId)
      return presentSession((await readSite(tx, programId)).slug, await readAffiliate(tx, programId, affiliateId), user, permissions, caller)
    },
  })
}
