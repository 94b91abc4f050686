import { LRUCache } from 'lru-cache'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { DomainError } from '../../domain/errors.ts'
import { findSiteOfHost, type PortalSite } from '../../domain/portal-sites/portal-site.ts'
import { PORTAL_API_PREFIX } from './prefix.ts'

/** A changed host works within a second on every instance. */
const SITE_CACHE_MS = 700
const MOST_CACHED = 1_000

/** What a portal's own host serves beside the portal: the app's files, the API of portals, and the verifier of statements. */
const SERVED = ['/assets/', '/icon.svg', `${PORTAL_API_PREFIX}/`, '/verify']

/**
 * A host that a program has for its portal is that portal and nothing else: `/` leads to it; other portals, the dashboard and the other APIs
 * are not there. Every other host serves everything, as ever.
 */
export function keepToPortalHosts(app: FastifyInstance, { config, db }: Pick<AppContext, 'config' | 'db'>): void {
  const own = new URL(config.publicUrl).hostname
  const sites = new LRUCache<string, Promise<PortalSite | null>>({ max: MOST_CACHED, ttl: SITE_CACHE_MS })
  const siteOf = (host: string): Promise<PortalSite | null> => {
    const known = sites.get(host)
    if (known !== undefined) return known
    const found = db.shared((tx) => findSiteOfHost(tx, host))
    sites.set(host, found)
    found.catch(() => sites.delete(host))
    return found
  }
  app.addHook('onRequest', async (request, reply) => {
    const host = request.hostname.toLowerCase()
    if (host === own || !host.includes('.') || /^[\d.]+$/.test(host)) return
    const site = await siteOf(host)
    if (site === null) return
    const path = request.url.split('?')[0] ?? '/'
    if (path === '/') return reply.redirect(`/p/${site.slug}`, 302)
    const isPortal = path === `/p/${site.slug}` || path.startsWith(`/p/${site.slug}/`)
    if (!isPortal && !SERVED.some((served) => path === served || path.startsWith(served))) throw new DomainError('not_found')
  })
}
