import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliate } from '../../../domain/affiliates/affiliate.ts'
import { listAffiliateAssignments, readEffectivePlans } from '../../../domain/affiliates/read-affiliate-plans.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const effectiveAnswer = z
  .strictObject({
    brandId: answeredId,
    brandName: z.string(),
    planId: answeredId.nullable().meta({ description: 'Null: nothing is assigned, and the program has no default plan.' }),
    planName: z.string().nullable(),
    version: z.int().nullable(),
    assignmentId: answeredId.nullable().meta({ description: "Null: the program's default plan." }),
    by: z.enum(['affiliate', 'group', 'everybody', 'default']).nullable().meta({ description: 'Whom the winning assignment names.' }),
  })
  .meta({ id: 'EffectivePlan' })

const assignmentAnswer = z
  .strictObject({
    id: answeredId,
    planId: answeredId,
    planName: z.string(),
    isOfGroup: z.boolean(),
    brandName: z.string().nullable(),
    productName: z.string().nullable(),
    trackerName: z.string().nullable(),
    effectiveFrom: answeredInstant,
    effectiveUntil: answeredInstant.nullable(),
  })
  .meta({ id: 'AffiliateAssignment' })


/** What an affiliate earns by: the plans that apply to it, and the assignments that name it. */
export function affiliatePlanRoutes(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate/:id/plan',
    operationId: 'listEffectivePlans',
    tag: 'Affiliates',
    summary: 'Which plans apply to an affiliate',
    description: 'Brand by brand, the plan that a customer who registered now would come under. Assignments of products and trackers come on top of that.',
    permission: 'commission-plans:read',
    params: idParams,
    success: { status: 200, description: 'A plan per active brand.', schema: z.strictObject({ items: z.array(effectiveAnswer) }) },
    handle: async ({ tx, programId, params }) => {
      const program = await ownProgram(tx, programId)
      return { items: (await readEffectivePlans(tx, program, params.id, programNow(program, context.clock))) }
    },
  })
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate/:id/assignment',
    operationId: 'listAffiliateAssignments',
    tag: 'Affiliates',
    summary: 'List the assignments that name an affiliate',
    description: 'Its own and those of its group, newest first, ended ones too.',
    permission: 'commission-plans:read',
    params: idParams,
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(assignmentAnswer) },
    handle: async ({ tx, programId, params, query: { limit, cursor } }) => {
      await readAffiliate(tx, programId, params.id)
      const page = cutPage(await listAffiliateAssignments(tx, programId, params.id, readCursor(cursor), limit + 1), limit)
      return { items: page.items, nextCursor: page.nextCursor }
    },
  })
}
