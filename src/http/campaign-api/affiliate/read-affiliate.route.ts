import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliateByNumber } from '../../../domain/affiliates/affiliate.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { affiliateParams, WRONG_ID_TEXT } from './affiliate-fields.ts'
import { affiliateAnswer } from './present-affiliate.ts'
import { presentWithTotals } from './present-with-totals.ts'

export function readAffiliateRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliates/:id',
    operationId: 'readAffiliate',
    tag: 'Affiliates',
    summary: 'Read an affiliate',
    description: 'With its totals: conversions of every status, commission that is approved or paid, payouts that are paid.',
    permission: 'affiliates:read',
    rateLimit: 'affiliates',
    params: affiliateParams,
    wrongParams: WRONG_ID_TEXT,
    exampleTexts: { invalid_request: WRONG_ID_TEXT, not_found: 'Affiliate not found' },
    success: { status: 200, description: 'The affiliate.', schema: affiliateAnswer },
    handle: async ({ tx, programId, params }) => {
      const [answer] = await presentWithTotals(tx, programId, [await readAffiliateByNumber(tx, programId, params.id)])
      return answer
    },
  })
}
