import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readCoupon } from '../../../domain/coupons/coupon.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { couponAnswer, presentCoupon } from './present-coupon.ts'

export function readCouponRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/coupon/:id',
    operationId: 'readCoupon',
    tag: 'Affiliates',
    summary: 'Read a coupon',
    permission: 'affiliates:read',
    params: idParams,
    success: { status: 200, description: 'The coupon.', schema: couponAnswer },
    handle: async ({ tx, programId, params }) => presentCoupon(await readCoupon(tx, programId, params.id)),
  })
}
