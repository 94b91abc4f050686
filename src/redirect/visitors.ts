import { randomBytes } from 'node:crypto'
import { CLICK_FLAGS } from '../domain/tracking/click-flags.ts'
import { readVisitorAgent, type VisitorAgent } from '../domain/tracking/visitor-agent.ts'
import { networkOf } from './client-address.ts'
import { KeyHash, RecentKeys } from './recent-keys.ts'

const VISITOR_COOKIE = 'fs_v'
const VISITOR_BYTES = 16
const COOKIE_DAYS = 365
const POOL_BYTES = VISITOR_BYTES * 256
const WORD = 2 ** 32

const UNIQUE_SECONDS = 24 * 60 * 60
const UNIQUE_KEYS = 2 ** 19
/** Valid clicks of one agent from one network on one link within a minute; what comes after them is flagged as duplicate. */
export const CLICKS_PER_WINDOW = 10
const WINDOW_SECONDS = 60
const WINDOW_KEYS = 2 ** 16

const AGENT_CHARACTERS = 512
const AGENTS_REMEMBERED = 4_096

/** A User-Agent as read, and its hash. */
export interface KnownAgent extends VisitorAgent {
  readonly low: number
}

/** What tells whether a valid click is the first of its kind. */
export interface ValidClick {
  readonly programNumber: number
  readonly linkNumber: number
  readonly address: string
  readonly agent: KnownAgent
  readonly visitorId: Buffer
  /** The visitor brought the id, as opposed to getting it now. */
  readonly hasCookie: boolean
  readonly nowMs: number
}

/** Who clicks: agents, visitor cookies, and who was here before. All in bounded memory. */
export class Visitors {
  readonly #agents = new Map<string, KnownAgent>()
  readonly #unique = new RecentKeys(UNIQUE_KEYS, UNIQUE_SECONDS)
  readonly #windows = new RecentKeys(WINDOW_KEYS, WINDOW_SECONDS)
  readonly #hash = new KeyHash()
  #pool = Buffer.alloc(0)
  #poolAt = POOL_BYTES

  /** Reads a User-Agent header, most often from memory. */
  agent(userAgent: string): KnownAgent {
    const text = userAgent.length > AGENT_CHARACTERS ? userAgent.slice(0, AGENT_CHARACTERS) : userAgent
    const known = this.#agents.get(text)
    if (known !== undefined) return known
    const read = readVisitorAgent(text)
    const agent = { family: read.family, isBot: read.isBot, low: this.#hash.reset().text(text).low }
    // Cleared, not aged: a map without an order is quicker to ask, and reading the agents again takes milliseconds.
    if (this.#agents.size >= AGENTS_REMEMBERED) this.#agents.clear()
    this.#agents.set(text, agent)
    return agent
  }

  /**
   * A new visitor's id: a UUIDv7, because ids that grow with time go to the end of the index over visitors; random ones touched a page
   * of it each and doubled what a click costs the database. 74 bits are random, from a pool: asking the system each time costs ten times
   * as much.
   */
  newId(nowMs: number): Buffer {
    if (this.#poolAt === POOL_BYTES) {
      // A new one: the ids given out are pieces of it.
      this.#pool = randomBytes(POOL_BYTES)
      this.#poolAt = 0
    }
    const at = this.#poolAt
    this.#poolAt += VISITOR_BYTES
    this.#pool.writeUInt16BE(Math.floor(nowMs / WORD), at)
    this.#pool.writeUInt32BE(nowMs % WORD, at + 2)
    this.#pool[at + 6] = 0x70 | ((this.#pool[at + 6] ?? 0) & 0x0f)
    this.#pool[at + 8] = 0x80 | ((this.#pool[at + 8] ?? 0) & 0x3f)
    return this.#pool.subarray(at, at + VISITOR_BYTES)
  }

  /**
   * The flags that a valid click earns by what came before it: first of its visitor on this link in 24 hours, or one too many of its
   * kind. A visitor without a cookie is known by network and agent, and by the cookie from then on.
   */
  flags(click: ValidClick): number {
    const { programNumber, linkNumber, nowMs } = click
    const kind = this.#hash.reset().number(programNumber).number(linkNumber).number(click.agent.low).text(networkOf(click.address))
    const { low, high } = kind
    const inWindow = this.#windows.count(low, high, nowMs)
    const visitor = this.#hash.reset().number(programNumber).number(linkNumber).bytes(click.visitorId)
    const asVisitor = this.#unique.count(visitor.low, visitor.high, nowMs)
    const times = click.hasCookie ? asVisitor : this.#unique.count(low, high, nowMs)
    return (times === 1 ? CLICK_FLAGS.unique_24h : 0) | (inWindow > CLICKS_PER_WINDOW ? CLICK_FLAGS.duplicate : 0)
  }
}

const COOKIE_START = `${VISITOR_COOKIE}=`
const VISITOR_HEX = /^[0-9a-f]{32}$/

/** The visitor id that a Cookie header carries; null for none, or one that is not ours. */
export function visitorOfCookie(cookie: string | undefined): Buffer | null {
  if (cookie === undefined) return null
  let at = cookie.indexOf(COOKIE_START)
  while (at > 0 && cookie[at - 1] !== ' ' && cookie[at - 1] !== ';') at = cookie.indexOf(COOKIE_START, at + 1)
  if (at === -1) return null
  const value = cookie.slice(at + COOKIE_START.length, at + COOKIE_START.length + VISITOR_BYTES * 2)
  return VISITOR_HEX.test(value) ? Buffer.from(value, 'hex') : null
}

/** The Set-Cookie header that makes a visitor known. First-party, and of no use to scripts. */
export function visitorCookie(visitorId: Buffer, isSecure: boolean): string {
  return COOKIE_START + visitorId.toString('hex') + (isSecure ? SECURE_ATTRIBUTES : ATTRIBUTES)
}

const ATTRIBUTES = `; Path=/; Max-Age=${COOKIE_DAYS * 86_400}; HttpOnly; SameSite=Lax`
const SECURE_ATTRIBUTES = `${ATTRIBUTES}; Secure`
