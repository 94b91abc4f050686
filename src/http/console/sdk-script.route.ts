import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const PATHS = ['/sdk/affiliatus.min.js', '/sdk/latest/affiliatus.min.js', '/latest/affiliatus.min.js']
const FILE = new URL('../../../web/sdk/affiliatus.min.js', import.meta.url)

const HEADERS = {
  'content-type': 'text/javascript; charset=utf-8',
  // Ten minutes until every page has a new version; after that it is shown at once and looked after behind the visitor's back.
  'cache-control': 'public, max-age=600, stale-while-revalidate=86400',
  vary: 'accept-encoding',
  // Pages of anybody may load it, also with `crossorigin` and under an embedder policy.
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
}

/** The tracking script that merchants put on their pages (sources in web/sdk). */
export function sdkScriptRoute(app: FastifyInstance): void {
  const script = readFileSync(FILE)
  const zipped = gzipSync(script, { level: 9 })
  // Weak: the same for both encodings.
  const tag = `W/"${hash('sha256', script, 'base64url').slice(0, 16)}"`
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.headers({ ...HEADERS, etag: tag })
    if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(script)
    return reply.header('content-encoding', 'gzip').send(zipped)
  }
  for (const url of PATHS) app.route({ method: ['GET', 'HEAD'], url, handler: answer })
}
