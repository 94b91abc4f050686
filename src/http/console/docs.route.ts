import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'

// The reference's own script sets styles and starts itself inline; nothing comes from or goes elsewhere.
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline' blob:; worker-src blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** `/docs`: the readable form of the OpenAPI document, served from here without any content network. */
export function docsRoutes(app: FastifyInstance): void {
  let reference: Promise<FastifyInstance> | undefined
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reference ??= openReference()
    const server = await reference
    reply.hijack()
    reply.raw.setHeader('content-security-policy', POLICY)
    reply.raw.setHeader('x-content-type-options', 'nosniff')
    reply.raw.setHeader('x-request-id', request.id)
    // The reference would answer its bare name with a redirect to itself.
    if (request.routeOptions.url === '/docs') request.raw.url = '/docs/'
    server.routing(request.raw, reply.raw)
  }
  app.get('/docs', answer)
  app.get('/docs/*', answer)
}

// Loaded when somebody first looks: its script is 4 MB of text that a server without readers need not hold.
async function openReference(): Promise<FastifyInstance> {
  const { default: scalar } = await import('@scalar/fastify-api-reference')
  const server = Fastify({ logger: false })
  await server.register(scalar, {
    routePrefix: '/docs',
    // Everything that would talk to somebody else's servers is off.
    configuration: {
      cdn: '/docs/js/scalar.js', pageTitle: 'Fairshare API', withDefaultFonts: false, telemetry: false,
      sources: [{ title: 'Operator API', slug: 'operator', url: '/api/v1/openapi.json' }, { title: 'Campaign API', slug: 'campaign', url: '/v1/openapi.json' }],
      hideClientButton: true, showDeveloperTools: 'never', agent: { disabled: true }, mcp: { disabled: true },
    },
  })
  await server.ready()
  return server
}
