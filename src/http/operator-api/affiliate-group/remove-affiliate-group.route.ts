import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { removeAffiliateGroup } from '../../../domain/affiliates/affiliate-group.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function removeAffiliateGroupRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/affiliate-group/:id',
    operationId: 'removeAffiliateGroup',
    tag: 'Affiliates',
    summary: 'Remove an affiliate group',
    description: 'Only a group without affiliates and assignments.',
    permission: 'affiliates:write',
    params: idParams,
    success: { status: 204, description: 'Removed.' },
    refusals: ['in_use'],
    handle: ({ tx, params, programId, actor, now }) => removeAffiliateGroup(tx, { programId, actor, now }, params.id),
  })
}
