import type { IncomingHttpHeaders } from 'node:http'
import { SessionCookie, secondsBetween } from '../plumbing/session-cookie.ts'

const DEVICE_DAYS = 180
const DAY_MS = 86_400_000

/** What the portal keeps in a browser: its session, and that somebody has signed in there before. */
export interface PortalCookies {
  readonly session: PortalCookie
  readonly device: PortalCookie
}

export function portalCookies(publicUrl: string): PortalCookies {
  return { session: new PortalCookie(publicUrl), device: new PortalCookie(publicUrl, 'fairshare_portal_device') }
}

/** Until when a browser is remembered. */
export function deviceExpiry(now: Date): Date {
  return new Date(now.getTime() + DEVICE_DAYS * DAY_MS)
}

/** A cookie of the portal: read by the API, and set by answers of its own routes as a header. */
export class PortalCookie {
  readonly #cookie: SessionCookie
  readonly #start: string
  readonly #flags: string

  constructor(publicUrl: string, name = 'fairshare_portal') {
    const isSecure = publicUrl.startsWith('https:')
    this.#cookie = new SessionCookie(publicUrl, name)
    this.#start = isSecure ? `__Host-${name}` : name
    this.#flags = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  }

  read(headers: IncomingHttpHeaders): string | undefined {
    return this.#cookie.read({ headers })
  }

  /** For `Set-Cookie`. Told as seconds from now: the browser's clock may be wrong. */
  given(secret: string, expires: Date, now: Date): string {
    return `${this.#start}=${secret}; Max-Age=${secondsBetween(now, expires)}; ${this.#flags}`
  }

  /** For `Set-Cookie`. */
  taken(): string {
    return `${this.#start}=; Expires=${new Date(0).toUTCString()}; ${this.#flags}`
  }
}
