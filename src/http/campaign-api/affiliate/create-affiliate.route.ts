import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { hashPassword } from '../../../domain/access/hash-password.ts'
import { createAffiliate } from '../../../domain/affiliates/create-affiliate.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newAffiliateBody } from './affiliate-fields.ts'
import { affiliateAnswer } from './present-affiliate.ts'
import { presentWithTotals } from './present-with-totals.ts'

export function createAffiliateRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/affiliates',
    operationId: 'createAffiliate',
    tag: 'Affiliates',
    summary: 'Add an affiliate',
    description: 'It is active at once. E-mails are unique in the campaign, referral ids over all campaigns, both without regard to case; where one is taken is never told.',
    permission: 'affiliates:write',
    rateLimit: 'affiliates',
    body: newAffiliateBody,
    success: { status: 201, description: 'The new affiliate.', schema: affiliateAnswer },
    refusals: ['affiliate_limit_reached', 'already_exists'],
    exampleTexts: {
      invalid_request: ['email must be a valid email', 'password must be at least 6 characters long'],
      affiliate_limit_reached: 'Affiliate limit exceeded: Affiliate limit reached for starter plan. Current: 50/50',
      already_exists: 'Email is not available',
    },
    prepare: ({ body }) => hashPassword(body.password),
    handle: async ({ tx, body: { name, email, phone, referralId }, prepared: passwordHash, programId, actor, now }) => {
      const input = { name, email, phone, passwordHash, referralCode: referralId, needsReferralCode: true }
      const [answer] = await presentWithTotals(tx, programId, [await createAffiliate(tx, { programId, actor, now }, input)])
      return answer
    },
  })
}
