import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Clock } from '../app/clock.ts'
import type { Logger } from '../app/logger.ts'
import { Database, REQUEST_LIMITS } from '../db/database.ts'
import type { ClickKeys } from '../domain/tracking/click-key.ts'
import { ClientAddresses, type TrustProxy } from './client-address.ts'
import { openCountries } from './country.ts'
import type { DrainSettings } from './create-drain.ts'
import { DATACENTER_FILE, readDatacenters } from './datacenter.ts'
import type { DrainCounters } from './drain.ts'
import { LegacyLinks } from './legacy-links.ts'
import { LinkCache } from './link-cache.ts'
import { LinkChanges } from './link-changes.ts'
import { createRedirectListener, type RedirectCounters, type RedirectListener } from './server.ts'
import { Spool, SPOOL_LIMITS, type SpoolCounters, type SpoolLimits } from './spool.ts'
import { Visitors } from './visitors.ts'

export interface RedirectSettings {
  /** As the application's role. */
  readonly databaseUrl: string
  readonly dataDir: string
  readonly publicUrl: string
  readonly trustProxy: TrustProxy
  readonly geoipDb: string | undefined
  readonly logLevel: string
  readonly clickKeys: ClickKeys
  readonly clock: Clock
  readonly log: Logger
  /** URL of a module that exports `completeAttributions`: it runs in the drain's thread, in the transaction that stores the clicks. */
  readonly completionModule: string | null
  readonly spoolLimits?: SpoolLimits
}

/** The running redirect. */
export interface Redirect {
  readonly listener: RedirectListener
  /** All links have been read: visitors of known links need no database any more. */
  isReady(): boolean
  counters(): RedirectCounters & SpoolCounters & DrainCounters & { readonly links: number, readonly isDiskFull: boolean }
  /** Call when no request comes in any more: writes, drains for `graceMs` at most, and closes everything. */
  stop(graceMs: number): Promise<void>
}

const THREAD_RESTART_MS = 1_000
const ENDED_THREAD = -1
/** What a batch needs is small; without limits a thread's heap grows as if the machine were its own. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 }

/** Starts the redirect role: links in memory and kept fresh, a spool of its own, and the drain in its own thread. */
export function startRedirect(settings: RedirectSettings): Redirect {
  const { log, clickKeys, clock } = settings
  const onLost = (err: Error): void => log.warn({ err }, 'redirect: a database connection was lost')
  const db = new Database(settings.databaseUrl, { ...REQUEST_LIMITS, connections: 4 }, onLost)
  const links = new LinkCache(db)
  const legacyLinks = new LegacyLinks(db)
  const changes = new LinkChanges({ links, legacyLinks, clickKeys, log })
  const root = path.join(settings.dataDir, 'spool')
  const spool = new Spool(root, log, settings.spoolLimits ?? SPOOL_LIMITS)
  const drain = new DrainThread({ ...settings, root, spoolId: spool.folder.id })
  const counters: RedirectCounters = { redirects: 0, linksNotActive: 0, linksNotKnown: 0, failures: 0 }
  changes.start(settings.databaseUrl)
  return {
    listener: createRedirectListener({
      links, legacyLinks, clickKeys, clock, log, spool, counters,
      addresses: new ClientAddresses(settings.trustProxy),
      visitors: new Visitors(),
      countryOf: openCountries(settings.geoipDb),
      isDatacenter: readDatacenters(path.join(settings.dataDir, DATACENTER_FILE)),
      isSecure: settings.publicUrl.startsWith('https:'),
    }),
    isReady: () => links.isLoaded && legacyLinks.isLoaded,
    counters: () => ({ ...counters, ...spool.counters, ...drain.counters, links: links.size, isDiskFull: spool.mode === 'full' }),
    stop: async (graceMs) => {
      spool.close()
      await Promise.all([drain.stop(graceMs), changes.close()])
      await db.close()
    },
  }
}

/** The drain's thread, started again should it end by itself. */
class DrainThread {
  counters: DrainCounters = { clicksStored: 0, clicksRefused: 0, bytesTorn: 0, waitingSinceMs: null }
  readonly #settings: DrainSettings & { readonly completionModule: string | null }
  readonly #log: Logger
  #worker: Worker
  #isStopping = false

  constructor(settings: RedirectSettings & { readonly root: string, readonly spoolId: string }) {
    const { databaseUrl, root, geoipDb, logLevel, completionModule } = settings
    this.#settings = { databaseUrl, root, ownSpoolId: settings.spoolId, geoipDb, logLevel, completionModule, keepsWholeAddresses: true }
    this.#log = settings.log
    this.#worker = this.#start()
  }

  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true
    if (this.#worker.threadId === ENDED_THREAD) return
    const ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()))
    this.#worker.postMessage(graceMs)
    await ended
  }

  #start(): Worker {
    const worker = new Worker(new URL('./drain-thread.ts', import.meta.url), { workerData: this.#settings, resourceLimits: THREAD_LIMITS })
    worker.on('message', (counters: DrainCounters) => {
      this.counters = counters
    })
    worker.on('error', (err) => this.#log.error({ err }, 'redirect: the drain failed'))
    worker.on('exit', () => {
      if (!this.#isStopping) setTimeout(() => this.#restart(), THREAD_RESTART_MS).unref()
    })
    return worker
  }

  #restart(): void {
    if (!this.#isStopping) this.#worker = this.#start()
  }
}
