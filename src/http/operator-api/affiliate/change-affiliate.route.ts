import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeAffiliate } from '../../../domain/affiliates/change-affiliate.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedAffiliateBody } from './affiliate-fields.ts'
import { affiliateAnswer, presentAffiliate } from './present-affiliate.ts'

export function changeAffiliateRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/affiliate/:id',
    operationId: 'changeAffiliate',
    tag: 'Affiliates',
    summary: 'Change an affiliate',
    description: 'Changes what is sent. A referral code that is replaced keeps working.',
    permission: 'affiliates:write',
    params: idParams,
    body: changedAffiliateBody,
    success: { status: 200, description: 'The affiliate as it is now.', schema: affiliateAnswer },
    refusals: ['affiliate_limit_reached', 'group_unknown', 'affiliate_unknown', 'already_exists', 'state_conflict', 'too_many'],
    handle: async ({ tx, body, params, programId, actor, now }) => presentAffiliate(await changeAffiliate(tx, { programId, actor, now }, params.id, body)),
  })
}
