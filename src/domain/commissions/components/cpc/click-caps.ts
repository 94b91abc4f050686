import { windowKeys } from '../../../time/calendar-windows.ts'
import type { Cap } from '../../rules/plan-terms.ts'
import type { ClickTally } from '../component.ts'

/**
 * How many clicks of an affiliate caps by count leave. A tally is cut as its clicks would be one by one: they are alike, so the first ones are
 * paid until one of the caps is full. Versions with the same caps are counted together, others each by itself.
 */
export class ClickCaps {
  readonly #timeZone: string
  readonly #used = new Map<string, number>()
  readonly #windows = new Map<Cap['window'], (instantMs: number) => string>()

  constructor(timeZone: string) {
    this.#timeZone = timeZone
  }

  /** Takes a tally's unique clicks: how many are paid, and which cap left the others unpaid. */
  take(caps: readonly Cap[], tally: ClickTally): { readonly paid: number; readonly cap: Cap | null } {
    const keys = caps.map((cap, index) => `${index} ${this.#windowOf(cap, tally)} ${caps.map(nameOf).join()}`)
    let paid = tally.unique
    let binding: Cap | null = null
    for (const [index, cap] of caps.entries()) {
      if (cap.count === null) continue
      const room = cap.count - (this.#used.get(keys[index] ?? '') ?? 0)
      if (room >= paid) continue
      paid = room
      binding = cap
    }
    for (const key of keys) this.#used.set(key, (this.#used.get(key) ?? 0) + paid)
    return { paid, cap: binding }
  }

  #windowOf({ window }: Cap, { lastAt }: ClickTally): string {
    let keyOf = this.#windows.get(window)
    if (keyOf === undefined) this.#windows.set(window, (keyOf = windowKeys(window, this.#timeZone)))
    return keyOf(lastAt.getTime())
  }
}

function nameOf({ per, window, count, amountMinor, action }: Cap): string {
  return `${per} ${window} ${count} ${amountMinor} ${action}`
}
