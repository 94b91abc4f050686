import type pg from 'pg'
import type { Logger } from '../app/logger.ts'
import { listenTo, type Subscription } from '../db/notifications.ts'
import { isUuid, type Uuid } from '../domain/ids.ts'
import { CLICK_KEY_INSTANCES, type ClickKeys } from '../domain/tracking/click-key.ts'
import { LEGACY_MARK } from '../domain/tracking/notify-legacy-link-change.ts'
import { LINK_CHANGES_CHANNEL } from '../domain/tracking/notify-link-change.ts'
import type { LegacyLinks } from './legacy-links.ts'
import type { LinkCache } from './link-cache.ts'

/** The class of the advisory locks that lease click key instances; the second number is the instance. */
const INSTANCE_LOCK_CLASS = 4_400_062
/** Changes of one program within it are one reading. */
const DEBOUNCE_MS = 20
const RETRY_MS = 1_000

/** What is kept fresh, and with what. */
export interface LinkChangesMeans {
  readonly links: LinkCache
  readonly legacyLinks: LegacyLinks
  readonly clickKeys: ClickKeys
  readonly log: Logger
}

/**
 * Keeps the links fresh and holds this process's click key instance, both on one connection: what must end when the connection ends
 * (the lease) and what must be repaired after it ended (missed notices) belong together.
 */
export class LinkChanges {
  readonly #links: LinkCache
  readonly #legacyLinks: LegacyLinks
  readonly #clickKeys: ClickKeys
  readonly #log: Logger
  readonly #waiting = new Set<string>()
  #subscription: Subscription | undefined
  #timer: NodeJS.Timeout | undefined
  #work: Promise<void> = Promise.resolve()
  #instance: number | undefined
  #isClosed = false

  constructor({ links, legacyLinks, clickKeys, log }: LinkChangesMeans) {
    this.#links = links
    this.#legacyLinks = legacyLinks
    this.#clickKeys = clickKeys
    this.#log = log
  }

  start(connectionString: string): void {
    this.#subscription = listenTo(connectionString, [LINK_CHANGES_CHANNEL], {
      onConnected: (client) => this.#connected(client),
      onMessage: (_, payload) => this.#refreshSoon(payload),
      onError: (err) => this.#log.warn({ err }, 'redirect: notifications of link changes are interrupted'),
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#subscription?.close()
    await this.#work
  }

  #connected(client: pg.Client): void {
    void this.#lease(client).catch((err) => this.#log.warn({ err }, 'redirect: no click key instance could be leased'))
    this.#refreshSoon(EVERYTHING)
  }

  /** Takes the number of before if it is free, else any free one. From a random start, so that a restart rarely repeats one. */
  async #lease(client: pg.Client): Promise<void> {
    const start = this.#instance ?? Math.floor(Math.random() * CLICK_KEY_INSTANCES)
    for (let i = 0; i < CLICK_KEY_INSTANCES; i += 1) {
      const instance = (start + i) % CLICK_KEY_INSTANCES
      const lock = 'select pg_try_advisory_lock($1, $2) as taken'
      const { rows } = await client.query<{ taken: boolean }>(lock, [INSTANCE_LOCK_CLASS, instance])
      if (rows[0]?.taken !== true) continue
      this.#instance = instance
      this.#clickKeys.useInstance(instance)
      return
    }
    this.#log.error({ instances: CLICK_KEY_INSTANCES }, 'redirect: more processes mint click keys than there are numbers; keys may collide')
  }

  #refreshSoon(payload: string): void {
    this.#waiting.add(payload)
    if (!this.#isClosed) this.#timer ??= setTimeout(() => this.#refresh(), DEBOUNCE_MS)
  }

  #refresh(): void {
    this.#timer = undefined
    const payloads = [...this.#waiting]
    this.#waiting.clear()
    this.#work = this.#work.then(() => this.#read(payloads))
  }

  /** One after the other; what fails is tried again until the database answers. */
  async #read(payloads: readonly string[]): Promise<void> {
    if (payloads.includes(EVERYTHING)) return this.#attempt(EVERYTHING, () => this.#loadAll())
    for (const payload of payloads) {
      const change = changeOf(payload)
      if (change !== null && !payloads.includes(change.coveredBy)) await this.#attempt(payload, () => this.#readChange(change))
    }
  }

  async #loadAll(): Promise<void> {
    await this.#links.load()
    await this.#legacyLinks.load()
  }

  async #readChange({ kind, programId, name }: LinkChange): Promise<void> {
    switch (kind) {
      case 'program':
        await this.#links.loadDomains()
        return this.#links.loadProgram(programId)
      case 'link': return this.#links.refreshSlug(name)
      case 'legacy links': return this.#legacyLinks.loadProgram(programId)
      case 'legacy link': return this.#legacyLinks.refresh(programId, name)
    }
  }

  async #attempt(payload: string, read: () => Promise<void>): Promise<void> {
    try {
      await read()
    } catch (err) {
      this.#log.warn({ err }, 'redirect: links could not be read; trying again')
      if (!this.#isClosed) setTimeout(() => this.#refreshSoon(payload), RETRY_MS).unref()
    }
  }
}

const EVERYTHING = '*'
const UUID_LENGTH = 36
const LEGACY_NOTICE = `:${LEGACY_MARK}`

/** What a notice says has changed. `name`: a link's slug, or the address of a legacy link. */
interface LinkChange {
  readonly kind: 'program' | 'link' | 'legacy links' | 'legacy link'
  readonly programId: Uuid
  readonly name: string
  /** The notice of a larger change that this one is part of. */
  readonly coveredBy: string
}

function changeOf(payload: string): LinkChange | null {
  const programId = payload.slice(0, UUID_LENGTH)
  const rest = payload.slice(UUID_LENGTH)
  if (!isUuid(programId)) return null
  if (rest === '') return { kind: 'program', programId, name: '', coveredBy: EVERYTHING }
  if (!rest.startsWith(LEGACY_NOTICE)) return { kind: 'link', programId, name: rest.slice(1), coveredBy: programId }
  if (rest === LEGACY_NOTICE) return { kind: 'legacy links', programId, name: '', coveredBy: EVERYTHING }
  return { kind: 'legacy link', programId, name: rest.slice(LEGACY_NOTICE.length), coveredBy: programId + LEGACY_NOTICE }
}
