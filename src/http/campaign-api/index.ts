/**
 * The campaign API: a second dialect over the same core, where a program is a campaign and a sale is a conversion. Made like the operator
 * API (see there), one folder per resource; what it does differently in every call is in dialect.ts. Its bodies are `z.object`: fields it
 * does not know are ignored. The texts of its schemas are part of the contract.
 */
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { asApi, serveDescription } from '../plumbing/api-scope.ts'
import { registerAffiliateRoutes } from './affiliate/index.ts'
import { campaignDialect } from './dialect.ts'
import { registerEventRoutes } from './event/index.ts'
import { registerRegistrationRoutes } from './registration/index.ts'

/** Registers the whole dialect below its prefix. */
export function registerCampaignApi(server: FastifyInstance, context: AppContext): void {
  server.register(
    async (app) => {
      const definitions = asApi(app, context, campaignDialect)
      registerAffiliateRoutes(app, context)
      registerEventRoutes(app, context)
      registerRegistrationRoutes(app, context)
      serveDescription(app, context, definitions, {
        title: 'Fairshare campaign API',
        version: '1',
        description:
          'Affiliates, events and conversions of one campaign. JSON over HTTPS, one API key per campaign in `X-API-Key`. Money is a decimal number in the currency of the campaign.',
      })
    },
    { prefix: campaignDialect.prefix },
  )
}
