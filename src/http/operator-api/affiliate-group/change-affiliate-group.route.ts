import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeAffiliateGroup } from '../../../domain/affiliates/affiliate-group.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedAffiliateGroupBody } from './affiliate-group-fields.ts'
import { groupAnswer, presentAffiliateGroup } from './present-affiliate-group.ts'

export function changeAffiliateGroupRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/affiliate-group/:id',
    operationId: 'changeAffiliateGroup',
    tag: 'Affiliates',
    summary: 'Rename an affiliate group',
    description: 'Changes what is sent.',
    permission: 'affiliates:write',
    params: idParams,
    body: changedAffiliateGroupBody,
    success: { status: 200, description: 'The group as it is now.', schema: groupAnswer },
    refusals: ['already_exists'],
    handle: async ({ tx, body, params, programId, actor, now }) => presentAffiliateGroup(await changeAffiliateGroup(tx, { programId, actor, now }, params.id, body)),
  })
}
