import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeCoupon } from '../../../domain/coupons/change-coupon.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedCouponBody } from './coupon-fields.ts'
import { couponAnswer, presentCoupon } from './present-coupon.ts'

export function changeCouponRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/coupon/:id',
    operationId: 'changeCoupon',
    tag: 'Affiliates',
    summary: 'Change a coupon',
    description: 'Changes what is sent, from now on: whom it brought already stays whose they are.',
    permission: 'affiliates:write',
    params: idParams,
    body: changedCouponBody,
    success: { status: 200, description: 'The coupon as it is now.', schema: couponAnswer },
    refusals: ['affiliate_unknown', 'already_exists', 'state_conflict'],
    handle: async ({ tx, body, params, programId, actor, now }) => presentCoupon(await changeCoupon(tx, { programId, actor, now }, params.id, body)),
  })
}
