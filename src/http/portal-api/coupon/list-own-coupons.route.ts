import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listCoupons } from '../../../domain/coupons/coupon.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { commonFields, listOf, listQuery } from '../../plumbing/fields.ts'
import { definePortalRoute } from '../portal-route.ts'

const couponAnswer = z.strictObject({ ...commonFields, code: z.string(), status: z.enum(['active', 'inactive', 'archived']) }).meta({ id: 'OwnCoupon' })

export function listOwnCouponsRoute(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/coupon',
    operationId: 'listOwnCoupons',
    tag: 'Links',
    summary: 'List your coupon codes',
    description: 'Whoever buys with one of them is your customer, without a click.',
    permission: 'affiliates:read',
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page, newest first.', schema: listOf(couponAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor } }) => {
      const page = cutPage(await listCoupons(tx, { programId, affiliateId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(({ id, createdAt, updatedAt, code, status }) => ({ id, createdTs: createdAt, updatedTs: updatedAt, code, status })), nextCursor: page.nextCursor }
    },
  })
}
