import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeAffiliate } from '../../../domain/affiliates/change-affiliate.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function archiveAffiliateRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/affiliate/:id',
    operationId: 'archiveAffiliate',
    tag: 'Affiliates',
    summary: 'Archive an affiliate',
    description: 'Its links stop; what it earned stays.',
    permission: 'affiliates:write',
    params: idParams,
    success: { status: 204, description: 'Archived.' },
    refusals: ['state_conflict'],
    handle: ({ tx, params, programId, actor, now }) => changeAffiliate(tx, { programId, actor, now }, params.id, { status: 'archived' }),
  })
}
