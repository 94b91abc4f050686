import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { acceptPlan } from '../../../domain/plans/accept-plan.ts'
import { listAcceptances, type PlanAcceptance } from '../../../domain/plans/plan-acceptance.ts'
import { requireOwnPlan } from '../../../domain/portal/own-plans.ts'
import { language, versionParams } from '../../operator-api/commission-plan/present-plan-text.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, listOf, listQuery } from '../../plumbing/fields.ts'
import { definePortalRoute, requirePerson } from '../portal-route.ts'

const acceptanceAnswer = z
  .strictObject({
    id: answeredId,
    planId: answeredId,
    version: z.int(),
    language,
    acceptedAt: answeredInstant,
    textSha256: z.string().meta({ description: 'SHA-256 of `text` in UTF-8, hexadecimal.' }),
    text: z.string().meta({ description: 'What was accepted, to the letter.' }),
  })
  .meta({ id: 'OwnAcceptance' })

const body = z.strictObject({ language: language.meta({ description: 'In which you have read the text.' }) }).meta({ id: 'OwnAcceptanceOfPlan', examples: [{ language: 'en' }] })

export function acceptOwnPlanRoutes(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    method: 'POST',
    path: '/plan/:id/version/:version/acceptance',
    operationId: 'acceptOwnTerms',
    tag: 'Terms',
    summary: 'Accept a version of the terms',
    description: 'By a person who has signed in. The exact text is kept with its hash; doing it again answers the first acceptance.',
    permission: 'commission-plans:write',
    params: versionParams,
    body,
    success: { status: 201, description: 'The acceptance.', schema: acceptanceAnswer },
    handle: async ({ tx, programId, affiliateId, actor, now, params: { id, version }, body: { language: said }, ...caller }) => {
      requirePerson({ ...caller, affiliateId })
      await requireOwnPlan(tx, context.clock, { programId, affiliateId }, id)
      return presentAcceptance(await acceptPlan(tx, { programId, actor, now }, context.clock, affiliateId, { planId: id, version, language: said, via: 'portal' }))
    },
  })
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/plan/acceptance',
    operationId: 'listOwnAcceptances',
    tag: 'Terms',
    summary: 'List what you have accepted',
    permission: 'commission-plans:read',
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page, newest first.', schema: listOf(acceptanceAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor } }) => {
      const page = cutPage(await listAcceptances(tx, programId, affiliateId, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(presentAcceptance), nextCursor: page.nextCursor }
    },
  })
}

function presentAcceptance({ id, planId, version, language: said, acceptedAt, textSha256, text }: PlanAcceptance): object {
  return { id, planId, version, language: said, acceptedAt, textSha256, text }
}
