import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { OutboundOutcome, OutboundRequest, Send } from '../../src/app/outbound.ts'

/** What a payer does when it is told to pay. */
export const MOODS = [
  'accepted', 'settled', 'late', '500 after doing it', '500 without doing it', 'closed after doing it', 'closed without doing it', 'garbage', 'twice', 'never', 'refused',
] as const
export type Mood = (typeof MOODS)[number]

/** Our patience in these tests. */
const TIMEOUT_MS = 150
const LATE_MS = 300

const instruction = z.object({ payoutId: z.string(), amount: z.string(), idempotencyKey: z.string() })

/** One payment as the payer carried it out. */
export interface Payment {
  readonly payoutId: string
  readonly amount: string
  readonly key: string
}

/** An operator's payer on this machine, in changing moods. It knows keys, as it promised, and pays each once; it tells the truth when it is asked. */
export class MoodyPayer {
  readonly payments: Payment[] = []
  /** Every instruction that came, paid or not. */
  readonly told: Payment[] = []
  readonly #refused = new Set<string>()
  readonly #server: Server
  readonly #moodOf: () => Mood
  /** Whether it answers questions with a fault. */
  isDeaf: () => boolean = () => false

  private constructor(moodOf: () => Mood) {
    this.#moodOf = moodOf
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy())
    })
  }

  static async open(moodOf: () => Mood): Promise<MoodyPayer> {
    const payer = new MoodyPayer(moodOf)
    await new Promise<void>((resolve) => payer.#server.listen(0, '127.0.0.1', resolve))
    return payer
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}/pay`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') return this.#tell(response, decodeURIComponent(request.url?.split('/').at(-1) ?? ''))
    const { payoutId, amount, idempotencyKey: key } = instruction.parse(JSON.parse(await text(request)))
    const mood = this.#moodOf()
    this.told.push({ payoutId, amount, key })
    if (mood === 'refused' && !this.#isPaid(key)) {
      this.#refused.add(key)
      return send(response, 422, { status: 'refused', reason: 'no funds' })
    }
    if (mood === '500 without doing it') return send(response, 500, {})
    if (mood === 'closed without doing it') return void response.destroy()
    this.#pay({ payoutId, amount, key })
    if (mood === 'twice') this.#pay({ payoutId, amount, key })
    if (mood === 'never') return
    if (mood === 'closed after doing it') return void response.destroy()
    if (mood === '500 after doing it') return send(response, 500, {})
    if (mood === 'garbage') return send(response, 200, '<html>')
    if (mood === 'late') await new Promise((resolve) => setTimeout(resolve, LATE_MS))
    send(response, 200, { status: mood === 'settled' ? 'settled' : 'accepted', externalId: `ext ${key}` })
  }

  #tell(response: ServerResponse, key: string): void {
    if (this.isDeaf()) return void response.destroy()
    if (this.#refused.has(key)) send(response, 200, { status: 'refused', reason: 'no funds', idempotencyKey: key })
    else if (this.#isPaid(key)) send(response, 200, { status: 'settled', externalId: `ext ${key}`, idempotencyKey: key })
    else send(response, 404, { status: 'absent', idempotencyKey: key })
  }

  #pay(payment: Payment): void {
    if (!this.#isPaid(payment.key) && !this.#refused.has(payment.key)) this.payments.push(payment)
  }

  #isPaid(key: string): boolean {
    return this.payments.some((payment) => payment.key === key)
  }
}

function send(response: ServerResponse, status: number, body: object | string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** The way out, with little patience: a call that fails may have been carried out. */
export const impatientSend: Send = async ({ url, method, headers, body }: OutboundRequest): Promise<OutboundOutcome> => {
  try {
    const answer = await fetch(url, { method, headers, signal: AbortSignal.timeout(TIMEOUT_MS), ...(body === undefined ? {} : { body }) })
    return { kind: 'answered', status: answer.status, contentType: answer.headers.get('content-type') ?? '', body: Buffer.from(await answer.arrayBuffer()) }
  } catch (error) {
    return { kind: 'unknown', reason: error instanceof DOMException ? 'timeout' : 'closed' }
  }
}
