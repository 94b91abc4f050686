import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'

let launched: Promise<Browser> | undefined

/** One Chromium for all test files of a worker process; it ends with the process. */
export async function sharedBrowser(): Promise<Browser> {
  const known = await launched?.catch(() => undefined)
  if (known?.isConnected()) return known
  launched = launchBrowser()
  return launched
}
