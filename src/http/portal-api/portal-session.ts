import type { IncomingHttpHeaders } from 'node:http'
import { SessionCookie } from '../plumbing/session-cookie.ts'

const NAME = 'fairshare_portal'

/** The cookie of a portal's session: read by the API, and set by answers of its own routes as a header. */
export class PortalCookie {
  readonly #cookie: SessionCookie
  readonly #start: string
  readonly #flags: string

  constructor(publicUrl: string) {
    const isSecure = publicUrl.startsWith('https:')
    this.#cookie = new SessionCookie(publicUrl, NAME)
    this.#start = isSecure ? `__Host-${NAME}` : NAME
    this.#flags = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  }

  read(headers: IncomingHttpHeaders): string | undefined {
    return this.#cookie.read({ headers })
  }

  /** For `Set-Cookie`. */
  given(secret: string, expires: Date): string {
    return `${this.#start}=${secret}; Expires=${expires.toUTCString()}; ${this.#flags}`
  }

  /** For `Set-Cookie`. */
  taken(): string {
    return `${this.#start}=; Expires=${new Date(0).toUTCString()}; ${this.#flags}`
  }
}
