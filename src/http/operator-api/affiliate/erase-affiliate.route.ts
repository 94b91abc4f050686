import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { eraseAffiliate } from '../../../domain/affiliates/erase-affiliate.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function eraseAffiliateRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/affiliate/:id/erasure',
    operationId: 'eraseAffiliate',
    tag: 'Affiliates',
    summary: 'Erase an affiliate as a person',
    description:
      'Name, addresses, credentials, referral code, coupons and links are gone for good, and nobody can read the affiliate any more; e-mail and code are free again. What the books need (transactions, commissions, transfers) stays under its id.',
    permission: 'affiliates:write',
    params: idParams,
    success: { status: 204, description: 'Erased.' },
    refusals: ['state_conflict'],
    handle: ({ tx, params, programId, actor, now }) => eraseAffiliate(tx, { programId, actor, now }, params.id),
  })
}
