import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archiveCouponRoute } from './archive-coupon.route.ts'
import { changeCouponRoute } from './change-coupon.route.ts'
import { createCouponRoute } from './create-coupon.route.ts'
import { listCouponsRoute } from './list-coupons.route.ts'
import { readCouponRoute } from './read-coupon.route.ts'

export function registerCouponRoutes(app: FastifyInstance, context: AppContext): void {
  listCouponsRoute(app, context)
  createCouponRoute(app, context)
  readCouponRoute(app, context)
  changeCouponRoute(app, context)
  archiveCouponRoute(app, context)
}
