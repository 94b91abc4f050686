import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { tellApproved } from '../../../domain/affiliate-users/tell-approved.ts'
import { readAffiliate } from '../../../domain/affiliates/affiliate.ts'
import { listAffiliateDecisions } from '../../../domain/affiliates/affiliate-decision.ts'
import { AFFILIATE_DECISIONS_MAX, decideAffiliates } from '../../../domain/affiliates/decide-affiliates.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, idField, idParams, listOf, listQuery, text } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { affiliateAnswer, presentAffiliate } from './present-affiliate.ts'

const ids = z.array(idField).min(1).max(AFFILIATE_DECISIONS_MAX)
const reason = text(2_000).meta({ description: "Why; only the operator's people see it." })
const maybeReason = z.strictObject({ reason: reason.nullable().optional() }).optional()
const withReason = z.strictObject({ reason }).meta({ examples: [{ reason: 'Buys its own brand words' }] })
const exampleIds = ['019abc00-0000-7000-8000-000000000001']

const KINDS = {
  approval: { kind: 'approved', verb: 'Approve', of: 'pending', one: maybeReason, many: z.strictObject({ ids, reason: reason.nullable().optional() }).meta({ examples: [{ ids: exampleIds }] }) },
  suspension: {
    kind: 'suspended', verb: 'Suspend', of: 'pending, active or inactive', one: withReason,
    many: z.strictObject({ ids, reason }).meta({ examples: [{ ids: exampleIds, reason: 'Buys its own brand words' }] }),
  },
  reactivation: { kind: 'reactivated', verb: 'Reactivate', of: 'suspended or inactive', one: maybeReason, many: z.strictObject({ ids, reason: reason.nullable().optional() }).meta({ examples: [{ ids: exampleIds }] }) },
} as const

const decisionAnswer = z
  .strictObject({ id: answeredId, kind: z.enum(['approved', 'suspended', 'reactivated']), reason: z.string().nullable(), actor: z.string(), recordedAt: answeredInstant })
  .meta({ id: 'AffiliateDecision' })

/** Approval, suspension and reactivation: one affiliate by its path, or many at once; and what was decided. */
export function decideAffiliatesRoutes(app: FastifyInstance, context: AppContext): void {
  const desk = { secretBox: context.secretBox, publicUrl: context.config.publicUrl }
  for (const [noun, { kind, verb, of, one, many }] of Object.entries(KINDS)) {
    defineRoute(app, context, {
      method: 'POST',
      path: `/affiliate/:id/${noun}`,
      operationId: `${verb.toLowerCase()}Affiliate`,
      tag: 'Affiliates',
      summary: `${verb} an affiliate that is ${of}`,
      permission: 'affiliates:write',
      params: idParams,
      body: one,
      success: { status: 201, description: `The affiliate, ${kind}.`, schema: affiliateAnswer },
      refusals: ['state_conflict'],
      handle: async ({ tx, programId, params, body, actor, now }) => {
        await decideAffiliates(tx, { programId, actor, now }, { kind, affiliateIds: [params.id], reason: body?.reason ?? null })
        if (kind === 'approved') await tellApproved(tx, desk, { programId, now }, [params.id])
        return presentAffiliate(await readAffiliate(tx, programId, params.id))
      },
    })
    defineRoute(app, context, {
      method: 'POST',
      path: `/affiliate/${noun}`,
      operationId: `${verb.toLowerCase()}Affiliates`,
      tag: 'Affiliates',
      summary: `${verb} many affiliates that are ${of}`,
      description: `Up to ${AFFILIATE_DECISIONS_MAX}, all of them or none: one that does not exist or is in another state refuses the call.`,
      permission: 'affiliates:write',
      body: many,
      success: { status: 201, description: `How many were ${kind}.`, schema: z.strictObject({ decided: z.int() }) },
      refusals: ['state_conflict', 'not_found'],
      handle: async ({ tx, programId, body, actor, now }) => {
        const decided = await decideAffiliates(tx, { programId, actor, now }, { kind, affiliateIds: body.ids, reason: body.reason ?? null })
        if (kind === 'approved') await tellApproved(tx, desk, { programId, now }, body.ids)
        return { decided }
      },
    })
  }
  listDecisionsRoute(app, context)
}

function listDecisionsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate/:id/decision',
    operationId: 'listAffiliateDecisions',
    tag: 'Affiliates',
    summary: 'List what was decided about an affiliate',
    description: 'Approvals, suspensions and reactivations, newest first, with their reasons.',
    permission: 'affiliates:read',
    params: idParams,
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(decisionAnswer) },
    handle: async ({ tx, programId, params, query: { limit, cursor } }) => {
      await readAffiliate(tx, programId, params.id)
      return cutPage(await listAffiliateDecisions(tx, { programId, affiliateId: params.id, afterId: readCursor(cursor), limit: limit + 1 }), limit)
    },
  })
}
