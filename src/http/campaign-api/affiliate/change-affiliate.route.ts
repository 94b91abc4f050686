import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { hashPassword } from '../../../domain/access/hash-password.ts'
import { readAffiliateByNumber } from '../../../domain/affiliates/affiliate.ts'
import { changeAffiliate } from '../../../domain/affiliates/change-affiliate.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { affiliateParams, changedAffiliateBody, WRONG_ID_TEXT } from './affiliate-fields.ts'
import { affiliateAnswer } from './present-affiliate.ts'
import { presentWithTotals } from './present-with-totals.ts'

export function changeAffiliateRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/affiliates/:id',
    operationId: 'changeAffiliate',
    tag: 'Affiliates',
    summary: 'Change an affiliate',
    description: 'Changes what is sent; null clears name or phone. Events for an affiliate that is not active are kept, but make no conversion. A referral id that is given up stays an alias of the affiliate.',
    permission: 'affiliates:write',
    rateLimit: 'affiliates',
    params: affiliateParams,
    wrongParams: WRONG_ID_TEXT,
    body: changedAffiliateBody,
    success: { status: 200, description: 'The affiliate as it is now.', schema: affiliateAnswer },
    refusals: ['already_exists'],
    exampleTexts: { invalid_request: ['email must be a valid email'], not_found: 'Affiliate not found', already_exists: 'Referral ID is not available' },
    prepare: async ({ body }) => (body.password === undefined ? undefined : hashPassword(body.password)),
    handle: async ({ tx, params, body: { name, email, phone, referralId, status }, prepared: passwordHash, programId, actor, now }) => {
      const { id } = await readAffiliateByNumber(tx, programId, params.id)
      const change = { name, email, phone, passwordHash, referralCode: referralId, status }
      const [answer] = await presentWithTotals(tx, programId, [await changeAffiliate(tx, { programId, actor, now }, id, change)])
      return answer
    },
  })
}
