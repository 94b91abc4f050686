import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliate } from '../../../domain/affiliates/affiliate.ts'
import { listAcceptances } from '../../../domain/plans/plan-acceptance.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { acceptanceAnswer, presentAcceptance } from './present-plan-acceptance.ts'

export function listPlanAcceptancesRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate/:id/plan-acceptance',
    operationId: 'listPlanAcceptances',
    tag: 'Commission plans',
    summary: 'List what an affiliate has accepted',
    description: 'Newest first, each with the text as it was shown.',
    permission: 'commission-plans:read',
    params: idParams,
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(acceptanceAnswer) },
    handle: async ({ tx, programId, params, query: { limit, cursor } }) => {
      await readAffiliate(tx, programId, params.id)
      const page = cutPage(await listAcceptances(tx, programId, params.id, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(presentAcceptance), nextCursor: page.nextCursor }
    },
  })
}
