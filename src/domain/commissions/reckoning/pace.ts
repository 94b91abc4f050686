import type { Uuid } from '../../ids.ts'

/** A worker spends at most this part of its time on one affiliate: one in so many. */
const SHARE_OF_TIME = 10
/** Who is reckoned faster than this never has to wait. */
const QUICK_MS = 100

/**
 * How often affiliates are reckoned. The longer a history is, the longer its reckoning takes; marks that come meanwhile are answered by one
 * reckoning together, so that an affiliate of a million transactions costs a worker a tenth of its time and not all of it.
 */
export class Pace {
  readonly #notBefore = new Map<Uuid, number>()

  /** Those that are to wait now. */
  resting(): Uuid[] {
    const now = performance.now()
    for (const [id, until] of this.#notBefore) if (until <= now) this.#notBefore.delete(id)
    return [...this.#notBefore.keys()]
  }

  /** Says how long the reckoning of some together took. */
  took(affiliateIds: readonly Uuid[], tookMs: number): void {
    if (tookMs < QUICK_MS) return
    const until = performance.now() + tookMs * SHARE_OF_TIME
    for (const id of affiliateIds) this.#notBefore.set(id, until)
  }
}
