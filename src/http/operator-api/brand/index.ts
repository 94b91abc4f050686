import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archiveBrandRoute } from './archive-brand.route.ts'
import { changeBrandRoute } from './change-brand.route.ts'
import { createBrandRoute } from './create-brand.route.ts'
import { workOutDeductionsRoute } from './work-out-deductions.route.ts'
import { listBrandsRoute } from './list-brands.route.ts'
import { readBrandRoute } from './read-brand.route.ts'

export function registerBrandRoutes(app: FastifyInstance, context: AppContext): void {
  listBrandsRoute(app, context)
  createBrandRoute(app, context)
  readBrandRoute(app, context)
  changeBrandRoute(app, context)
  archiveBrandRoute(app, context)
  workOutDeductionsRoute(app, context)
}
