/** What is noted about a click; bits of one number in the spool, names in the database. */
export const CLICK_FLAGS = {
  bot: 1,
  prefetch: 2,
  head: 4,
  non_document: 8,
  unique_24h: 16,
  duplicate: 32,
  datacenter: 64,
  no_gesture: 128,
} as const

export type ClickFlag = keyof typeof CLICK_FLAGS

/** Attribution is refused for these, and only for these; the others are reported. */
const BLOCKING = CLICK_FLAGS.bot | CLICK_FLAGS.prefetch | CLICK_FLAGS.head | CLICK_FLAGS.non_document

/** What a request tells about who is behind it. Header values as sent; undefined where the header is missing. */
export interface ClickSignals {
  readonly isHead: boolean
  readonly isBot: boolean
  readonly isDatacenter: boolean
  readonly secPurpose: string | undefined
  readonly purpose: string | undefined
  readonly secFetchDest: string | undefined
  readonly secFetchMode: string | undefined
  readonly secFetchUser: string | undefined
}

/**
 * The flags that one request earns by itself. Missing Sec-Fetch headers are normal: in-app browsers and plain HTTP do not send them.
 * The cases are those that the Media Rating Council calls general invalid traffic, and cookie stuffing by images, frames and scripts.
 */
export function judgeClick(signals: ClickSignals): number {
  let flags = 0
  if (signals.isBot) flags |= CLICK_FLAGS.bot
  if (signals.isHead) flags |= CLICK_FLAGS.head
  if (signals.isDatacenter) flags |= CLICK_FLAGS.datacenter
  if (mentionsPrefetch(signals.secPurpose) || mentionsPrefetch(signals.purpose)) flags |= CLICK_FLAGS.prefetch
  if (isOtherThan(signals.secFetchDest, 'document') || isSame(signals.secFetchMode, 'no-cors')) flags |= CLICK_FLAGS.non_document
  if (isSame(signals.secFetchMode, 'navigate') && signals.secFetchUser !== '?1') flags |= CLICK_FLAGS.no_gesture
  return flags
}

/** A blocked click is answered like any other, but it is not valid and can win no attribution. */
export function isBlocking(flags: number): boolean {
  return (flags & BLOCKING) !== 0
}

const NAMES = Object.entries(CLICK_FLAGS)

/** The names of the flags, as `click.flags` holds them. */
export function flagNames(flags: number): string[] {
  return NAMES.filter(([, bit]) => (flags & bit) !== 0).map(([name]) => name)
}

function mentionsPrefetch(purpose: string | undefined): boolean {
  return purpose?.toLowerCase().includes('prefetch') ?? false
}

function isOtherThan(value: string | undefined, expected: string): boolean {
  return value !== undefined && !isSame(value, expected)
}

function isSame(value: string | undefined, expected: string): boolean {
  return value !== undefined && value.trim().toLowerCase() === expected
}
