import { setTimeout as delay } from 'node:timers/promises'

/** Longer than what is done for an address that has an account. */
const LEAST_MS = 250

/**
 * An effect that holds an answer back until it is as old as every other: how long it takes must not tell whether an address is known. Outside the
 * transaction, so that nobody waits for its connection meanwhile.
 */
export function evenTime(startedMs: number = performance.now()): () => Promise<void> {
  return async () => {
    const leftMs = LEAST_MS - (performance.now() - startedMs)
    if (leftMs > 0) await delay(leftMs)
  }
}
