/**
 * The operator API: one folder per resource, one file per route.
 *
 * How a route is made:
 *   - `create-brand.route.ts` exports `createBrandRoute(app, context)`, which calls `defineRoute` with everything the call is: path,
 *     permission, schemas, success, refusals. Its `handle` calls one verb with `request.tx` and presents what the verb answers.
 *   - `present-brand.ts` holds the answer's zod schema and the function that makes it. Amounts are `exactNumber(text)` values:
 *     answers are written with JSON.stringify, the schemas document them and are checked against every answer in tests.
 *   - `index.ts` of the folder exports `registerBrandRoutes(app, context)`, listed below.
 * What comes for free: authentication, permission, limits, JSON, field errors, Idempotency-Key, request ids, problem details,
 * the OpenAPI document, and the tests that walk it (foreign ids, fuzzing).
 */
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { asApi, serveDescription } from '../plumbing/api-scope.ts'
import { Authenticator } from '../plumbing/authenticate.ts'
import { SessionCookie } from '../plumbing/session-cookie.ts'
import { registerAdjustmentRoutes } from './adjustment/index.ts'
import { registerAffiliateRoutes } from './affiliate/index.ts'
import { registerAffiliateGroupRoutes } from './affiliate-group/index.ts'
import { registerAffiliateInvoiceRoutes } from './affiliate-invoice/index.ts'
import { registerApiKeyRoutes } from './api-key/index.ts'
import { registerAuditRoutes } from './audit/index.ts'
import { registerBrandRoutes } from './brand/index.ts'
import { registerClickDomainRoutes } from './click-domain/index.ts'
import { registerClickRoutes } from './click/index.ts'
import { registerCommissionRoutes } from './commission/index.ts'
import { registerCommissionPlanRoutes } from './commission-plan/index.ts'
import { registerConversionRoutes } from './conversion/index.ts'
import { registerCouponRoutes } from './coupon/index.ts'
import { registerCustomerRoutes } from './customer/index.ts'
import { registerEventRoutes } from './event/index.ts'
import { registerFxRateRoutes } from './fx-rate/index.ts'
import { registerGatewayRoutes } from './gateway/index.ts'
import { registerGatewayDeliveryRoutes } from './gateway-delivery/index.ts'
import { registerLedgerRoutes } from './ledger/index.ts'
import { registerImportRoutes } from './import/index.ts'
import { registerInvoiceRoutes } from './invoice/index.ts'
import { registerInvitationRoutes } from './invitation/index.ts'
import { registerMailRoutes } from './mail/index.ts'
import { registerUserRoutes } from './user/index.ts'
import { registerLegacyLinkRoutes } from './legacy-link/index.ts'
import { registerLegalEntityRoutes } from './legal-entity/index.ts'
import { registerMediaRoutes } from './media/index.ts'
import { registerOperatorRoutes } from './operator/index.ts'
import { operatorDialect } from './dialect.ts'
import { registerOverviewRoutes } from './overview/index.ts'
import { registerReportRoutes } from './report/index.ts'
import { registerSavedReportRoutes } from './saved-report/index.ts'
import { registerPeriodRoutes } from './period/index.ts'
import { registerPayoutRoutes } from './payout/index.ts'
import { registerPayoutMethodRoutes } from './payout-method/index.ts'
import { registerPayoutRunRoutes } from './payout-run/index.ts'
import { registerPayingAccountRoutes } from './paying-account/index.ts'
import { registerPayoutReconciliationRoutes } from './payout-reconciliation/index.ts'
import { registerPortalRoutes } from './portal/index.ts'
import { registerProductRoutes } from './product/index.ts'
import { registerProgramRoutes } from './program/index.ts'
import { registerSigningKeyRoutes } from './signing-key/index.ts'
import { registerSimulationRoutes } from './simulation/index.ts'
import { registerStatementRoutes } from './statement/index.ts'
import { registerStoryRoutes } from './story/index.ts'
import { registerTaxProfileRoutes } from './tax-profile/index.ts'
import { registerTouchRoutes } from './touch/index.ts'
import { registerTrackerRoutes } from './tracker/index.ts'
import { registerTrackingLinkRoutes } from './tracking-link/index.ts'
import { registerTransactionRoutes } from './transaction/index.ts'
import { registerWebhookRoutes } from './webhook/index.ts'

export { OPERATOR_API_PREFIX } from './prefix.ts'

/** Registers the whole dialect below its prefix. */
export function registerOperatorApi(server: FastifyInstance, context: AppContext): void {
  server.register(
    async (app) => {
      const definitions = asApi(app, context, operatorDialect, new Authenticator(context, new SessionCookie(context.config.publicUrl)))
      registerCustomerRoutes(app, context)
      registerTransactionRoutes(app, context)
      registerProgramRoutes(app, context)
      registerOperatorRoutes(app, context)
      registerConversionRoutes(app, context)
      registerEventRoutes(app, context)
      registerFxRateRoutes(app, context)
      registerBrandRoutes(app, context)
      registerProductRoutes(app, context)
      registerAffiliateRoutes(app, context)
      registerAffiliateGroupRoutes(app, context)
      registerCouponRoutes(app, context)
      registerTrackerRoutes(app, context)
      registerTrackingLinkRoutes(app, context)
      registerLegacyLinkRoutes(app, context)
      registerMediaRoutes(app, context)
      registerClickRoutes(app, context)
      registerTouchRoutes(app, context)
      registerCommissionPlanRoutes(app, context)
      registerSimulationRoutes(app, context)
      registerCommissionRoutes(app, context)
      registerStoryRoutes(app, context)
      registerOverviewRoutes(app, context)
      registerReportRoutes(app, context)
      registerSavedReportRoutes(app, context)
      registerLedgerRoutes(app, context)
      registerAdjustmentRoutes(app, context)
      registerPeriodRoutes(app, context)
      registerStatementRoutes(app, context)
      registerSigningKeyRoutes(app, context)
      registerLegalEntityRoutes(app, context)
      registerTaxProfileRoutes(app, context)
      registerInvoiceRoutes(app, context)
      registerAffiliateInvoiceRoutes(app, context)
      registerPayoutMethodRoutes(app, context)
      registerPayoutRunRoutes(app, context)
      registerPayoutRoutes(app, context)
      registerPayingAccountRoutes(app, context)
      registerPayoutReconciliationRoutes(app, context)
      registerImportRoutes(app, context)
      registerGatewayRoutes(app, context)
      registerGatewayDeliveryRoutes(app, context)
      registerWebhookRoutes(app, context)
      registerClickDomainRoutes(app, context)
      registerPortalRoutes(app, context)
      registerApiKeyRoutes(app, context)
      registerUserRoutes(app, context)
      registerInvitationRoutes(app, context)
      registerMailRoutes(app, context)
      registerAuditRoutes(app, context)
      serveDescription(app, context, definitions, {
        title: 'Fairshare operator API',
        version: '1',
        description:
          'Register customers, send transactions, and read what they earned whom and why. JSON over HTTPS, one API key per program in `X-Api-Key`. Money is a JSON number in major units of the stated currency, exact. Dates are ISO 8601 with a zone.',
      })
    },
    { prefix: operatorDialect.prefix },
  )
}
