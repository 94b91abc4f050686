import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { type PlanPreview, previewPlan } from '../../../domain/plans/preview-plan.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newCommissionPlanBody } from './commission-plan-fields.ts'
import { fairnessAnswer, planTextAnswer, presentFairnessItem, presentPlanText, wordsAnswer } from './present-plan-text.ts'

const previewAnswer = z
  .strictObject({
    texts: z.array(planTextAnswer),
    fairness: z.array(fairnessAnswer),
    example: z.strictObject({
      period: z.string().meta({ description: 'The first whole month of the terms.', examples: ['2026-11'] }),
      words: wordsAnswer,
      components: z.array(z.strictObject({ component: z.string(), words: wordsAnswer, amount: z.number() })),
      amount: z.number(),
    }),
  })
  .meta({ id: 'PlanPreview' })

export function previewCommissionPlanRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/commission-plan/preview',
    operationId: 'previewCommissionPlan',
    tag: 'Commission plans',
    summary: 'Preview a commission plan',
    description: 'Checks a plan as adding it would, and answers its text, its fairness card over all brands, and what it pays in an example. Nothing is stored.',
    permission: 'commission-plans:read',
    body: newCommissionPlanBody,
    success: { status: 200, description: 'What the plan would mean.', schema: previewAnswer },
    refusals: ['plan_currency_mismatch', 'tier_metric_not_base'],
    handle: async ({ tx, body, programId }) => presentPreview(await previewPlan(tx, programId, context.clock, body)),
  })
}

function presentPreview({ currency, texts, fairness, example }: PlanPreview): object {
  const amount = (minor: bigint) => exactNumber(minorToText(minor, currency))
  const components = example.components.map(({ component, words, amountMinor }) => ({ component, words, amount: amount(amountMinor) }))
  return {
    texts: texts.map(presentPlanText),
    fairness: fairness.map(presentFairnessItem),
    example: { period: example.period, words: example.words, components, amount: amount(example.amountMinor) },
  }
}
