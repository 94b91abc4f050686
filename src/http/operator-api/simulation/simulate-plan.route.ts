import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { queueSimulation } from '../../../domain/simulation/stored-simulation.ts'
import { idField, idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentStoredSimulation, simulationAnswer } from './simulation-answer.ts'

const MOST_AFFILIATES = 10_000
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'Expected a month like 2026-11.' }).meta({ examples: ['2026-11'] })

const simulationBody = z
  .strictObject({
    version: z
      .strictObject({ components: z.array(z.looseObject({ type: z.string() })).min(1).max(10), holdDays: z.int().min(0).max(3_650).optional() })
      .optional()
      .meta({ description: 'The terms to try. Absent: the plan as it is.' }),
    affiliateIds: z.array(idField).min(1).max(MOST_AFFILIATES).optional().meta({ description: 'Absent: everybody who has earned by the plan.' }),
    from: month,
    to: month.meta({ description: 'Inclusive.' }),
  })
  .meta({ id: 'NewSimulation', examples: [{ version: { components: [{ type: 'revenue_share', rate: '30' }] }, from: '2026-09', to: '2026-11' }] })

export function simulatePlanRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/commission-plan/:id/simulation',
    operationId: 'simulatePlan',
    tag: 'Commission plans',
    summary: 'Replay history through a draft',
    description: "What the plan's affiliates would have earned by other terms, per month, beside what they did. Nothing is written but the answer, which a worker gives: read it by its id.",
    permission: 'commission-plans:write',
    params: idParams,
    body: simulationBody,
    success: { status: 202, description: 'The simulation, waiting for a worker.', schema: simulationAnswer },
    refusals: ['tier_metric_not_base'],
    handle: async ({ tx, body: { version, affiliateIds, from, to }, params, programId, actor, now }) => {
      const request = { planId: params.id, draft: version ?? null, affiliateIds: affiliateIds ?? null, from, to }
      return presentStoredSimulation(await queueSimulation(tx, { programId, actor, now }, request))
    },
  })
}
