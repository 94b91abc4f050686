import { LRUCache } from 'lru-cache'
import type { FastifyRequest } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { hashSecret, isApiKeySecret } from '../../domain/access/api-key-secret.ts'
import { type Credential, findApiKey, findSession, type Found, noteUse } from '../../domain/access/find-credential.ts'
import { DomainError } from '../../domain/errors.ts'
import { isFromOwnPages } from './own-pages.ts'
import type { SessionCookie } from './session-cookie.ts'

// Revocation must work within a second on every instance, also on a busy one: the rest is for the look-up itself.
const CREDENTIAL_CACHE_MS = 700
const MOST_CACHED = 10_000
/** Which program a page of ours is about. */
const PROGRAM_HEADER = 'fairshare-program'
const SESSION_TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/

/** Who asks, and with what they proved it. */
export interface Caller {
  readonly credential: Credential
  /** Seals answers that hold secrets (see `hasSecretAnswer`). */
  readonly secret: string
}

/** How an API finds out who asks. Throws refusals of the kind `unauthenticated`, and `permission_denied` for what another site's page sent. */
export interface CallerIdentifier {
  identify(request: FastifyRequest): Promise<Caller>
}

type Context = Pick<AppContext, 'db' | 'clock' | 'log' | 'config'>

/** Finds out who is asking, from the API key or the session token in the request's headers, or from a session cookie where one is accepted. */
export class Authenticator implements CallerIdentifier {
  readonly #context: Context
  readonly #cookie: SessionCookie | undefined
  readonly #known = new LRUCache<string, Promise<Found>>({ max: MOST_CACHED, ttl: CREDENTIAL_CACHE_MS })

  /** Without `cookie`, none is accepted. */
  constructor(context: Context, cookie?: SessionCookie) {
    this.#context = context
    this.#cookie = cookie
  }

  /** The caller of a request. Any of the three suffices. Throws `authentication_required`, `invalid_credential` or `inactive_credential`. */
  async identify(request: FastifyRequest): Promise<Caller> {
    const { headers, url } = request
    refuseKeyInUrl(url)
    const apiKey = headers['x-api-key']
    const bearer = readBearer(headers.authorization)
    // A header that is sent is meant: it is never made good by a cookie that happens to come along.
    if (apiKey === undefined && headers.authorization === undefined) return this.#byCookie(request)
    if (apiKey === undefined && bearer === undefined) throw new DomainError('authentication_required')
    const byKey = await this.#byApiKey(apiKey)
    const found = byKey === null || byKey === 'inactive' ? ((await this.#bySession(bearer)) ?? byKey) : byKey
    return { credential: accept(found), secret: String(apiKey ?? headers.authorization) }
  }

  async #byCookie(request: FastifyRequest): Promise<Caller> {
    const token = this.#cookie?.read(request)
    if (token === undefined) throw new DomainError('authentication_required')
    if (request.method !== 'GET' && !isFromOwnPages(request, this.#context.config.publicUrl)) {
      throw new DomainError('permission_denied', { message: 'A session cookie is accepted only from pages of this installation.' })
    }
    const credential = accept(await this.#bySession(token))
    // Two windows share a cookie: what was meant for one program is not done in the one that the other window has changed to.
    const meant = request.headers[PROGRAM_HEADER]
    if (meant !== undefined && meant !== credential.programId) throw new DomainError('permission_denied', { message: 'Your session works in another program now.' })
    return { credential, secret: token }
  }

  async #byApiKey(secret: string | string[] | undefined): Promise<Found> {
    if (typeof secret !== 'string' || !isApiKeySecret(secret)) return null
    return this.#remember(secret, async () => {
      const now = this.#context.clock.now()
      const credential = await findApiKey(this.#context.db, secret, now)
      if (credential !== null && credential !== 'inactive') this.#noteUse(credential, now)
      return credential
    })
  }

  async #bySession(token: string | undefined): Promise<Found> {
    if (token === undefined || !SESSION_TOKEN_PATTERN.test(token)) return null
    return this.#remember(token, async () => {
      const now = this.#context.clock.now()
      const credential = await findSession(this.#context.db, token, now)
      if (credential !== null) this.#noteUse(credential, now)
      return credential
    })
  }

  /** One look-up for all requests of a credential that come at once; the age of an answer counts from before it was read. */
  #remember(secret: string, find: () => Promise<Found>): Promise<Found> {
    const key = hashSecret(secret).toString('base64')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const found = find()
    this.#known.set(key, found)
    found.catch(() => this.#known.delete(key))
    return found
  }

  #noteUse(credential: Credential, now: Date): void {
    noteUse(this.#context.db, credential, now).catch((error: unknown) => {
      this.#context.log.warn({ err: error }, 'could not note the use of a credential')
    })
  }
}

// A URL ends up in histories, referrers and logs of every proxy on the way.
function refuseKeyInUrl(url: string): void {
  if (/[?&](?:x-api-key|api[_-]?key)=|fsk_(?:live|test)_/i.test(url)) {
    throw new DomainError('invalid_credential', { message: 'API keys in URLs are refused; send the X-Api-Key header.' })
  }
}

function readBearer(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /^Bearer +(\S+)$/i.exec(header)?.[1]
}

function accept(found: Found): Credential {
  if (found === null) throw new DomainError('invalid_credential')
  if (found === 'inactive') throw new DomainError('inactive_credential')
  return found
}
