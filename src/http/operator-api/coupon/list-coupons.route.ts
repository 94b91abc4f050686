import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listCoupons } from '../../../domain/coupons/coupon.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, listOf, listQuery, text } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { couponAnswer, presentCoupon } from './present-coupon.ts'

const query = z.strictObject({
  ...listQuery, code: text(200).optional(), affiliateId: idField.optional(), status: z.enum(['active', 'inactive', 'archived']).optional(),
  search: z.string().max(200).optional().meta({ description: 'A part of the code.' }),
})

export function listCouponsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/coupon',
    operationId: 'listCoupons',
    tag: 'Affiliates',
    summary: 'List coupons',
    description: 'Newest first; archived ones only when asked for.',
    permission: 'affiliates:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(couponAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listCoupons(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((coupon) => presentCoupon(coupon)), nextCursor: page.nextCursor }
    },
  })
}
