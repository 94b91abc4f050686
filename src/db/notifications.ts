import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

export interface NotificationHandlers {
  onMessage(channel: string, payload: string): void
  /** The connection is up, for the first time or again: what was said in between was missed. Its session may be used for advisory locks. */
  onConnected?(client: pg.Client): void
  onError?(error: Error): void
}

export interface Subscription {
  close(): Promise<void>
}

const FIRST_RETRY_MS = 100
const LONGEST_RETRY_MS = 5_000
/** A dead peer says nothing; without a question now and then we would listen to it for hours. */
const CHECK_INTERVAL_MS = 15_000
const CHECK_TIMEOUT_MS = 5_000

/** Listens to PostgreSQL's notifications on one connection of its own, and comes back by itself after an outage. */
export function listenTo(connectionString: string, channels: readonly string[], handlers: NotificationHandlers): Subscription {
  const stopped = new AbortController()
  const running = keepListening(connectionString, channels, handlers, stopped.signal)
  return {
    async close() {
      stopped.abort()
      await running
    },
  }
}

async function keepListening(url: string, channels: readonly string[], handlers: NotificationHandlers, signal: AbortSignal): Promise<void> {
  let retryMs = FIRST_RETRY_MS
  while (!signal.aborted) {
    try {
      await listenOnce(url, channels, { ...handlers, onConnected: (client) => { retryMs = FIRST_RETRY_MS; handlers.onConnected?.(client) } }, signal)
    } catch (error) {
      handlers.onError?.(error instanceof Error ? error : new Error(String(error)))
      // Jitter: after a restart of the database not everybody knocks at once.
      await delay(retryMs * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined)
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
    }
  }
}

/** Until the connection fails (throws) or the signal says stop (returns). */
async function listenOnce(url: string, channels: readonly string[], handlers: NotificationHandlers, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: CHECK_TIMEOUT_MS, keepAlive: true, application_name: 'fairshare listen' })
  const lost = new Promise<never>((_, reject) => {
    client.once('error', reject)
    client.once('end', () => reject(new Error('the connection for notifications ended')))
  })
  lost.catch(() => undefined)
  client.on('error', () => undefined)
  client.on('notification', ({ channel, payload }) => handlers.onMessage(channel, payload ?? ''))
  try {
    await client.connect()
    for (const channel of channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    handlers.onConnected?.(client)
    while (!signal.aborted) {
      await Promise.race([lost, delay(CHECK_INTERVAL_MS, undefined, { signal }).catch(() => undefined)])
      if (!signal.aborted) await client.query('select 1')
    }
  } finally {
    await client.end().catch(() => undefined)
  }
}
