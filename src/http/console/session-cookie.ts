import type { FastifyReply, FastifyRequest } from 'fastify'

/** The session's cookie. With https it carries the prefix that binds it to this host and to secure connections. */
export class SessionCookie {
  readonly #isSecure: boolean
  readonly #name: string

  constructor(publicUrl: string) {
    this.#isSecure = publicUrl.startsWith('https:')
    this.#name = this.#isSecure ? '__Host-fairshare_session' : 'fairshare_session'
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.#name]
  }

  write(reply: FastifyReply, token: string, expires: Date): void {
    reply.setCookie(this.#name, token, { ...this.#options(), expires })
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.#name, this.#options())
  }

  #options() {
    return { path: '/', httpOnly: true, secure: this.#isSecure, sameSite: 'lax' } as const
  }
}
