import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createAffiliateGroup } from '../../../domain/affiliates/affiliate-group.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newAffiliateGroupBody } from './affiliate-group-fields.ts'
import { groupAnswer, presentAffiliateGroup } from './present-affiliate-group.ts'

export function createAffiliateGroupRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/affiliate-group',
    operationId: 'createAffiliateGroup',
    tag: 'Affiliates',
    summary: 'Add an affiliate group',
    description: 'Affiliates of a group can share a commission plan.',
    permission: 'affiliates:write',
    body: newAffiliateGroupBody,
    success: { status: 201, description: 'The new group.', schema: groupAnswer },
    refusals: ['already_exists'],
    handle: async ({ tx, body, programId, actor, now }) => presentAffiliateGroup(await createAffiliateGroup(tx, { programId, actor, now }, body)),
  })
}
