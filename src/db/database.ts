import { setImmediate } from 'node:timers/promises'
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import pg from 'pg'
import { DomainError } from '../domain/errors.ts'
import type { Uuid } from '../domain/ids.ts'
import { isUuid } from '../domain/ids.ts'
import { isAborted, isConnectionFailure, isRetryable, retryDelayMs, RETRY_ATTEMPTS } from './retry.ts'
import type { Schema } from './schema.ts'
import { Turns } from './turns.ts'

/** Builds statements, never runs them: `tx.all(build.selectFrom('brand').selectAll())`. */
export const build = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** Anything Kysely can compile to one statement with rows of type `Row`. */
export interface Statement<Row> {
  compile(): CompiledQuery<Row>
}

/** A plain SQL statement; with a name it is prepared once per connection (hot paths). */
export interface PlainSql {
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
}

/** Statements that nobody waits for yet, and the first failure among them. */
interface Deferred {
  readonly statements: Promise<unknown>[]
  failure?: { readonly error: unknown }
}

/** One open database transaction, bound to one program or (program null) to the reference tables only. */
export class Tx {
  readonly programId: Uuid | null
  readonly #client: pg.PoolClient
  readonly #deferred: Deferred

  constructor(client: pg.PoolClient, programId: Uuid | null, deferred: Deferred = { statements: [] }) {
    this.#client = client
    this.programId = programId
    this.#deferred = deferred
  }

  /**
   * Lets a statement run while the caller goes on; the transaction waits for it before it commits, and fails with it. Statements
   * of one transaction run in the order in which they were given, so a later one sees what a deferred one wrote.
   */
  defer(statement: Promise<unknown>): void {
    // Its failure is thrown by settle(), or found when a statement after it fails.
    statement.catch((error: unknown) => {
      this.#deferred.failure ??= { error }
    })
    this.#deferred.statements.push(statement)
  }

  /**
   * Waits until deferred statements have left this process. Without it a long computation that follows keeps them here: a socket takes
   * some hundred kilobytes at once, the rest leaves when the event loop turns.
   */
  async sent(): Promise<void> {
    for (let turn = 0; turn < FLUSH_TURNS_MAX && unsentBytes(this.#client) > 0; turn += 1) await setImmediate()
  }

  /** Waits for everything that was deferred. */
  async settle(): Promise<void> {
    while (this.#deferred.statements.length > 0) await Promise.all(this.#deferred.statements.splice(0))
  }

  /** Why the transaction failed: after a deferred statement that failed, every other is told that the transaction is aborted. */
  causeOf(error: unknown): unknown {
    return isAborted(error) && this.#deferred.failure !== undefined ? this.#deferred.failure.error : error
  }

  /** Runs a built statement and answers its rows. */
  async all<Row>(statement: Statement<Row>): Promise<Row[]> {
    const { sql, parameters } = statement.compile()
    const result = await this.#client.query(sql, [...parameters])
    return result.rows as Row[]
  }

  /** The first row of a built statement, or undefined. */
  async first<Row>(statement: Statement<Row>): Promise<Row | undefined> {
    return (await this.all(statement))[0]
  }

  /** Runs plain SQL. `Row` is the caller's claim about the columns it selects. */
  async sql<Row = Record<string, unknown>>(statement: PlainSql): Promise<Row[]> {
    const result = await this.#client.query({ ...statement, values: statement.values ? [...statement.values] : [] })
    return result.rows as Row[]
  }

  /** Runs plain SQL and answers the number of rows it touched. */
  async count(statement: PlainSql): Promise<number> {
    const result = await this.#client.query({ ...statement, values: statement.values ? [...statement.values] : [] })
    return result.rowCount ?? 0
  }

  /** Sees another program from here on, in the same transaction. For work over several programs (the click drain). */
  async enterProgram(programId: Uuid): Promise<Tx> {
    await this.#client.query(setProgram(programId))
    return new Tx(this.#client, programId, this.#deferred)
  }
}

const FLUSH_TURNS_MAX = 1_000

/** What the driver has been given and the socket has not taken yet. */
function unsentBytes(client: pg.PoolClient): number {
  const { connection } = client as unknown as { readonly connection?: { readonly stream?: { readonly writableLength?: number } } }
  return connection?.stream?.writableLength ?? 0
}

/** Limits of one connection; every one is set, the driver has no defaults. */
export interface DatabaseLimits {
  readonly connections: number
  /** For a turn, when all connections are at work. */
  readonly waitTimeoutMs: number
  readonly connectTimeoutMs: number
  readonly statementTimeoutMs: number
  readonly lockTimeoutMs: number
  /** Plan each statement for what it is given, instead of keeping a plan that was made while the tables were small. */
  readonly plansEachTime?: boolean
}

// 1 s for a connection and 3.8 s for a statement: with the database silent no request may wait longer than 5 s (docs/architecture.md).
// The turn comes on top only where all connections are at work; those who hold them have given up before their followers begin.
export const REQUEST_LIMITS: DatabaseLimits = { connections: 16, waitTimeoutMs: 3_000, connectTimeoutMs: 1_000, statementTimeoutMs: 3_300, lockTimeoutMs: 2_500 }
// Whole tables are read; one statement over 10^7 rows takes minutes.
export const VERIFY_LIMITS: DatabaseLimits = { connections: 3, waitTimeoutMs: 60_000, connectTimeoutMs: 5_000, statementTimeoutMs: 30 * 60_000, lockTimeoutMs: 10_000 }
export const WORKER_LIMITS: DatabaseLimits = { connections: 4, waitTimeoutMs: 60_000, connectTimeoutMs: 2_000, statementTimeoutMs: 60_000, lockTimeoutMs: 10_000, plansEachTime: true }

/** The application's door to PostgreSQL: pooled connections as the application's role, transactions bound to a program. */
export class Database {
  readonly #pool: pg.Pool
  readonly #turns: Turns

  constructor(connectionString: string, limits: DatabaseLimits, onError: (error: Error) => void) {
    this.#turns = new Turns(limits.connections, limits.waitTimeoutMs)
    this.#pool = new pg.Pool({
      connectionString,
      max: limits.connections,
      connectionTimeoutMillis: limits.connectTimeoutMs,
      statement_timeout: limits.statementTimeoutMs,
      lock_timeout: limits.lockTimeoutMs,
      idle_in_transaction_session_timeout: limits.statementTimeoutMs * 2,
      query_timeout: limits.statementTimeoutMs + 500,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      application_name: 'fairshare',
      // Statements of a transaction go out without waiting for one another's answers.
      pipeline: true,
      options: `-c timezone=UTC${limits.plansEachTime === true ? ' -c plan_cache_mode=force_custom_plan' : ''}`,
      types: typeParsers,
    })
    this.#pool.on('error', onError)
    this.#pool.on('connect', (client) => client.on('error', onError))
  }

  /** One transaction that sees exactly one program (row-level security). Serialization failures and deadlocks are retried. */
  inProgram<T>(programId: Uuid, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#transaction(programId, work)
  }

  /**
   * One read-only transaction that sees one program as it was at a single moment (repeatable read), however long it takes. For
   * work that compares tables with each other while others write. Given the `moment` of another snapshot that is still open
   * (`pg_export_snapshot`), it sees the same: two connections can share the work.
   */
  snapshot<T>(programId: Uuid, work: (tx: Tx) => Promise<T>, moment?: string): Promise<T> {
    const begin = 'begin isolation level repeatable read, read only'
    return this.#transaction(programId, work, moment === undefined ? begin : `${begin}; ${setSnapshot(moment)}`)
  }

  /** One transaction over the reference tables; tenant tables look empty in it. */
  shared<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#transaction(null, work)
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #transaction<T>(programId: Uuid | null, work: (tx: Tx) => Promise<T>, begin = 'begin'): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(programId, work, begin)
      } catch (error) {
        if (isConnectionFailure(error)) throw new DomainError('database_unavailable', { cause: error })
        if (!isRetryable(error) || attempt >= RETRY_ATTEMPTS) throw error
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs(attempt)))
      }
    }
  }

  async #attempt<T>(programId: Uuid | null, work: (tx: Tx) => Promise<T>, begin: string): Promise<T> {
    await this.#turns.take()
    try {
      return await this.#onClient(await this.#pool.connect(), programId, work, begin)
    } finally {
      this.#turns.leave()
    }
  }

  async #onClient<T>(client: pg.PoolClient, programId: Uuid | null, work: (tx: Tx) => Promise<T>, begin: string): Promise<T> {
    let failure: Error | undefined
    const tx = new Tx(client, programId)
    try {
      tx.defer(client.query(programId === null ? begin : `${begin}; ${setProgram(programId)}`))
      const result = await work(tx)
      await tx.settle()
      await client.query('commit')
      return result
    } catch (thrown) {
      const error = tx.causeOf(thrown)
      failure = error instanceof Error ? error : new Error(String(error))
      if (isConnectionFailure(failure)) throw error
      await client.query('rollback').then(
        () => { failure = undefined },
        () => undefined,
      )
      throw error
    } finally {
      // A connection whose state we do not know is closed, not returned.
      client.release(failure)
    }
  }
}

