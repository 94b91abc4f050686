import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readFairnessCard } from '../../../domain/plans/read-fairness-card.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { fairnessAnswer, presentFairnessItem, versionParams } from './present-plan-text.ts'

export function readPlanFairnessRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission-plan/:id/version/:version/fairness',
    operationId: 'readPlanFairness',
    tag: 'Commission plans',
    summary: 'Read what a version means for affiliates',
    description: 'Carryover, bundling, quota, admin fee and the other things that affiliates look for in a contract, each with a verdict; from the terms and from the deductions of the brands that the plan covers now.',
    permission: 'commission-plans:read',
    params: versionParams,
    success: { status: 200, description: 'The fairness card.', schema: z.strictObject({ items: z.array(fairnessAnswer) }) },
    handle: async ({ tx, programId, params }) => ({ items: (await readFairnessCard(tx, programId, context.clock, params.id, params.version)).map(presentFairnessItem) }),
  })
}
