import type { Options } from './options.ts'
import { safely } from './safely.ts'
import { createTracker, type Tracker } from './tracker.ts'

declare global {
  interface Window {
    /** Before the script is there: an array of calls. */
    affiliatus?: Tracker | Iterable<unknown>[]
    Affiliatus?: typeof Affiliatus
  }
}

safely(() => {
  // Loaded a second time: the first one goes on.
  if (window.Affiliatus !== undefined) return
  const noted = window.affiliatus
  const tracker = createTracker()
  window.Affiliatus = Affiliatus
  window.affiliatus = tracker
  if (Array.isArray(noted)) for (const call of noted) tracker.push(call)
}, undefined)

/** `new Affiliatus(campaignId, options)`: a tracker of its own. */
function Affiliatus(campaignId: string, options?: Options): Tracker {
  return createTracker().init(campaignId, options)
}
