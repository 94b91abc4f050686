import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A cookie that holds a session's token. With https it carries the prefix that binds it to this host and to secure connections. */
export class SessionCookie {
  readonly #isSecure: boolean
  readonly #name: string

  /** `name`: each kind of session has its own, so that none is taken for another. */
  constructor(publicUrl: string, name = 'fairshare_session') {
    this.#isSecure = publicUrl.startsWith('https:')
    this.#name = this.#isSecure ? `__Host-${name}` : name
  }

  read({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim())
    return pairs.find((pair) => pair.startsWith(`${this.#name}=`))?.slice(this.#name.length + 1)
  }

  /** Takes a scope with the cookie plugin. Told as seconds from now: the browser's clock may be wrong. */
  write(reply: FastifyReply, token: string, expires: Date, now: Date): void {
    reply.setCookie(this.#name, token, { ...this.#options(), maxAge: secondsBetween(now, expires) })
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.#name, this.#options())
  }

  #options() {
    return { path: '/', httpOnly: true, secure: this.#isSecure, sameSite: 'lax' } as const
  }
}

export function secondsBetween(now: Date, later: Date): number {
  return Math.round((later.getTime() - now.getTime()) / 1_000)
}
