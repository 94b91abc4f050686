import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeCoupon } from '../../../domain/coupons/change-coupon.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function archiveCouponRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/coupon/:id',
    operationId: 'archiveCoupon',
    tag: 'Affiliates',
    summary: 'Archive a coupon',
    description: 'The code brings nobody any more and is free for another coupon.',
    permission: 'affiliates:write',
    params: idParams,
    success: { status: 204, description: 'Archived.' },
    handle: ({ tx, params, programId, actor, now }) => changeCoupon(tx, { programId, actor, now }, params.id, { status: 'archived' }),
  })
}
