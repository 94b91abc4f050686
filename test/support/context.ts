import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Clock } from '../../src/app/clock.ts'
import type { Config } from '../../src/app/config.ts'
import { readConfig } from '../../src/app/config.ts'
import type { AppContext } from '../../src/app/context.ts'
import { createLogger } from '../../src/app/logger.ts'
import { createClickKeys, createSecretBox } from '../../src/app/secrets.ts'
import { WorkSignals } from '../../src/app/signals.ts'
import { Database, type DatabaseLimits, REQUEST_LIMITS } from '../../src/db/database.ts'
import { createOutbound } from '../../src/outbound/create-outbound.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

/** The installation secret of every test context. */
export const TEST_SECRET = 'a secret for tests, at least 32 characters'

/** As requests have them, but on a machine that does other things as well a connection may take more than its second. */
const PATIENT_LIMITS: DatabaseLimits = { ...REQUEST_LIMITS, waitTimeoutMs: 30_000, connectTimeoutMs: 30_000, statementTimeoutMs: 30_000 }

/** A clock that a test sets. */
export class TestClock implements Clock {
  #now: Date

  constructor(now: Date) {
    this.#now = now
  }

  now(): Date {
    return new Date(this.#now)
  }

  set(now: Date | string): void {
    this.#now = new Date(now)
  }

  advanceMs(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds)
  }
}

export interface TestContext extends AppContext {
  readonly clock: TestClock
  readonly database: TestDatabase
  /** What went wrong on pooled connections. */
  readonly databaseErrors: readonly Error[]
  close(): Promise<void>
}

export interface TestContextOptions {
  readonly now?: Date | string
  readonly config?: Partial<Config>
  /** Instead of a copy of its own: to look at one database through several contexts. The caller drops it. */
  readonly database?: TestDatabase
  /** What DNS says; without it no name has texts. */
  readonly texts?: Readonly<Record<string, readonly string[]>>
}

/** The context of a running process on a database of its own. Call it in `beforeAll`, and `close` in `afterAll`. */
export async function createTestContext(options: TestContextOptions = {}): Promise<TestContext> {
  const database = options.database ?? (await createTestDatabase())
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'fairshare-data-'))
  const databaseErrors: Error[] = []
  const db = new Database(database.appUrl, PATIENT_LIMITS, (error) => databaseErrors.push(error))
  const signals = new WorkSignals(db)
  const config = { ...readConfig({ DATA_DIR: dataDir, RATE_LIMITS: 'off' }), databaseUrl: database.ownerUrl, databaseAppUrl: database.appUrl, ...options.config }
  return {
    config,
    log: createLogger(process.env['TEST_LOG_LEVEL'] ?? 'fatal'),
    clock: new TestClock(new Date(options.now ?? Date.now())),
    db,
    clickKeys: createClickKeys({ secretKeys: [TEST_SECRET] }),
    secretBox: createSecretBox({ secretKeys: [TEST_SECRET] }),
    signals,
    outbound: createOutbound({ ...config, resolveTexts: async (name) => options.texts?.[name] ?? [] }),
    database,
    databaseErrors,
    close: async () => {
      await signals.close()
      await db.close()
      if (!options.database) await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
