import type { FastifyRequest } from 'fastify'

/**
 * Whether a request comes from a page of the very host that it was sent to. A portal may have a host of its own, so it is not compared with
 * the installation's address: what counts is that no other site's page made the browser send it, and neither header can be set by a page.
 */
export function isSameOrigin({ headers, host }: Pick<FastifyRequest, 'headers' | 'host'>): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin !== undefined && URL.parse(headers.origin)?.host === host
}
