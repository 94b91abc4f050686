import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listPlans } from '../../../domain/plans/commission-plan.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { planAnswer, presentCommissionPlan } from './present-commission-plan.ts'

const query = z.strictObject({ ...listQuery, status: z.enum(['active', 'archived']).optional(), search: z.string().max(200).optional().meta({ description: 'A part of the name.' }) })

export function listCommissionPlansRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission-plan',
    operationId: 'listCommissionPlans',
    tag: 'Commission plans',
    summary: 'List commission plans',
    description: 'Newest first, each with its newest version; archived ones only when asked for.',
    permission: 'commission-plans:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(planAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listPlans(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((plan) => presentCommissionPlan(plan)), nextCursor: page.nextCursor }
    },
  })
}
