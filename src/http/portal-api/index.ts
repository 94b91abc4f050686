/**
 * The portal API: what an affiliate sees and does, for the portal's pages and for the affiliate's own programs.
 *
 * How a route is made: as in the operator API (a folder per resource, a file per route, `present-….ts` beside it, `index.ts` of the folder
 * exports `register…Routes(app, context)`, listed below), with `definePortalRoute` of portal-route.ts in place of `defineRoute`:
 *
 *   definePortalRoute(app, context, {
 *     method: 'GET', path: '/customer', operationId: 'listOwnCustomers', tag: 'Customers', summary: 'List the customers you sent',
 *     permission: 'customers:read', query, success: { status: 200, description: 'One page.', schema: listOf(customerAnswer) },
 *     handle: async ({ tx, programId, affiliateId, query }) => …,
 *   })
 *
 * What a handler gets beside what every route gets: `affiliateId` (whose portal it is), `affiliateStatus`, `affiliateUserId` (null: an
 * API key, or an operator who looks on), `role` (owner, member, viewer), `mayChangePayouts`, `actedBy`, `session`. Rules:
 *   - Every statement names `program_id` and `affiliate_id`; an id of another affiliate is answered with `not_found`, like none at all.
 *   - `permission` is one of the operator API's, about the affiliate's own things. All roles read: affiliates, brands, products, media,
 *     customers, transactions, commission-plans, reports, payouts, ledger, webhooks, api-keys, users, settings. Owners and members write
 *     affiliates (links, trackers, coupons), media and webhooks (postbacks); owners also commission-plans (accepting terms), api-keys, users and
 *     payouts (methods, which others need a right for). Keys read, or write what members write. See domain/affiliate-users/portal-role.ts.
 *   - `actor` (`affiliate-user:<id>`, `affiliate-key:<id>`, or the operator's own) goes into `created_by` and the audit.
 *   - What only a person may do calls `requirePerson(request)`.
 * Calls without a session (sign-up, sign-in, what a portal looks like) are plain `defineRoute`s with `permission: 'public'`: see site/.
 * What comes for free: as in the operator API. The document is /portal/v1/openapi.json.
 */
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { asApi, serveDescription } from '../plumbing/api-scope.ts'
import { registerAccountRoutes } from './account/index.ts'
import { registerOwnKeyRoutes } from './api-key/index.ts'
import { registerCollaboratorRoutes } from './collaborator/index.ts'
import { portalDialect } from './dialect.ts'
import { registerDataRoutes } from './data.ts'
import { AffiliateIdentifier } from './identify-affiliate.ts'
import { registerOwnPayoutMethodRoutes } from './payout-method/index.ts'
import { registerSessionRoutes } from './session/index.ts'
import { registerSiteRoutes } from './site/index.ts'

export { PORTAL_API_PREFIX } from './prefix.ts'

const ABOUT = `What an affiliate sees and does in its portal: JSON over HTTPS, for its users' sessions and for its own API keys (\`X-Api-Key: fsa_…\`, made in the portal).

Everything is about the affiliate of the credential; what belongs to somebody else is answered like what does not exist. Money is a JSON number in major units of the stated currency, exact. Dates are ISO 8601 with a zone. Errors, limits and \`Idempotency-Key\` are as in the operator API.`

/** Registers the whole API below its prefix. */
export function registerPortalApi(server: FastifyInstance, context: AppContext): void {
  server.register(
    async (app) => {
      const definitions = asApi(app, context, portalDialect, new AffiliateIdentifier(context))
      registerSiteRoutes(app, context)
      registerSessionRoutes(app, context)
      registerAccountRoutes(app, context)
      registerCollaboratorRoutes(app, context)
      registerOwnKeyRoutes(app, context)
      registerOwnPayoutMethodRoutes(app, context)
      registerDataRoutes(app, context)
      serveDescription(app, context, definitions, { title: 'Fairshare portal API', version: '1', description: ABOUT })
    },
    { prefix: portalDialect.prefix },
  )
}
