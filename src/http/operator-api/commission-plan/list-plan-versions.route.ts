import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listPlanVersions, readPlan } from '../../../domain/plans/commission-plan.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentPlanVersion, versionAnswer } from './present-commission-plan.ts'

export function listPlanVersionsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission-plan/:id/version',
    operationId: 'listPlanVersions',
    tag: 'Commission plans',
    summary: 'List the versions of a plan',
    description: 'Newest first.',
    permission: 'commission-plans:read',
    params: idParams,
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(versionAnswer) },
    handle: async ({ tx, programId, params, query: { limit, cursor } }) => {
      await readPlan(tx, programId, params.id)
      const page = cutPage(await listPlanVersions(tx, programId, params.id, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(presentPlanVersion), nextCursor: page.nextCursor }
    },
  })
}
