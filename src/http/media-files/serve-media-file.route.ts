import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { AppContext } from '../../app/context.ts'
import { DomainError } from '../../domain/errors.ts'
import { readMediaAddress } from '../../domain/media/media-address.ts'
import { type MediaFile, readMediaFile } from '../../domain/media/read-media-file.ts'
import { SLUG_PATTERN, trackingLinkUrl } from '../../domain/tracking/link-slug.ts'
import { HTML_POLICY, PICTURE_POLICY } from './media-policy.ts'

/** Files stay in memory this long, and what is archived is served this long after. */
const CACHE_MS = 30_000
const CACHE_BYTES = 64 * 1024 * 1024

/** What stands for the tracking link in an HTML5 medium. */
const CLICK_URL = '{click_url}'

const COMMON = {
  'x-content-type-options': 'nosniff',
  // Pages of anybody show it, also under an embedder policy.
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
  'referrer-policy': 'no-referrer',
}

interface Served {
  readonly file: MediaFile | null
}

/** `/m/{address}`: the file of a medium, to everybody who knows its address. Reads and sets no cookie. */
export function serveMediaFileRoute(app: FastifyInstance, context: AppContext): void {
  const known = new LRUCache<string, Promise<Served>>({ max: 1_000, ttl: CACHE_MS, maxSize: CACHE_BYTES, sizeCalculation: () => 1 })

  async function find(address: string): Promise<MediaFile> {
    const parsed = readMediaAddress(address)
    if (parsed === null) throw new DomainError('not_found')
    const found = known.get(address) ?? remember(address, readMediaFile(context.db, parsed).then((file) => ({ file })))
    const { file } = await found
    if (file === null) throw new DomainError('not_found')
    return file
  }

  function remember(address: string, finding: Promise<Served>): Promise<Served> {
    known.set(address, finding)
    finding.then(
      ({ file }) => known.set(address, finding, { size: 1 + (file?.content.length ?? 0) }),
      () => known.delete(address),
    )
    return finding
  }

  app.route<{ Params: { address: string }; Querystring: { l?: unknown } }>({
    method: ['GET', 'HEAD'],
    url: '/m/:address',
    handler: async (request, reply) => {
      const file = await find(request.params.address)
      return file.contentType === 'text/html' ? sendPage(request, reply, file, linkOf(request.query.l)) : sendPicture(request, reply, file)
    },
  })

  /** Only the slug of a link of ours is taken: nobody makes a page of ours lead somewhere else. */
  function linkOf(slug: unknown): string {
    return typeof slug === 'string' && SLUG_PATTERN.test(slug) ? trackingLinkUrl(context.config.publicUrl, slug) : '#'
  }
}

function sendPicture(request: FastifyRequest, reply: FastifyReply, file: MediaFile): FastifyReply {
  reply.headers({ ...COMMON, 'content-type': file.contentType, 'content-security-policy': PICTURE_POLICY, 'content-disposition': 'inline', 'cache-control': 'public, max-age=86400, stale-while-revalidate=604800' })
  return send(request, reply, file.content, `"${file.sha256.toString('base64url')}"`)
}

function sendPage(request: FastifyRequest, reply: FastifyReply, file: MediaFile, clickUrl: string): FastifyReply {
  reply.headers({ ...COMMON, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': HTML_POLICY, 'cache-control': 'public, max-age=3600' })
  const page = file.content.toString('utf8').replaceAll(CLICK_URL, () => clickUrl)
  return send(request, reply, Buffer.from(page), `"${file.sha256.toString('base64url')}.${Buffer.from(clickUrl).toString('base64url')}"`)
}

function send(request: FastifyRequest, reply: FastifyReply, content: Buffer, tag: string): FastifyReply {
  reply.header('etag', tag)
  if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
  return reply.send(content)
}
