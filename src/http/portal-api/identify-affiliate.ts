import type { FastifyRequest } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { isAffiliateKeySecret } from '../../domain/affiliate-users/affiliate-key-secret.ts'
import { findAffiliateKey } from '../../domain/affiliate-users/find-affiliate-key.ts'
import { findPortalSession } from '../../domain/affiliate-users/find-portal-session.ts'
import { DomainError } from '../../domain/errors.ts'
import { findSiteOfHost } from '../../domain/portal-sites/portal-site.ts'
import type { Caller, CallerIdentifier } from '../plumbing/authenticate.ts'
import { PortalCookie } from './portal-session.ts'
import { isSameOrigin } from './same-origin.ts'

/**
 * Finds out which affiliate asks, from its own API key or from the session of one of its users. Nothing is remembered between requests: who
 * was suspended, disabled or signed out is refused with the next one.
 */
export class AffiliateIdentifier implements CallerIdentifier {
  readonly #context: Pick<AppContext, 'db' | 'clock' | 'config'>
  readonly #cookie: PortalCookie

  constructor(context: Pick<AppContext, 'db' | 'clock' | 'config'>) {
    this.#context = context
    this.#cookie = new PortalCookie(context.config.publicUrl)
  }

  /** Throws `authentication_required`, `invalid_credential`, and `permission_denied` for what another site's page sent. */
  async identify(request: FastifyRequest): Promise<Caller> {
    if (/[?&](?:x-api-key|api[_-]?key)=|fs[ak]_(?:live|test)_/i.test(request.url)) {
      throw new DomainError('invalid_credential', { message: 'API keys in URLs are refused; send the X-Api-Key header.' })
    }
    const key = request.headers['x-api-key']
    // A header that is sent is meant: it is never made good by a cookie that happens to come along.
    return key === undefined ? this.#bySession(request) : this.#byKey(String(key))
  }

  async #byKey(secret: string): Promise<Caller> {
    const credential = isAffiliateKeySecret(secret) ? await findAffiliateKey(this.#context.db, secret, this.#context.clock.now()) : null
    if (credential === null) throw new DomainError('invalid_credential')
    return { credential, secret }
  }

  async #bySession(request: FastifyRequest): Promise<Caller> {
    const secret = this.#cookie.read(request.headers)
    if (secret === undefined) throw new DomainError('authentication_required')
    if (request.method !== 'GET' && !isSameOrigin(request)) {
      throw new DomainError('permission_denied', { message: "A session cookie is accepted only from the portal's own pages." })
    }
    const credential = await findPortalSession(this.#context.db, secret, this.#context.clock.now())
    if (credential === null) throw new DomainError('invalid_credential')
    // On the host of one portal no other one is served, whatever cookie comes along.
    const site = await this.#context.db.shared((tx) => findSiteOfHost(tx, request.hostname))
    if (site !== null && site.programId !== credential.programId) throw new DomainError('invalid_credential')
    return { credential, secret }
  }
}
