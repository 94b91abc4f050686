import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { ConfigError } from './config.ts'
import type { Health } from './health.ts'

/** Answers a request, or says that it is not meant for it. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean

/** One listening port: health first, then the handlers in turn. */
export interface FrontServer {
  readonly port: number
  /** What answers from now on; before that everything but the health checks is told to come back. */
  serve(handlers: readonly Handler[]): void
  /** Stops listening when requests have had time to go elsewhere, and waits for those under way. */
  stop(graceMs: number, timeoutMs: number): Promise<void>
}

// Node's defaults (60 s, 300 s, checked every 30 s) let 400 slow sockets live on; with these all were closed within 9 s.
const HEADERS_TIMEOUT_MS = 5_000
const REQUEST_TIMEOUT_MS = 8_000
const CONNECTIONS_CHECK_MS = 1_000
/** Longer than the idle time of common load balancers (60 s): the side that sends requests should be the one that closes. */
const KEEP_ALIVE_MS = 65_000
const MAX_HEADER_BYTES = 16 * 1024
const MAX_REQUESTS_UNDER_WAY = 10_000

/**
 * Listens at once, so that a taken port is known before anything else is started.
 * @throws ConfigError naming the variable when it cannot listen there.
 */
export async function listen(host: string, port: number, variable: 'PORT' | 'REDIRECT_PORT', health: Health): Promise<FrontServer> {
  let handlers: readonly Handler[] = []
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: CONNECTIONS_CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      noDelay: true,
      // Without the stream of a body that is not there: a tenth of what Node itself does for a visitor.
      optimizeEmptyRequests: true,
    },
    (request, response) => {
      // Whoever has read of a type waits for the end of the body, which a stream that was never there does not tell.
      if (request.readableEnded) delete request.headers['content-type']
      if (health.stage === 'draining') response.setHeader('connection', 'close')
      if (health.answer(request, response)) return
      if (health.stage === 'starting') refuse(response, 503, 'starting')
      else if (!answerInTurn(handlers, request, response)) refuse(response, 404, 'not_found')
    },
  )
  server.maxConnections = MAX_REQUESTS_UNDER_WAY
  await startListening(server, host, port, variable)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    serve(next) { handlers = next },
    stop: (graceMs, timeoutMs) => stop(server, graceMs, timeoutMs),
  }
}

async function startListening(server: Server, host: string, port: number, variable: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ConfigError(`${variable}: cannot listen on ${host}:${port}, ${reasonOf(error)}`)))
    server.listen({ host, port, backlog: 2_048 }, resolve)
  })
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'the port is taken; stop what uses it or set another one'
  if (error.code === 'EACCES') return 'ports below 1024 need more rights; set another one'
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return 'this machine has no such address; check HOST'
  return error.message
}

/** During the grace time requests are still answered, each with `Connection: close`, so that no client meets a closed socket. */
async function stop(server: Server, graceMs: number, timeoutMs: number): Promise<void> {
  await delay(graceMs)
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  await Promise.race([closed, delay(timeoutMs, undefined, { ref: false })])
  server.closeAllConnections()
}

function answerInTurn(handlers: readonly Handler[], request: IncomingMessage, response: ServerResponse): boolean {
  for (const handle of handlers) if (handle(request, response)) return true
  return false
}

function refuse(response: ServerResponse, status: 404 | 503, code: string): void {
  const text = JSON.stringify({ type: 'about:blank', title: status === 404 ? 'Not Found' : 'Service Unavailable', status, code })
  response.writeHead(status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...(status === 503 ? { 'retry-after': '1' } : {}),
  })
  response.end(text)
}
