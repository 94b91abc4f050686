import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createCoupon } from '../../../domain/coupons/create-coupon.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newCouponBody } from './coupon-fields.ts'
import { couponAnswer, presentCoupon } from './present-coupon.ts'

export function createCouponRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/coupon',
    operationId: 'createCoupon',
    tag: 'Affiliates',
    summary: 'Make a code of the shop stand for an affiliate',
    description: 'Customers who register with the code (`couponCode`), and orders that a payment gateway reports with it, are the affiliate\'s.',
    permission: 'affiliates:write',
    body: newCouponBody,
    success: { status: 201, description: 'The new coupon.', schema: couponAnswer },
    refusals: ['affiliate_unknown', 'already_exists', 'state_conflict'],
    handle: async ({ tx, body, programId, actor, now }) => presentCoupon(await createCoupon(tx, { programId, actor, now }, body)),
  })
}
