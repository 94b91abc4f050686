import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { comparePlanVersions } from '../../../domain/plans/compare-plan-versions.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { planChangeAnswer, presentPlanChange, versionPairParams } from './present-plan-text.ts'

export function comparePlanVersionsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission-plan/:id/version/:version/diff/:other',
    operationId: 'comparePlanVersions',
    tag: 'Commission plans',
    summary: 'Compare two versions in words',
    description: 'What is different in `other`: dates, reach, notice, hold, and each component by its key.',
    permission: 'commission-plans:read',
    params: versionPairParams,
    success: { status: 200, description: 'Each difference; none when both say the same.', schema: z.strictObject({ items: z.array(planChangeAnswer) }) },
    handle: async ({ tx, programId, params: { id, version, other } }) => ({ items: (await comparePlanVersions(tx, programId, id, { before: version, after: other })).map(presentPlanChange) }),
  })
}
