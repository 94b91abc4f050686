import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readPlan } from '../../../domain/plans/commission-plan.ts'
import { listPlanAcceptors } from '../../../domain/plans/list-plan-acceptors.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { acceptorAnswer, presentAcceptor } from './present-plan-acceptance.ts'
import { versionNumber } from './present-plan-text.ts'

const query = z.strictObject({ ...listQuery, version: versionNumber.optional() })

export function listPlanAcceptorsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission-plan/:id/acceptance',
    operationId: 'listPlanAcceptors',
    tag: 'Commission plans',
    summary: 'List who has accepted a plan',
    description: 'Newest first, without the texts: those are read with what an affiliate has accepted.',
    permission: 'commission-plans:read',
    params: idParams,
    query,
    success: { status: 200, description: 'One page.', schema: listOf(acceptorAnswer) },
    handle: async ({ tx, programId, params, query: { limit, cursor, version = null } }) => {
      await readPlan(tx, programId, params.id)
      const page = cutPage(await listPlanAcceptors(tx, programId, params.id, { version, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentAcceptor), nextCursor: page.nextCursor }
    },
  })
}
