import { setTimeout as delay } from 'node:timers/promises'
import { Database, REQUEST_LIMITS } from '../db/database.ts'
import { type EmbeddedPostgres, openEmbedded } from '../db/embedded.ts'
import { type Migrated, migrate } from '../db/migrate.ts'
import { isConnectionFailure } from '../db/retry.ts'
import { createOutbound } from '../outbound/create-outbound.ts'
import { wallClock } from './clock.ts'
import { type Config, ConfigError } from './config.ts'
import type { AppContext } from './context.ts'
import type { Logger } from './logger.ts'
import { countDatabaseError } from './metrics.ts'
import { createClickKeys, createSecretBox, readSecrets, type Secrets } from './secrets.ts'
import { WorkSignals } from './signals.ts'

/** A context with what it stands on. */
export interface OpenContext {
  readonly context: AppContext
  /** Connection of the owner of the schema: migrations, partitions, backup. */
  readonly ownerUrl: string
  /** Connection of the application's role. */
  readonly appUrl: string
  readonly secrets: Secrets
  close(): Promise<void>
}

/** How long a database may take to appear, in a cluster where everything is started at once. */
const DATABASE_WAIT_MS = 60_000
const DATABASE_RETRY_MS = 500

/**
 * Opens everything a process or a command needs: secrets, the database (embedded without DATABASE_URL), its schema, the application's role.
 * @throws ConfigError or Error with one line that says what to mend.
 */
export async function openContext(config: Config, log: Logger): Promise<OpenContext> {
  const secrets = await readSecrets(config)
  const embedded = config.databaseUrl === undefined ? await openEmbedded({ dataDir: config.dataDir }) : undefined
  try {
    const ownerUrl = config.databaseUrl ?? embedded?.ownerUrl ?? ''
    const { appUrl } = await migrateWhenThere(config, ownerUrl, secrets, log)
    return contextOn(config, log, secrets, { ownerUrl, appUrl, embedded })
  } catch (error) {
    await embedded?.close()
    throw error
  }
}

async function migrateWhenThere(config: Config, ownerUrl: string, secrets: Secrets, log: Logger): Promise<Migrated> {
  const deadline = Date.now() + DATABASE_WAIT_MS
  for (let isTold = false; ; isTold = true) {
    try {
      return await migrate({
        ownerUrl,
        appUrl: config.databaseAppUrl,
        secret: secrets.secretKeys[0],
        now: wallClock.now(),
        onApplied: (migration) => log.info({ migration }, 'migrated'),
      })
    } catch (error) {
      if (!isConnectionFailure(error) || Date.now() > deadline) throw explained(error)
      if (!isTold) log.warn({ err: error }, 'waiting for the database')
      await delay(DATABASE_RETRY_MS)
    }
  }
}

const WRONG_URL_CODES = new Map([
  ['28P01', 'the password is wrong'],
  ['28000', 'the user may not connect'],
  ['3D000', 'there is no such database'],
  ['ENOTFOUND', 'there is no such host'],
])

function explained(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = WRONG_URL_CODES.get(code) ?? (isConnectionFailure(error) ? 'the database does not answer' : undefined)
  return reason === undefined ? error : new ConfigError(`DATABASE_URL: ${reason} (${error instanceof Error ? error.message : code})`)
}

interface Foundation {
  readonly ownerUrl: string
  readonly appUrl: string
  readonly embedded: EmbeddedPostgres | undefined
}

function contextOn(config: Config, log: Logger, secrets: Secrets, { ownerUrl, appUrl, embedded }: Foundation): OpenContext {
  const db = openDatabase(appUrl, log)
  const signals = new WorkSignals(db)
  return {
    context: { config, log, clock: wallClock, db, clickKeys: createClickKeys(secrets), secretBox: createSecretBox(secrets), signals, outbound: createOutbound(config) },
    ownerUrl,
    appUrl,
    secrets,
    close: async () => {
      await signals.close()
      await db.close()
      await embedded?.close()
    },
  }
}

/** A pool of the application's connections; a lost one is logged and replaced at the next use. */
export function openDatabase(appUrl: string, log: Logger, limits = REQUEST_LIMITS): Database {
  return new Database(appUrl, limits, (error) => {
    countDatabaseError()
    log.warn({ err: error }, 'a database connection was lost')
  })
}
