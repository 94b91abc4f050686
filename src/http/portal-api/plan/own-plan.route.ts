import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import { listPlanVersions } from '../../../domain/plans/commission-plan.ts'
import { comparePlanVersions } from '../../../domain/plans/compare-plan-versions.ts'
import { readFairnessCard } from '../../../domain/plans/read-fairness-card.ts'
import { readVersionToSay } from '../../../domain/plans/text-context.ts'
import { planText } from '../../../domain/plans/words/plan-text.ts'
import { listOwnPlans, requireOwnPlan } from '../../../domain/portal/own-plans.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { fairnessAnswer, language, planChangeAnswer, planTextAnswer, presentFairnessItem, presentPlanChange, presentPlanText, versionPairParams, versionParams } from '../../operator-api/commission-plan/present-plan-text.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { definePortalRoute } from '../portal-route.ts'
import { ownPlanAnswer, ownVersionAnswer, presentOwnPlan, presentOwnVersion } from './present-own-plan.ts'

const common = { method: 'GET', tag: 'Terms', permission: 'commission-plans:read' } as const

/** Which terms hold, and which ones held. */
export function ownPlanRoutes(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    ...common,
    path: '/plan',
    operationId: 'listOwnPlans',
    summary: 'List the plans that you earn by',
    success: { status: 200, description: 'Those of your new customers first.', schema: z.strictObject({ items: z.array(ownPlanAnswer) }) },
    handle: async ({ tx, programId, affiliateId }) => ({ items: (await listOwnPlans(tx, context.clock, { programId, affiliateId })).map(presentOwnPlan) }),
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/plan/:id/version',
    operationId: 'listOwnPlanVersions',
    summary: 'List the versions of a plan',
    description: 'Newest first.',
    params: idParams,
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(ownVersionAnswer) },
    handle: async ({ tx, programId, affiliateId, params: { id }, query: { limit, cursor } }) => {
      await requireOwnPlan(tx, context.clock, { programId, affiliateId }, id)
      const page = cutPage(await listPlanVersions(tx, programId, id, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(presentOwnVersion), nextCursor: page.nextCursor }
    },
  })
}

/** Terms in words. */
export function ownPlanTextRoutes(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    ...common,
    path: '/plan/:id/version/:version/text',
    operationId: 'readOwnTerms',
    summary: 'Read the terms in words',
    description: 'Generated from what commissions are computed by: everything that moves money is in it.',
    params: versionParams,
    query: z.strictObject({ language: language.optional().meta({ description: 'Default: all of them.' }) }),
    success: { status: 200, description: 'The text in each language.', schema: z.strictObject({ items: z.array(planTextAnswer) }) },
    handle: async ({ tx, programId, affiliateId, params, query: asked }) => {
      await requireOwnPlan(tx, context.clock, { programId, affiliateId }, params.id)
      const said = await readVersionToSay(tx, await ownProgram(tx, programId), params.id, params.version)
      const languages = asked.language === undefined ? LANGUAGES : [asked.language]
      return { items: languages.map((one) => presentPlanText({ language: one, text: planText(said.version, one, said.context) })) }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/plan/:id/version/:version/fairness',
    operationId: 'readOwnFairness',
    summary: 'Read what the terms mean for you',
    description: 'What affiliates look for in a contract, each with a verdict.',
    params: versionParams,
    success: { status: 200, description: 'The fairness card.', schema: z.strictObject({ items: z.array(fairnessAnswer) }) },
    handle: async ({ tx, programId, affiliateId, params }) => {
      await requireOwnPlan(tx, context.clock, { programId, affiliateId }, params.id)
      return { items: (await readFairnessCard(tx, programId, context.clock, params.id, params.version)).map(presentFairnessItem) }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/plan/:id/version/:version/diff/:other',
    operationId: 'compareOwnTerms',
    summary: 'Compare two versions of the terms',
    description: 'What is different in `other`.',
    params: versionPairParams,
    success: { status: 200, description: 'Each difference.', schema: z.strictObject({ items: z.array(planChangeAnswer) }) },
    handle: async ({ tx, programId, affiliateId, params: { id, version, other } }) => {
      await requireOwnPlan(tx, context.clock, { programId, affiliateId }, id)
      return { items: (await comparePlanVersions(tx, programId, id, { before: version, after: other })).map(presentPlanChange) }
    },
  })
}
