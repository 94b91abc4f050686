import type { Logger } from '../app/logger.ts'
import { Database, WORKER_LIMITS } from '../db/database.ts'
import type { Uuid } from '../domain/ids.ts'
import { openCountries } from './country.ts'
import { Drain, type DrainCounters } from './drain.ts'
import type { OnClicksStored } from './store-clicks.ts'
import { placeAddresses } from './place-address.ts'

/** What a drain needs, in values that can be handed to a thread. */
export interface DrainSettings {
  /** As the application's role. */
  readonly databaseUrl: string
  readonly root: string
  readonly ownSpoolId: Uuid | undefined
  readonly geoipDb: string | undefined
  readonly keepsWholeAddresses: boolean
  readonly logLevel: string
}

// A connection of its own, and one only: batches follow each other.
const DRAIN_LIMITS = { ...WORKER_LIMITS, connections: 1, statementTimeoutMs: 20_000, lockTimeoutMs: 5_000 }

/** A drain with its own database connection, which `stop` closes. */
export interface OwnedDrain {
  readonly counters: DrainCounters
  start(): void
  stop(graceMs: number): Promise<void>
}

export function createDrain(settings: DrainSettings, log: Logger, onClicksStored: OnClicksStored): OwnedDrain {
  const db = new Database(settings.databaseUrl, DRAIN_LIMITS, (err) =>
    log.warn({ err }, 'redirect: the drain lost its database connection'),
  )
  const { root, ownSpoolId, keepsWholeAddresses } = settings
  const place = placeAddresses(openCountries(settings.geoipDb), keepsWholeAddresses)
  const drain = new Drain({ db, root, log, ownSpoolId, place, onClicksStored })
  return {
    counters: drain.counters,
    start: () => drain.start(),
    stop: async (graceMs) => {
      await drain.stop(graceMs)
      await db.close().catch(() => undefined)
    },
  }
}
