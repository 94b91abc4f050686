import { createApiServer } from '../http/server.ts'
import { startWorker } from '../jobs/worker.ts'
import { WORKER_LIMITS } from '../db/database.ts'
import type { Role } from './config.ts'
import type { Handler } from './front-server.ts'
import type { ReadinessCheck } from './health.ts'
import { observeRequest } from './metrics.ts'
import { type OpenContext, openDatabase } from './open-context.ts'

/** What one role adds to a process. */
export interface Part {
  readonly handler?: Handler
  readonly checks: readonly ReadinessCheck[]
  stop(): Promise<void>
}

const WORKER_STOP_MS = 8_000

/** How each role is started. A role that is not asked for is not even loaded into the path of a request. */
export const PARTS: Readonly<Partial<Record<Role, (open: OpenContext) => Promise<Part>>>> = {
  api: startApi,
  worker: startWorkerPart,
}

async function startApi({ context }: OpenContext): Promise<Part> {
  const app = createApiServer(context)
  app.addHook('onResponse', async (request, reply) => {
    observeRequest(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1_000)
  })
  await app.ready()
  return {
    handler: (request, response) => {
      app.routing(request, response)
      return true
    },
    checks: [],
    stop: () => app.close(),
  }
}

async function startWorkerPart({ context, ownerUrl, appUrl }: OpenContext): Promise<Part> {
  // Its own pool: a long step must not take the connections of requests, nor be cut off by their time limits.
  const db = openDatabase(appUrl, context.log, WORKER_LIMITS)
  const worker = startWorker({ ...context, db, ownerUrl })
  context.signals.listenToOthers(appUrl, (error) => context.log.warn({ err: error }, 'signals of other processes are interrupted'))
  return {
    checks: [],
    stop: async () => {
      await worker.stop(WORKER_STOP_MS)
      await db.close()
    },
  }
}
