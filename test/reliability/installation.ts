import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Database, VERIFY_LIMITS } from '../../src/db/database.ts'
import { type EmbeddedPostgres, openEmbedded } from '../../src/db/embedded.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { brokenLaw } from '../simulation/laws.ts'
import { freePort, type RunningProgram, startProgram } from '../support/process.ts'
import { type Answer, ask } from './visitor-load.ts'

const READY_MS = 60_000

/** Processes of the program on a durable database of their own, each of which can be killed and started again on its port. */
export class KillableInstallation {
  readonly apiKey: string
  /** The first program, which the first start has made. */
  readonly programId: Uuid
  readonly db: Database
  readonly #root: string
  readonly #postgres: EmbeddedPostgres
  readonly #processes: Map<string, Process>

  private constructor(root: string, postgres: EmbeddedPostgres, processes: Map<string, Process>, apiKey: string, programId: Uuid) {
    this.#root = root
    this.#postgres = postgres
    this.#processes = processes
    this.apiKey = apiKey
    this.programId = programId
    this.db = new Database(postgres.ownerUrl, VERIFY_LIMITS, () => undefined)
  }

  /** Names begin with a role: `api`, `worker`, `worker 2`; `all` alone runs on the embedded database of its own data folder. */
  static async open(...names: readonly [string, ...string[]]): Promise<KillableInstallation> {
    const root = await mkdtemp(path.join(os.tmpdir(), 'fairshare-installation-'))
    const isWhole = names[0] === 'all'
    const dataDir = path.join(root, isWhole ? 'all' : 'server')
    const postgres = await openEmbedded({ dataDir })
    const env = { RATE_LIMITS: 'off', SECRET_KEY: 'k'.repeat(32), LOG_LEVEL: 'warn' }
    const processes = new Map<string, Process>()
    for (const name of names) {
      const own = isWhole ? { DATA_DIR: dataDir } : { DATABASE_URL: postgres.ownerUrl, DATA_DIR: path.join(root, name) }
      const process = new Process(name.split(' ')[0] ?? name, { ...env, ...own, PORT: String(await freePort()) })
      processes.set(name, process)
      await process.start()
    }
    const apiKey = (await processes.get(names[0])?.program?.apiKey()) ?? ''
    const [program] = await onConnection(postgres.ownerUrl, async (client) => (await client.query<{ id: Uuid }>('select id from program')).rows)
    if (program === undefined) throw new Error('the first start has made no program')
    return new KillableInstallation(root, postgres, processes, apiKey, program.id)
  }

  get ownerUrl(): string {
    return this.#postgres.ownerUrl
  }

