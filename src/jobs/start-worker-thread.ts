import { Worker } from 'node:worker_threads'
import type { Logger } from '../app/logger.ts'
import type { Uuid } from '../domain/ids.ts'
import type { WorkerOrder, WorkerReport, WorkerSettings } from './worker-thread.ts'

/** A worker in a thread of this process. */
export interface WorkerThread {
  /** A program has something to do. */
  wake(programId: Uuid): void
  stop(timeoutMs: number): Promise<void>
}

const RESTART_MS = 1_000
/** Measured with all roles under load: 372 to 379 MiB with 32 and 48 MiB for young objects, 510 MiB with 64 and no limit for old ones. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 256 }

/** Starts the worker's thread, and starts it again should it end by itself. What was under way is found in the database. */
export function startWorkerThread(settings: WorkerSettings, log: Logger, onReport: (report: WorkerReport) => void): WorkerThread {
  let isStopping = false
  let worker = start()

  function start(): Worker {
    const thread = new Worker(new URL('./worker-thread.ts', import.meta.url), { workerData: settings, resourceLimits: THREAD_LIMITS })
    thread.on('message', onReport)
    thread.on('error', (err) => log.error({ err }, 'the worker failed; it is started again'))
    thread.on('exit', () => {
      if (!isStopping) setTimeout(() => { if (!isStopping) worker = start() }, RESTART_MS).unref()
    })
    return thread
  }

  const tell = (order: WorkerOrder) => worker.postMessage(order)
  return {
    wake: (programId) => tell({ programId }),
    stop: async (timeoutMs) => {
      isStopping = true
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
      tell({ stopWithinMs: timeoutMs })
      await ended
    },
  }
}
