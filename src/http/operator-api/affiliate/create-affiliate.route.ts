import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createAffiliate } from '../../../domain/affiliates/create-affiliate.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newAffiliateBody } from './affiliate-fields.ts'
import { affiliateAnswer, presentAffiliate } from './present-affiliate.ts'

export function createAffiliateRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/affiliate',
    operationId: 'createAffiliate',
    tag: 'Affiliates',
    summary: 'Add an affiliate',
    permission: 'affiliates:write',
    body: newAffiliateBody,
    success: { status: 201, description: 'The new affiliate.', schema: affiliateAnswer },
    refusals: ['affiliate_limit_reached', 'group_unknown', 'affiliate_unknown', 'already_exists'],
    handle: async ({ tx, body, programId, actor, now }) => presentAffiliate(await createAffiliate(tx, { programId, actor, now }, body)),
  })
}
