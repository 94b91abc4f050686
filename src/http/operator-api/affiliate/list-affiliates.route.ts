import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listAffiliates } from '../../../domain/affiliates/affiliate.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { externalId, idField, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { affiliateAnswer, presentAffiliate } from './present-affiliate.ts'

const LONGEST_SEARCH = 200

const query = z.strictObject({
  ...listQuery,
  externalId: externalId.optional(),
  groupId: idField.optional(),
  status: z.enum(['pending', 'active', 'inactive', 'suspended', 'archived']).optional(),
  search: z.string().max(LONGEST_SEARCH).optional().meta({ description: 'A part of name, e-mail or referral code, without regard to case and accents.' }),
})

export function listAffiliatesRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate',
    operationId: 'listAffiliates',
    tag: 'Affiliates',
    summary: 'List affiliates',
    description: 'Newest first, without the program\'s own organic affiliate; archived ones only when asked for.',
    permission: 'affiliates:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(affiliateAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listAffiliates(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((affiliate) => presentAffiliate(affiliate)), nextCursor: page.nextCursor }
    },
  })
}
