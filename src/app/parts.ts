import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { startWorkerThread as StartWorkerThread } from '../jobs/start-worker-thread.ts'
import type { startRedirect as StartRedirect } from '../redirect/start-redirect.ts'
import type { Role } from './config.ts'
import type { Handler } from './front-server.ts'
import type { ReadinessCheck } from './health.ts'
import { countFrom, countTaskFailure, countTaskStep, measure, observeRequest } from './metrics.ts'
import type { OpenContext } from './open-context.ts'

/** What one role adds to a process. */
export interface Part {
  readonly handler?: Handler
  readonly checks: readonly ReadinessCheck[]
  stop(): Promise<void>
}

const WORKER_STOP_MS = 3_000
/** What is not drained by then is drained by the next process: it is written down. */
const DRAIN_STOP_MS = 3_000
const LINKS_WAIT_MS = 10_000
const LINKS_POLL_MS = 5
/** Named rather than imported: the redirect itself depends on nothing but tracking. It runs in the drain's thread. */
const COMPLETION_MODULE = new URL('../domain/customers/complete-attributions.ts', import.meta.url).href

/** Starts a role whose program is in memory. */
export type StartPart = (open: OpenContext) => Promise<Part>

/** Loads what a role runs; a role that is not asked for costs neither time nor memory. */
export const LOAD_PART: Readonly<Record<Role, () => Promise<StartPart>>> = {
  api: async () => {
    const { createApiServer } = await import('../http/server.ts')
    return ({ context }) => startApi(createApiServer(context))
  },
  redirect: async () => {
    const { startRedirect } = await import('../redirect/start-redirect.ts')
    return (open) => startRedirectPart(startRedirect, open)
  },
  worker: async () => {
    const { startWorkerThread } = await import('../jobs/start-worker-thread.ts')
    return (open) => startWorkerPart(startWorkerThread, open)
  },
}

async function startApi(app: FastifyInstance): Promise<Part> {
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

async function startRedirectPart(startRedirect: typeof StartRedirect, { context, appUrl }: OpenContext): Promise<Part> {
  const { config, clickKeys, clock, log } = context
  const redirect = startRedirect({ ...config, databaseUrl: appUrl, clickKeys, clock, log, completionModule: COMPLETION_MODULE })
  const read = redirect.counters
  countFrom('fairshare_redirects_total', 'Visitors sent on to a landing page.', () => read().redirects)
  countFrom('fairshare_clicks_recorded_total', 'Clicks written to the spool.', () => read().clicksRecorded)
  countFrom('fairshare_clicks_unrecorded_total', 'Clicks answered but written nowhere, because the disk was full.', () => read().clicksUnrecorded)
  countFrom('fairshare_clicks_stored_total', 'Clicks moved from the spool to the database.', () => read().clicksStored)
  measure('fairshare_links', 'Tracking links in memory.', () => read().links)
  const deadline = performance.now() + LINKS_WAIT_MS
  while (!redirect.isReady() && performance.now() < deadline) await delay(LINKS_POLL_MS)
  return {
    handler: redirect.listener,
    checks: [{ name: 'links', isReady: async () => redirect.isReady() }],
    stop: () => redirect.stop(DRAIN_STOP_MS),
  }
}

async function startWorkerPart(startWorkerThread: typeof StartWorkerThread, { context, ownerUrl, appUrl, secrets }: OpenContext): Promise<Part> {
  const { config, log, signals } = context
  const worker = startWorkerThread({ config, secrets, ownerUrl, appUrl }, log, ({ task, outcome }) => (outcome === 'step' ? countTaskStep(task) : countTaskFailure(task)))
  const unsubscribe = signals.onTransactions((programId) => worker.wake(programId))
  return {
    checks: [],
    stop: async () => {
      unsubscribe()
      await worker.stop(WORKER_STOP_MS)
    },
  }
}
