import type { FastifyRequest } from 'fastify'

/**
 * Whether a request comes from a page of this very origin. Browsers send cookies along with requests that other sites' pages make, and say
 * where those come from: in `Sec-Fetch-Site`, which pages cannot set, or (older ones, and without https) in `Origin`.
 */
export function isFromOwnPages({ headers }: Pick<FastifyRequest, 'headers'>, publicUrl: string): boolean {
  const site = headers['sec-fetch-site']
  return site === undefined ? headers.origin === new URL(publicUrl).origin : site === 'same-origin'
}
