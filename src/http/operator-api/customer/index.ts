import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createCustomerRoute } from './create-customer.route.ts'
import { disqualifyCustomerRoutes } from './disqualify-customer.route.ts'
import { getCustomerRoute } from './get-customer.route.ts'
import { importCustomersRoute } from './import-customers.route.ts'
import { listCustomersRoute } from './list-customers.route.ts'
import { reattributeCustomerRoutes } from './re-attribute-customer.route.ts'
import { readQualificationRoute } from './read-qualification.route.ts'
import { updateCustomerRoute } from './update-customer.route.ts'

/** The calls on customers. */
export function registerCustomerRoutes(app: FastifyInstance, context: AppContext): void {
  createCustomerRoute(app, context)
  getCustomerRoute(app, context)
  listCustomersRoute(app, context)
  updateCustomerRoute(app, context)
  importCustomersRoute(app, context)
  reattributeCustomerRoutes(app, context)
  disqualifyCustomerRoutes(app, context)
  readQualificationRoute(app, context)
}
