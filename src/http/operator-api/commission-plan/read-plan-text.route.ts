import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { readVersionToSay } from '../../../domain/plans/text-context.ts'
import { planText } from '../../../domain/plans/words/plan-text.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { language, planTextAnswer, presentPlanText, versionParams } from './present-plan-text.ts'

const query = z.strictObject({ language: language.optional().meta({ description: 'Default: all of them.' }) })

export function readPlanTextRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission-plan/:id/version/:version/text',
    operationId: 'readPlanText',
    tag: 'Commission plans',
    summary: 'Read the terms of a version in words',
    description: 'Generated from the terms that commissions are computed by: everything that moves money is in it.',
    permission: 'commission-plans:read',
    params: versionParams,
    query,
    success: { status: 200, description: 'The text in each language.', schema: z.strictObject({ items: z.array(planTextAnswer) }) },
    handle: async ({ tx, programId, params, query: asked }) => {
      const said = await readVersionToSay(tx, await ownProgram(tx, programId), params.id, params.version)
      const languages = asked.language === undefined ? LANGUAGES : [asked.language]
      return { items: languages.map((one) => presentPlanText({ language: one, text: planText(said.version, one, said.context) })) }
    },
  })
}
