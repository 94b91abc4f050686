import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../simulation/random.ts'
import type { KillableInstallation } from './installation.ts'

/** One call that writes, and what it is to leave behind. */
interface Write {
  readonly path: '/customer' | '/transaction' | '/transaction/bulk'
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  /** Names of what it is about: the externalId, or the note of an item without one. */
  readonly customers: readonly string[]
  readonly transactions: readonly string[]
}

const FIRST_CUSTOMER = 'c-first'
const BULK_ITEMS = 40
const KEYED_ITEMS = 5
const RETRY_PAUSE_MS = 50
const PAUSE_MS = 5

/**
 * Clients that register customers and send their sales, single and in bulk, with an externalId or under an Idempotency-Key, as fast
 * as they are answered. A call whose answer does not come (or is 503) may have been carried out or not; some clients repeat it at
 * once, the others when all is over.
 */
export class WritesLoad {
  /** The first is registered before the load begins. */
  readonly customers = new Set([FIRST_CUSTOMER])
  readonly transactions = new Set<string>()
  readonly batchIds: string[] = []
  acknowledged = 0
  unanswered = 0
  slowestMs = 0
  readonly #installation: KillableInstallation
  readonly #referralCode: string
  readonly #next: Random
  readonly #left: Write[] = []
  readonly #stopped = new AbortController()
  readonly #lanes: Promise<unknown>

  private constructor(installation: KillableInstallation, referralCode: string, next: Random, lanes: number) {
    this.#installation = installation
    this.#referralCode = referralCode
    this.#next = next
    this.#lanes = Promise.all(Array.from({ length: lanes }, (_, lane) => this.#run(lane)))
  }

  static async start(installation: KillableInstallation, referralCode: string, next: Random, lanes = 6): Promise<WritesLoad> {
    await installation.must('POST', '/customer', registration(FIRST_CUSTOMER, referralCode))
    return new WritesLoad(installation, referralCode, next, lanes)
  }

  /** Stops sending, repeats what was not answered, and answers when everything is acknowledged. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#lanes
    for (const write of this.#left.splice(0)) await this.#repeat(write)
  }

  async #run(lane: number): Promise<void> {
    for (let n = 0; !this.#stopped.signal.aborted; n += 1) {
      const write = this.#write(`${lane}-${n}`)
      for (const id of write.customers) this.customers.add(id)
      for (const id of write.transactions) this.transactions.add(id)
      if (await this.#send(write)) await delay(PAUSE_MS)
      else if (lane % 2 === 0) await this.#repeat(write)
      else {
        this.#left.push(write)
        await delay(RETRY_PAUSE_MS)
      }
    }
  }

  #write(name: string): Write {
    const kind = this.#next()
    if (kind < 0.3) {
      return { path: '/customer', body: registration(`c-${name}`, this.#referralCode), headers: {}, customers: [`c-${name}`], transactions: [] }
    }
    if (kind < 0.6) return { path: '/transaction', body: this.#sale({ externalId: `t-${name}` }), headers: {}, customers: [], transactions: [`t-${name}`] }
    if (kind < 0.8) {
      const notes = Array.from({ length: KEYED_ITEMS }, (_, i) => `k-${name}-${i}`)
      return { path: '/transaction/bulk', body: notes.map((note) => this.#sale({ note })), headers: { 'idempotency-key': `k-${name}` }, customers: [], transactions: notes }
    }
    const ids = Array.from({ length: BULK_ITEMS }, (_, i) => `b-${name}-${i}`)
    return { path: '/transaction/bulk', body: ids.map((externalId) => this.#sale({ externalId })), headers: {}, customers: [], transactions: ids }
  }

  /** A sale of 10 of any customer that was sent so far, acknowledged or not: it may come before its customer. */
  #sale(name: { readonly externalId: string } | { readonly note: string }): Record<string, unknown> {
    const customers = [...this.customers].slice(-50)
    const externalCustomerId = customers[Math.floor(this.#next() * customers.length)]
    return { ...name, type: 'sale', externalCustomerId, externalBrandId: 'reliable', transactionDate: '2026-11-10T10:00:00.000Z', saleAmount: 10 }
  }

  async #repeat(write: Write): Promise<void> {
    while (!(await this.#send(write))) await delay(RETRY_PAUSE_MS)
  }

  /** True when it was acknowledged. */
  async #send(write: Write): Promise<boolean> {
    const startedAt = performance.now()
    const answer = await this.#installation.call('POST', write.path, write.body, write.headers).catch(() => null)
    this.slowestMs = Math.max(this.slowestMs, performance.now() - startedAt)
    // 409: the first call under that key is still being carried out, its connection lost.
    if (answer === null || answer.status === 503 || (answer.status === 409 && answer.body.includes('request_in_flight'))) {
      this.unanswered += 1
      if (answer !== null && answer.headers['retry-after'] === undefined) throw new Error(`${answer.status} without Retry-After`)
      return false
    }
    if (answer.status !== 200 && answer.status !== 202) throw new Error(`POST ${write.path}: ${answer.status} ${answer.body}`)
    if (answer.status === 202) this.batchIds.push(JSON.parse(answer.body).batchId)
    this.acknowledged += 1
    return true
  }
}

function registration(externalId: string, referralCode: string): Record<string, unknown> {
  return { externalId, externalBrandId: 'reliable', registrationDate: '2026-11-01T00:00:00.000Z', referralCode }
}

/** What is wrong with what the load has left behind, in words; empty when everything acknowledged is there exactly once. */
export async function lostOrDoubled(installation: KillableInstallation, load: WritesLoad): Promise<string[]> {
  const problems: string[] = []
  const compare = async (what: string, text: string, sent: Iterable<string>): Promise<void> => {
    const stored = await installation.rows<{ id: string; times: bigint }>(text)
    const doubled = stored.filter(({ times }) => times !== 1n)
    const ids = new Set(stored.map(({ id }) => id))
    const wanted = new Set(sent)
    const lost = [...wanted].filter((id) => !ids.has(id))
    const invented = [...ids].filter((id) => !wanted.has(id))
    if (doubled.length + lost.length + invented.length > 0) {
      problems.push(`${what}: ${doubled.length} doubled, ${lost.length} lost (${lost.slice(0, 3)}), ${invented.length} that nobody sent (${invented.slice(0, 3)})`)
    }
  }
  await compare('customers', 'select external_id as id, count(*) as times from customer where program_id = $1 group by 1', load.customers)
  await compare('attributions', 'select c.external_id as id, count(*) as times from attribution a join customer c on c.program_id = $1 and c.id = a.customer_id where a.program_id = $1 group by 1', load.customers)
  await compare('transactions', 'select coalesce(external_id, note) as id, count(*) as times from transaction where program_id = $1 group by 1', load.transactions)
  await compare('commissions', `select coalesce(t.external_id, t.note) as id, count(*) as times from commission c join transaction t on t.program_id = $1 and t.id = c.transaction_id where c.program_id = $1 group by 1`, load.transactions)
  const [batches] = await installation.rows<{ found: bigint }>('select count(*) as found from transaction_batch where program_id = $1 and id = any($2::uuid[])', load.batchIds)
  if (Number(batches?.found) !== load.batchIds.length) problems.push(`batches: ${batches?.found} of ${load.batchIds.length} that were acknowledged`)
  const exceptions = await installation.rows<{ state: string; code: string }>("select state, code from transaction_exception where program_id = $1 and state <> 'resolved'")
  if (exceptions.length > 0) problems.push(`items that became no transactions: ${exceptions.length}, such as ${JSON.stringify(exceptions[0])}`)
  return problems
}
