import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listAffiliateGroups } from '../../../domain/affiliates/affiliate-group.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { groupAnswer, presentAffiliateGroup } from './present-affiliate-group.ts'

const query = z.strictObject({ ...listQuery })

export function listAffiliateGroupsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate-group',
    operationId: 'listAffiliateGroups',
    tag: 'Affiliates',
    summary: 'List affiliate groups',
    description: 'Newest first.',
    permission: 'affiliates:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(groupAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listAffiliateGroups(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((group) => presentAffiliateGroup(group)), nextCursor: page.nextCursor }
    },
  })
}