/** The statement is built as text so that it travels with `begin` in one round trip; hence the check. */
function setProgram(programId: Uuid): string {
  if (!isUuid(programId)) throw new DomainError('impossible', { message: 'program id is not a uuid' })
  return `set local app.program_id = '${programId}'`
}

function setSnapshot(moment: string): string {
  if (!/^[0-9A-F-]{1,64}$/.test(moment)) throw new DomainError('impossible', { message: 'not the name of a snapshot' })
  return `set transaction snapshot '${moment}'`
}

/**
 * Reads `2026-11-21 07:00:00.123456+00`, the only form of a connection whose time zone is UTC, to the millisecond. Anything else
 * (infinity, years before Christ) takes the driver's own way.
 */
function parseTimestamp(text: string): Date {
  if (text.length < 22 || !text.endsWith('+00') || text.charCodeAt(4) !== DASH) return parseOddTimestamp(text)
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  return new Date(Date.UTC(year, twoDigits(text, 5) - 1, twoDigits(text, 8), twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17), milliseconds(text)))
}

// Without cutting the text into pieces: a step reads tens of thousands of these.
function twoDigits(text: string, start: number): number {
  return (text.charCodeAt(start) - ZERO) * 10 + text.charCodeAt(start + 1) - ZERO
}

/** PostgreSQL leaves zeros at the end of a fraction away. */
function milliseconds(text: string): number {
  const end = text.length - UTC_SUFFIX
  let sum = 0
  for (let at = FRACTION_START, weight = 100; at < end && weight >= 1; at += 1, weight /= 10) sum += (text.charCodeAt(at) - ZERO) * weight
  return sum
}

const DASH = 45
const ZERO = 48
/** Behind the point. */
const FRACTION_START = 20
const UTC_SUFFIX = 3
const parseOddTimestamp = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text')
const TIMESTAMPTZ = 1184
const INT8 = 20
const NUMERIC = 1700
const INT8_ARRAY = 1016

/** bigint and numeric (ours are all whole) arrive as BigInt: a float would lose money silently. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8 || oid === NUMERIC) return BigInt
    if (oid === TIMESTAMPTZ) return parseTimestamp
    if (oid === INT8_ARRAY) return (text: string) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt))
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig
