import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliate } from '../../../domain/affiliates/affiliate.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { affiliateAnswer, presentAffiliate } from './present-affiliate.ts'

export function readAffiliateRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate/:id',
    operationId: 'readAffiliate',
    tag: 'Affiliates',
    summary: 'Read an affiliate',
    permission: 'affiliates:read',
    params: idParams,
    success: { status: 200, description: 'The affiliate.', schema: affiliateAnswer },
    handle: async ({ tx, programId, params }) => presentAffiliate(await readAffiliate(tx, programId, params.id)),
  })
}
