import type { IncomingMessage, ServerResponse } from 'node:http'

/** Something that must work before this process can serve. */
export interface ReadinessCheck {
  readonly name: string
  /** Throws, or answers false, while it does not work. */
  isReady(): Promise<boolean>
}

export type LifeStage = 'starting' | 'serving' | 'draining'

/** An answer is good for that long: a load balancer that asks every 100 ms must not become load. */
const REMEMBER_MS = 500
const CHECK_TIMEOUT_MS = 2_000

/** What /healthz and /readyz tell. */
export class Health {
  stage: LifeStage = 'starting'
  #checks: readonly ReadinessCheck[] = []
  #known: { at: number; failing: Promise<string[]> } | undefined

  /** From now on the process serves while these checks pass. */
  serve(checks: readonly ReadinessCheck[]): void {
    this.#checks = checks
    this.#known = undefined
    this.stage = 'serving'
  }

  /** Answers the request if it is one of the two. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { url = '' } = request
    // Every visitor passes here.
    if (!url.startsWith('/healthz') && !url.startsWith('/readyz')) return false
    const path = url.split('?')[0]
    if (path === '/healthz') send(response, 200, { status: 'ok' })
    else if (path === '/readyz') void this.#answerReady(response)
    else return false
    return true
  }

  async #answerReady(response: ServerResponse): Promise<void> {
    if (this.stage !== 'serving') {
      send(response, 503, { status: this.stage })
      return
    }
    const failing = await this.#failingChecks()
    send(response, failing.length === 0 ? 200 : 503, failing.length === 0 ? { status: 'ready' } : { status: 'not_ready', failing })
  }

  #failingChecks(): Promise<string[]> {
    const now = performance.now()
    if (this.#known === undefined || now - this.#known.at > REMEMBER_MS) this.#known = { at: now, failing: runChecks(this.#checks) }
    return this.#known.failing
  }
}

async function runChecks(checks: readonly ReadinessCheck[]): Promise<string[]> {
  const outcomes = await Promise.all(checks.map(async (check) => ((await passes(check)) ? [] : [check.name])))
  return outcomes.flat()
}

async function passes(check: ReadinessCheck): Promise<boolean> {
  const timeout = new Promise<false>((resolve) => setTimeout(resolve, CHECK_TIMEOUT_MS, false).unref())
  return await Promise.race([check.isReady().catch(() => false), timeout])
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text), 'cache-control': 'no-store' })
  response.end(text)
}
