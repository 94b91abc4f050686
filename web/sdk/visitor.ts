import { readCookie, removeCookie, writeCookie } from './cookies.ts'
import type { Settings } from './options.ts'
import { randomId } from './random-id.ts'
import { safely } from './safely.ts'
import { CLICK_COOKIE, isTouchValue, REFERRAL_COOKIE, readTouch, type TouchCookie } from './touch.ts'

const SESSION_COOKIE = 'aff_sid'
const SESSION_ID = /^[0-9a-f]{32}$/
/** Half an hour without an event ends a session. */
const SESSION_DAYS = 1 / 48
const TOUCH_COOKIES = [REFERRAL_COOKIE, CLICK_COOKIE] as const

/** What we know of the visitor of this page: in cookies, and in memory where cookies are refused or not yet allowed. */
export interface Visitor {
  /** Takes in who sent the visitor, if the address says so. */
  look(): void
  read(cookie: TouchCookie): string | null
  /** Made when first asked for, and prolonged each time. */
  sessionId(): string
  /** From now on cookies may be written: what was seen before is. */
  allow(): void
  /** From now on they may not, and those that exist are removed. */
  forbid(): void
}

export function createVisitor(settings: Settings): Visitor {
  const seen: Partial<Record<TouchCookie, string>> = {}
  let session = ''
  let isAllowed = false

  function readKept(cookie: TouchCookie): string | null {
    const value = safely(() => readCookie(cookie), null)
    return isTouchValue(cookie, value) ? value : null
  }

  function keep(cookie: TouchCookie): void {
    const value = seen[cookie]
    if (!isAllowed || value === undefined || (settings.keepsFirst && readKept(cookie) !== null)) return
    safely(() => writeCookie(cookie, value, settings.cookieDays), undefined)
  }

  return {
    look() {
      const touch = readTouch(settings.clickParameter)
      for (const cookie of TOUCH_COOKIES) {
        const value = touch[cookie]
        if (value === undefined || (settings.keepsFirst && seen[cookie] !== undefined)) continue
        seen[cookie] = value
        keep(cookie)
      }
    },
    read: (cookie) => readKept(cookie) ?? seen[cookie] ?? null,
    sessionId() {
      const kept = safely(() => readCookie(SESSION_COOKIE), null) ?? session
      session = SESSION_ID.test(kept) ? kept : randomId()
      safely(() => writeCookie(SESSION_COOKIE, session, SESSION_DAYS), undefined)
      return session
    },
    allow() {
      isAllowed = true
      TOUCH_COOKIES.forEach(keep)
    },
    forbid() {
      isAllowed = false
      session = ''
      for (const cookie of [...TOUCH_COOKIES, SESSION_COOKIE]) safely(() => removeCookie(cookie), undefined)
    },
  }
}
