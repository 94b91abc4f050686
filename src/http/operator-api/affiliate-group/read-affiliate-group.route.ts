import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliateGroup } from '../../../domain/affiliates/affiliate-group.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { groupAnswer, presentAffiliateGroup } from './present-affiliate-group.ts'

export function readAffiliateGroupRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate-group/:id',
    operationId: 'readAffiliateGroup',
    tag: 'Affiliates',
    summary: 'Read an affiliate group',
    permission: 'affiliates:read',
    params: idParams,
    success: { status: 200, description: 'The group.', schema: groupAnswer },
    handle: async ({ tx, programId, params }) => presentAffiliateGroup(await readAffiliateGroup(tx, programId, params.id)),
  })
}
