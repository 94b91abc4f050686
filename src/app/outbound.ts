/** One HTTP call to somebody else's server. */
export interface OutboundRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  /** Names in lower case. `host`, `content-length` and `connection` are made. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * What became of a call. `answered`: the whole answer, whatever its status; a redirect is one too. `not_sent`: nothing of the request left
 * this machine, so nothing can have come of it. `unknown`: it was sent, or part of it, and nobody knows what the other side did.
 */
export type OutboundOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly contentType: string; readonly body: Buffer }
  | { readonly kind: 'not_sent'; readonly reason: NotSentReason }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }

/** `url`, `address`: it goes where calls may not go. `name`: nobody knows the host. `connection`: nobody answered there, or not with TLS. */
export type NotSentReason = 'url' | 'address' | 'name' | 'connection'
export type UnknownReason = 'timeout' | 'closed' | 'too_large' | 'malformed'

/** Sends a call; never throws. The only way out for URLs that somebody gave us: src/outbound. */
export type Send = (request: OutboundRequest) => Promise<OutboundOutcome>

export interface Outbound {
  readonly send: Send
  /** Whether a URL can be called, as far as its text tells: for fields that keep one. */
  isCallable(url: string): boolean
  /** The texts (TXT) that a name has in DNS: how somebody shows that a host is theirs. None when nobody answers. */
  findTexts(name: string): Promise<readonly string[]>
}
