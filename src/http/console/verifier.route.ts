import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const FILE = new URL('../../../web/verifier/verify-statement.html', import.meta.url)
const PAGE = '/verify'
const DOWNLOAD = '/verify/verify-statement.html'

/** `/verify`: the page that checks statement files in the reader's browser, and the same to keep (sources in web/verifier). */
export function verifierRoute(app: FastifyInstance): void {
  const page = readFileSync(FILE)
  const zipped = gzipSync(page, { level: 9 })
  const tag = `W/"${hash('sha256', page, 'base64url').slice(0, 16)}"`
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    // Its own policy, and that nobody frames it.
    'content-security-policy': `${policyOf(page.toString('utf8'))}; frame-ancestors 'none'`,
    'cache-control': 'public, max-age=600',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    vary: 'accept-encoding',
    etag: tag,
  }
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.headers(headers)
    if (request.routeOptions.url === DOWNLOAD) reply.header('content-disposition', 'attachment; filename="verify-statement.html"')
    if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(page)
    return reply.header('content-encoding', 'gzip').send(zipped)
  }
  for (const url of [PAGE, DOWNLOAD]) app.route({ method: ['GET', 'HEAD'], url, handler: answer })
}

function policyOf(page: string): string {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1]
  if (policy === undefined) throw new Error('the verifier page has no policy: npm run verifier')
  return policy
}
