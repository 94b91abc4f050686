import { Agent, type IncomingMessage, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { clickKeyUuid } from '../../src/domain/tracking/click-key.ts'

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'

export interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly ms: number
}

/** One request; rejects when the connection breaks before the whole answer is there. */
export function ask(url: string, options: { agent?: Agent; method?: string; headers?: Record<string, string>; body?: unknown } = {}): Promise<Answer> {
  const startedAt = performance.now()
  const text = options.body === undefined ? undefined : JSON.stringify(options.body)
  const headers = { 'user-agent': BROWSER, ...options.headers, ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }) }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: options.method ?? 'GET', headers, ...(options.agent ? { agent: options.agent } : {}) }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => { body += chunk.toString() })
      response.once('error', reject)
      response.once('aborted', () => reject(new Error('aborted')))
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body, ms: performance.now() - startedAt }))
    })
    sent.once('error', reject)
    sent.end(text)
  })
}

/** Visitors who follow a link, at a steady pace; remembers the click key of every 302. */
export class VisitorLoad {
  /** Stored form of the click keys of all answered visitors. */
  readonly clicks: string[] = []
  /** Answers that were no 302. */
  readonly others: number[] = []
  /** Connections that broke before an answer. */
  broken = 0
  slowestMs = 0
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 32 })
  readonly #pending = new Set<Promise<void>>()
  readonly #stopped = new AbortController()
  readonly #running: Promise<void>

  constructor(link: () => string, perSecond: number) {
    this.#running = this.#run(link, 1_000 / perSecond)
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#running
    await Promise.all(this.#pending)
    this.#agent.destroy()
  }

  async #run(link: () => string, pauseMs: number): Promise<void> {
    const startedAt = performance.now()
    for (let sent = 0; !this.#stopped.signal.aborted; sent += 1) {
      const visit = this.#visit(link())
      this.#pending.add(visit)
      void visit.then(() => this.#pending.delete(visit))
      const waitMs = startedAt + (sent + 1) * pauseMs - performance.now()
      if (waitMs > 0) await delay(waitMs)
    }
  }

  async #visit(url: string): Promise<void> {
    try {
      const { status, headers, ms } = await ask(url, { agent: this.#agent })
      this.slowestMs = Math.max(this.slowestMs, ms)
      const key = clickKeyUuid(/[?&]btag=(\w{22})/.exec(headers.location ?? '')?.[1] ?? '')
      if (status === 302 && key !== null) this.clicks.push(key)
      else this.others.push(status)
    } catch {
      this.broken += 1
    }
  }
}
