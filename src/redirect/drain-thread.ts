/** The drain's own thread: reading records and building statements would hold up visitors for milliseconds at a time. */
import { parentPort, workerData } from 'node:worker_threads'
import { createLogger } from '../app/logger.ts'
import type { OnClicksStored } from './store-clicks.ts'
import { createDrain, type DrainSettings } from './create-drain.ts'

const REPORT_INTERVAL_MS = 250

const settings: DrainSettings & { readonly completionModule: string | null } = workerData
const drain = createDrain(settings, createLogger(settings.logLevel), await loadCompletion(settings.completionModule))
const reports = setInterval(() => parentPort?.postMessage(drain.counters), REPORT_INTERVAL_MS)

parentPort?.once('message', async (graceMs: number) => {
  clearInterval(reports)
  await drain.stop(graceMs)
  parentPort?.postMessage(drain.counters)
  process.exit(0)
})
drain.start()

/** The part of the domain that completes attributions is named from outside, so that the redirect depends on nothing of it. */
async function loadCompletion(url: string | null): Promise<OnClicksStored> {
  if (url === null) return async () => undefined
  const module: { completeAttributions?: OnClicksStored } = await import(url)
  if (module.completeAttributions === undefined) throw new Error(`${url} exports no completeAttributions`)
  return module.completeAttributions
}
