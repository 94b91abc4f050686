import { z } from 'zod'
import type { StoredSimulation } from '../../../domain/simulation/stored-simulation.ts'
import { answeredId, answeredInstant, commonFields } from '../../plumbing/fields.ts'

const period = z.string().meta({ examples: ['2026-11'] })
const compared = { before: z.number(), after: z.number(), difference: z.number() }

const result = z.strictObject({
  from: period,
  to: period,
  currency: z.string(),
  ...compared,
  winners: z.int().meta({ description: 'Affiliates that would have earned more.' }),
  losers: z.int(),
  unchanged: z.int(),
  tierCrossings: z.int().meta({ description: 'Months in which an affiliate would have been above the first tier.' }),
  carryover: z
    .strictObject({ negativeMonths: z.int(), exposure: z.number(), closings: z.number() })
    .meta({ description: 'Months that would have ended negative, what they come to, and what their ends would have given or taken.' }),
  worstMonth: z.strictObject({ period, ...compared }).nullable().meta({ description: 'The month that would have cost most beyond what it did.' }),
  affiliates: z.array(
    z.strictObject({
      affiliateId: answeredId,
      name: z.string(),
      ...compared,
      months: z.array(z.strictObject({ period, ...compared, closings: z.number() })),
      tiers: z.array(z.strictObject({ period, component: z.string(), band: z.int(), rate: z.string() })),
    }),
  ),
})

export const simulationAnswer = z
  .strictObject({
    ...commonFields,
    planId: answeredId,
    status: z.enum(['queued', 'running', 'done', 'failed']),
    error: z.string().nullable(),
    finishedTs: answeredInstant.nullable(),
    result: result.nullable().meta({ description: 'Null until it is done. Amounts are major units.' }),
  })
  .meta({ id: 'Simulation' })

export function presentStoredSimulation(simulation: StoredSimulation): object {
  const { id, planId, status, error, createdAt, finishedAt } = simulation
  return { id, createdTs: createdAt, updatedTs: finishedAt ?? createdAt, planId, status, error, finishedTs: finishedAt, result: simulation.result }
}
