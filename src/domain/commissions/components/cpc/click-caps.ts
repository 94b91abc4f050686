import { windowKeys } from '../../../time/calendar-windows.ts'
import type { Cap } from '../../rules/plan-terms.ts'
import type { ClickTally } from '../component.ts'

/** What caps leave of clicks that have the same amount each. */
export interface TakenClicks {
  /** How many are paid in full. */
  readonly paid: number
  /** What the click after them is paid: the rest that a cap by amount leaves. Minor units. */
  readonly restMinor: bigint
  /** What cut the tally; null when all of it is paid. */
  readonly cap: Cap | null
}

/**
 * How many clicks of an affiliate its caps leave. A tally is cut as its clicks would be one by one: they are alike, so the first ones are paid
 * until one of the caps is full. Versions with the same caps are counted together, others each by itself.
 */
export class ClickCaps {
  readonly #timeZone: string
  /** Clicks of caps by count, minor units of caps by amount. */
  readonly #used = new Map<string, bigint>()
  readonly #windows = new Map<Cap['window'], (instantMs: number) => string>()

  constructor(timeZone: string) {
    this.#timeZone = timeZone
  }

  /** Takes a tally's unique clicks at an amount each. */
  take(caps: readonly Cap[], tally: ClickTally, amountMinor: bigint): TakenClicks {
    if (caps.length === 0) return { paid: tally.unique, restMinor: 0n, cap: null }
    const rooms = this.#roomsOf(caps, tally)
    let paid = BigInt(tally.unique)
    let binding: Cap | null = null
    for (const { cap, room } of rooms) {
      const most = cap.count === null ? room / amountMinor : room
      if (most >= paid) continue
      paid = most
      binding = cap
    }
    const restMinor = binding === null ? 0n : restOf(rooms, paid, amountMinor)
    const clicks = restMinor > 0n ? paid + 1n : paid
    for (const { cap, key, used } of rooms) this.#used.set(key, used + (cap.count === null ? paid * amountMinor + restMinor : clicks))
    return { paid: Number(paid), restMinor, cap: binding }
  }

  #roomsOf(caps: readonly Cap[], tally: ClickTally): Room[] {
    const name = caps.map(nameOf).join()
    return caps.map((cap, index) => {
      const key = `${index} ${this.#windowOf(cap, tally)} ${name}`
      const used = this.#used.get(key) ?? 0n
      return { cap, key, used, room: (cap.count === null ? (cap.amountMinor ?? 0n) : BigInt(cap.count)) - used }
    })
  }

  #windowOf({ window }: Cap, { lastAt }: ClickTally): string {
    let keyOf = this.#windows.get(window)
    if (keyOf === undefined) this.#windows.set(window, (keyOf = windowKeys(window, this.#timeZone)))
    return keyOf(lastAt.getTime())
  }
}

/** What a cap leaves in a window: clicks or minor units. */
interface Room {
  readonly cap: Cap
  readonly key: string
  readonly used: bigint
  readonly room: bigint
}

/** What all caps leave of one click more. */
function restOf(rooms: readonly Room[], paid: bigint, amountMinor: bigint): bigint {
  let rest = amountMinor
  for (const { cap, room } of rooms) {
    const left = cap.count === null ? room - paid * amountMinor : room > paid ? rest : 0n
    if (left < rest) rest = left
  }
  return rest
}

function nameOf({ per, window, count, amountMinor, action }: Cap): string {
  return `${per} ${window} ${count} ${amountMinor} ${action}`
}
