/** The worker's own thread: rating thousands of transactions would hold up requests for tens of milliseconds at a time. */
import { parentPort, workerData } from 'node:worker_threads'
import { wallClock } from '../app/clock.ts'
import type { Config } from '../app/config.ts'
import { createLogger } from '../app/logger.ts'
import { createMailer } from '../app/mailer.ts'
import { openDatabase } from '../app/open-context.ts'
import { createClickKeys, createSecretBox, type Secrets } from '../app/secrets.ts'
import { WorkSignals } from '../app/signals.ts'
import { WORKER_LIMITS } from '../db/database.ts'
import type { Uuid } from '../domain/ids.ts'
import { createOutbound } from '../outbound/create-outbound.ts'
import { startWorker } from './worker.ts'

/** What the thread is started with. */
export interface WorkerSettings {
  readonly config: Config
  readonly secrets: Secrets
  readonly ownerUrl: string
  readonly appUrl: string
}

/** What the thread is told: a program has something to do, or it is time to stop. */
export type WorkerOrder = { readonly programId: Uuid } | { readonly stopWithinMs: number }

/** What the thread tells, for the metrics of the process. */
export interface WorkerReport {
  readonly task: string
  readonly outcome: 'step' | 'failure'
}

const { config, secrets, ownerUrl, appUrl }: WorkerSettings = workerData
const log = createLogger(config.logLevel)
const db = openDatabase(appUrl, log, WORKER_LIMITS)
const signals = new WorkSignals(db)
const report = (task: string, outcome: WorkerReport['outcome']) => parentPort?.postMessage({ task, outcome } satisfies WorkerReport)
const worker = startWorker({ config, log, clock: wallClock, db, clickKeys: createClickKeys(secrets), secretBox: createSecretBox(secrets), signals, outbound: createOutbound(config), ownerUrl, mailer: createMailer(config), report })
signals.listenToOthers(appUrl, (error) => log.warn({ err: error }, 'signals of other processes are interrupted'))

parentPort?.on('message', async (order: WorkerOrder) => {
  if ('programId' in order) {
    signals.transactionsArrived(order.programId)
    return
  }
  await worker.stop(order.stopWithinMs)
  await signals.close()
  await db.close()
  process.exit(0)
})
