/** The wall clock of this process, replaceable in tests. */
export interface Clock {
  now(): Date
}

export const wallClock: Clock = { now: () => new Date() }