  /** Names of the processes. */
  get names(): readonly string[] {
    return [...this.#processes.keys()]
  }

  /** kill -9 and a start. Answers how long it took to be ready, in milliseconds. */
  async killAndRestart(name: string): Promise<number> {
    const process = this.#processes.get(name)
    if (process === undefined) throw new Error(`there is no process ${name}`)
    await process.program?.kill('SIGKILL')
    return process.start()
  }

  /** A start that is killed with kill -9 before it may be ready, and the database with it. */
  async startAndKill(name: string, afterMs: number): Promise<void> {
    const started = this.#processes.get(name)
    if (started === undefined) throw new Error(`there is no process ${name}`)
    await started.program?.kill('SIGKILL')
    await started.spawn()
    await delay(afterMs)
    await started.program?.kill('SIGKILL')
    killIfAlive(this.#postgres.pid)
  }

  /**
   * Ends PostgreSQL at once, with `SIGQUIT` (what `pg_ctl stop -m immediate` sends) or `SIGKILL`; it is started again by those who use
   * it. Answers how long it took until every process was ready again, in milliseconds.
   */
  async crashDatabase(signal: 'SIGQUIT' | 'SIGKILL'): Promise<number> {
    const { pid } = this.#postgres
    const startedAt = performance.now()
    process.kill(pid, signal)
    while (this.#postgres.pid === pid) await delay(10)
    for (const { program } of this.#processes.values()) await program?.ready(READY_MS)
    return performance.now() - startedAt
  }

  /** A call of the operator API over whichever process serves it. Rejects when the connection breaks before the answer. */
  async call(method: string, at: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const [first] = this.#processes.values()
    return ask(`${first?.program?.url}/api/v1${at}`, { method, headers: { 'x-api-key': this.apiKey, ...headers }, ...(body === undefined ? {} : { body }) })
  }

  /** Like call, for what must succeed: the parsed answer. */
  // biome-ignore lint/suspicious/noExplicitAny: every caller reads another shape
  async must(method: string, at: string, body?: unknown): Promise<any> {
    const answer = await this.call(method, at, body)
    if (answer.status >= 300) throw new Error(`${method} ${at}: ${answer.status} ${answer.body}`)
    return JSON.parse(answer.body)
  }

  /** Rows of the program; $1 is its id. */
  rows<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
    return this.db.inProgram(this.programId, (tx) => tx.sql<Row>({ text, values: [this.programId, ...values] }))
  }

  /** Waits until everything that was acknowledged is processed, what waited for a customer who is there now included. */
  async settled(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs
    for (;;) {
      const [left] = await this.rows<{ queued: bigint; waiting: bigint }>(
        `select (select count(*) from transaction_batch where program_id = $1 and processed_at is null) as queued,
                (select count(*) from transaction_exception e where e.program_id = $1 and e.state = 'waiting' and (e.due_at <= now() or exists (
                  select from customer c where c.program_id = $1 and c.brand_id = e.brand_id and c.external_id = e.awaited_customer))) as waiting`,
      )
      if (left?.queued === 0n && left.waiting === 0n) return
      if (performance.now() > deadline) throw new Error(`not settled after ${timeoutMs} ms: ${left?.queued} batches and ${left?.waiting} items left\n${this.output()}`)
      await delay(50)
    }
  }

  /** The first law of the money that is broken at this moment; null when all hold. Quick enough to be asked all the time. */
  brokenMoneyLaw(): Promise<string | null> {
    return brokenLaw({ context: { db: this.db }, programId: this.programId })
  }

  /** The first law of the books that is broken, by two checkers; null when all hold. */
  async brokenLaw(): Promise<string | null> {
    const broken = await this.brokenMoneyLaw()
    if (broken !== null) return broken
    const { laws } = await verifyBooks(this.db, this.programId)
    const found = laws.find(({ offender }) => offender !== null)
    return found === undefined ? null : `${found.law}: ${found.offender}`
  }

  /** The end of what the processes have said. */
  output(): string {
    return [...this.#processes].map(([name, { program }]) => `── ${name}\n${program?.output.slice(-2_000)}`).join('\n')
  }

  async close(): Promise<void> {
    await Promise.all([...this.#processes.values()].map(({ program }) => program?.kill('SIGKILL')))
    await this.db.close()
    await this.#postgres.close()
    await rm(this.#root, { recursive: true, force: true })
  }
}

class Process {
  readonly #role: string
  readonly #env: Readonly<Record<string, string>>
  program: RunningProgram | undefined

  constructor(role: string, env: Readonly<Record<string, string>>) {
    this.#role = role
    this.#env = env
  }

  async spawn(): Promise<RunningProgram> {
    this.program = await startProgram({ args: [`--roles=${this.#role}`], env: this.#env })
    return this.program
  }

  async start(): Promise<number> {
    return (await this.spawn()).ready(READY_MS)
  }
}

/** The server may be down from the last time: its successor is not started yet. */
function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** A brand and an affiliate whose customers are registered by its referral code. */
export async function furnish(installation: KillableInstallation, brand: Readonly<Record<string, unknown>> = {}): Promise<{ affiliateId: string; referralCode: string }> {
  await installation.must('POST', '/brand', { name: 'Reliable', externalId: 'reliable', landingPageUrl: 'https://brand.example/?btag=[ClickKey]', ...brand })
  const referralCode = `R${newId().slice(-8).toUpperCase()}`
  const { id } = await installation.must('POST', '/affiliate', { name: 'Affiliate', referralCode })
  return { affiliateId: id, referralCode }
}
