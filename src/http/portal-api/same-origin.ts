import type { IncomingHttpHeaders } from 'node:http'
import { DomainError } from '../../domain/errors.ts'

interface Asked {
  readonly headers: IncomingHttpHeaders
  /** That was asked, with a port where there is one. */
  readonly host: string
}

/**
 * Whether a request comes from a page of the very host that it was sent to. A portal may have a host of its own, so it is not compared with
 * the installation's address: what counts is that no other site's page made the browser send it, and neither header can be set by a page.
 */
export function isSameOrigin({ headers, host }: Asked): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin !== undefined && URL.parse(headers.origin)?.host === host
}

/** Only the portal's own pages begin a session: another site could sign somebody in to an account that is not theirs. Throws `permission_denied`. */
export function requireSameOrigin(asked: Asked): void {
  if (!isSameOrigin(asked)) throw new DomainError('permission_denied', { message: "This is taken from the portal's own pages only." })
}
