import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { AppContext } from '../app/context.ts'
import { DomainError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { campaignDialect } from './campaign-api/dialect.ts'
import { registerCampaignApi } from './campaign-api/index.ts'
import { registerConsole } from './console/index.ts'
import { registerGatewayWebhooks } from './gateway-webhooks/index.ts'
import { registerMediaFiles } from './media-files/index.ts'
import { registerOperatorApi } from './operator-api/index.ts'
import { operatorDialect } from './operator-api/dialect.ts'
import type { Dialect } from './plumbing/dialect.ts'
import { portalDialect } from './portal-api/dialect.ts'
import { registerPortalApi } from './portal-api/index.ts'
import { keepToPortalHosts } from './portal-api/portal-hosts.ts'
import { STANDARD_BODY_LIMIT } from './plumbing/route.ts'
import { sendRefusal } from './plumbing/send-refusal.ts'

const LONGEST_PARAMETER = 200
const ONE_YEAR = 'max-age=31536000'

/** The API and its pages as a Fastify instance, for a server in front of it or for `inject` in tests. */
export function createApiServer(context: AppContext): FastifyInstance {
  const isHttps = context.config.publicUrl.startsWith('https:')
  const app = Fastify({
    logger: false,
    genReqId: () => newId(),
    bodyLimit: STANDARD_BODY_LIMIT,
    exposeHeadRoutes: false,
    trustProxy: readTrustProxy(context.config.trustProxy),
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    // Answered before any hook runs, so it sets its headers itself.
    frameworkErrors: (error, request, reply) => sendRefusal(context, dialectOf(request), error, request, reply.header('x-request-id', request.id)),
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    if (isHttps) reply.header('strict-transport-security', ONE_YEAR)
  })
  app.setErrorHandler((error, request, reply) => sendRefusal(context, operatorDialect, error, request, reply))
  app.setNotFoundHandler((request, reply) => sendRefusal(context, operatorDialect, new DomainError('not_found'), request, reply))
  keepToPortalHosts(app, context)
  registerOperatorApi(app, context)
  registerCampaignApi(app, context)
  registerPortalApi(app, context)
  registerGatewayWebhooks(app, context)
  registerMediaFiles(app, context)
  registerConsole(app, context)
  return app
}

function dialectOf({ url }: FastifyRequest): Dialect {
  return [campaignDialect, portalDialect].find(({ prefix }) => url.startsWith(`${prefix}/`)) ?? operatorDialect
}

type TrustProxy = false | string[] | ((address: string, hop: number) => boolean)

function readTrustProxy(setting: AppContext['config']['trustProxy']): TrustProxy {
  if (typeof setting === 'number') return (_address, hop) => hop < setting
  return setting === false ? false : [...setting]
}
