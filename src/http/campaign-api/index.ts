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

const ABOUT = `Affiliates, events and conversions of one campaign: JSON over HTTPS, bare objects, no envelope.

- **Key**: \`X-API-Key\`, of one campaign; only on servers. The calls below \`/v1/sdk\` are for pages, which are known by their \`Origin\` instead.
- **Money** is a decimal number in major units of the campaign's currency. Times are ISO 8601.
- **Errors** are \`{statusCode, message, error}\`; \`message\` is a list for a body or query that is not valid, else a sentence.
- **Limits** are counted per minute; \`X-RateLimit-*\` on every answer tell what is left, \`Retry-After\` on a 429 how long to wait.
- **Unknown fields** are ignored. An order (\`order_id\`) counts once, however often and by whomever it is reported.

Approval, refunds, exchange rates and what became of each event are calls of the operator API, with the same key.`

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
        description: ABOUT,
        tags: {
          Affiliates: 'Who sends buyers. Each has a referral id for its links (`?ref=JOAO2024`) and totals of what it brought and earned.',
          Events: 'What buyers did: conversions (orders), leads and page views, each naming the affiliate who sent them.',
          'Registrations from pages': 'For brands without a server that could call: customers and transactions that pages report, held until somebody confirms them.',
        },
      })
    },
    { prefix: campaignDialect.prefix },
  )
}
