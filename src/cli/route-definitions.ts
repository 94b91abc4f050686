import fastify from 'fastify'
import type { AppContext } from '../app/context.ts'
import { registerAdjustmentRoutes } from '../http/operator-api/adjustment/index.ts'
import { registerAffiliateRoutes } from '../http/operator-api/affiliate/index.ts'
import { registerApiKeyRoutes } from '../http/operator-api/api-key/index.ts'
import { registerBrandRoutes } from '../http/operator-api/brand/index.ts'
import { registerCommissionPlanRoutes } from '../http/operator-api/commission-plan/index.ts'
import { registerCouponRoutes } from '../http/operator-api/coupon/index.ts'
import { registerCustomerRoutes } from '../http/operator-api/customer/index.ts'
import { readInvoicesRoutes } from '../http/operator-api/invoice/read-invoices.route.ts'
import { registerLegalEntityRoutes } from '../http/operator-api/legal-entity/index.ts'
import { registerLedgerRoutes } from '../http/operator-api/ledger/index.ts'
import { registerPayingAccountRoutes } from '../http/operator-api/paying-account/index.ts'
import { registerPayoutRoutes } from '../http/operator-api/payout/index.ts'
import { registerPayoutMethodRoutes } from '../http/operator-api/payout-method/index.ts'
import { registerPayoutRunRoutes } from '../http/operator-api/payout-run/index.ts'
import { registerPeriodRoutes } from '../http/operator-api/period/index.ts'
import { registerProductRoutes } from '../http/operator-api/product/index.ts'
import { registerProgramRoutes } from '../http/operator-api/program/index.ts'
import { readStatementsRoutes } from '../http/operator-api/statement/read-statements.route.ts'
import { statementFileRoutes } from '../http/operator-api/statement/statement-file.route.ts'
import { registerTaxProfileRoutes } from '../http/operator-api/tax-profile/index.ts'
import { registerTrackerRoutes } from '../http/operator-api/tracker/index.ts'
import { registerTrackingLinkRoutes } from '../http/operator-api/tracking-link/index.ts'
import type { AnyRouteDefinition } from '../http/plumbing/route.ts'

/** The calls of the operator API that the command line makes, by their operation id. */
export function readRouteDefinitions(context: AppContext): Map<string, AnyRouteDefinition> {
  const definitions = new Map<string, AnyRouteDefinition>()
  const app = fastify()
  app.addHook('onRoute', ({ config }) => {
    if (config?.definition !== undefined) definitions.set(config.definition.operationId, config.definition)
  })
  registerProgramRoutes(app, context)
  registerBrandRoutes(app, context)
  registerProductRoutes(app, context)
  registerCommissionPlanRoutes(app, context)
  registerAffiliateRoutes(app, context)
  registerCouponRoutes(app, context)
  registerTrackerRoutes(app, context)
  registerTrackingLinkRoutes(app, context)
  registerApiKeyRoutes(app, context)
  registerCustomerRoutes(app, context)
  registerLedgerRoutes(app, context)
  registerLegalEntityRoutes(app, context)
  registerTaxProfileRoutes(app, context)
  registerAdjustmentRoutes(app, context)
  registerPayingAccountRoutes(app, context)
  registerPayoutMethodRoutes(app, context)
  registerPayoutRunRoutes(app, context)
  registerPayoutRoutes(app, context)
  registerPeriodRoutes(app, context)
  // Not those that draw: what they load is of no use here.
  readStatementsRoutes(app, context)
  statementFileRoutes(app, context)
  readInvoicesRoutes(app, context)
  return definitions
}
