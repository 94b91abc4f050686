import { LRUCache } from 'lru-cache'
import type { Database } from '../db/database.ts'
import type { Uuid } from '../domain/ids.ts'
import type { CachedLink, CachedProgram } from './cached-link.ts'
import { type LinkRow, type ProgramRow, readClickDomains, readLinkBySlug, readLinks, readProgramIds, readProgramRow } from './read-links.ts'
import { linkOfRow, programOfRow } from './cached-link.ts'

/** Links kept in memory; the ones not followed for longest are read from the database again. About 0.5 KB each. */
const LINKS_MAX = 200_000
/** Slugs known not to exist, and for how long that is believed: new links are announced, so this only bounds what a lost notice does. */
const UNKNOWN_SLUGS_MAX = 50_000
const UNKNOWN_SLUG_MS = 10_000
/** Questions to the database about unknown slugs at the same time. More are told to come back: a flood of guesses stays outside. */
const LOOKUPS_MAX = 8

/** What is known of a slug right now. `unsure`: only the database can tell. */
export type CachedSlug = CachedLink | 'unknown' | 'unsure'

/**
 * Every tracking link in memory: read at the start, kept fresh by notifications, and complete enough to answer a visitor without the
 * database. A program is read into a new generation; links of an older generation are asked for anew, one by one.
 */
export class LinkCache {
  readonly #db: Database
  readonly #links = new LRUCache<string, CachedLink>({ max: LINKS_MAX })
  readonly #unknown = new LRUCache<string, true>({ max: UNKNOWN_SLUGS_MAX, ttl: UNKNOWN_SLUG_MS })
  readonly #programs = new Map<Uuid, CachedProgram>()
  readonly #lookups = new Map<string, Promise<CachedLink | null>>()
  #domains = new Map<string, Uuid>()
  #changes = 0
  #isLoaded = false

  constructor(db: Database) {
    this.#db = db
  }

  /** Whether everything has been read at least once. */
  get isLoaded(): boolean {
    return this.#isLoaded
  }

  get size(): number {
    return this.#links.size
  }

  /** Reads everything. To be called at the start, and whenever notifications may have been missed. */
  async load(): Promise<void> {
    this.#changes += 1
    this.#unknown.clear()
    await this.loadDomains()
    const programIds = await this.#db.shared(readProgramIds)
    for (const programId of programIds) await this.loadProgram(programId)
    for (const programId of this.#programs.keys()) if (!programIds.includes(programId)) this.#retire(programId)
    this.#isLoaded = true
  }

  /** Reads the hosts that are click domains. */
  async loadDomains(): Promise<void> {
    this.#domains = await this.#db.shared(readClickDomains)
  }

  /** Reads one program and its links, page by page; until it is done the links of before are served. */
  async loadProgram(programId: Uuid): Promise<void> {
    this.#changes += 1
    this.#unknown.clear()
    const row = await this.#db.inProgram(programId, (tx) => readProgramRow(tx, programId))
    if (row === undefined) return this.#retire(programId)
    const program = programOfRow(row)
    for (let after = 0, rows: LinkRow[] = []; ; ) {
      rows = await this.#db.inProgram(programId, (tx) => readLinks(tx, programId, after))
      for (const link of rows) this.#links.set(link.slug, linkOfRow(program, link))
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.number
    }
    this.#retire(programId)
    this.#programs.set(programId, program)
  }

  /** Reads one link again: it changed, is new or gone. Until that is done, visitors get the link of before: the database may be away. */
  async refreshSlug(slug: string): Promise<void> {
    this.#changes += 1
    this.#unknown.delete(slug)
    const found = await readLinkBySlug(this.#db, slug)
    if (found === null) this.#links.delete(slug)
    else this.#links.set(slug, linkOfRow(this.#programOf(found.program), found.link))
  }

  /** What memory says about a slug. */
  peek(slug: string): CachedSlug {
    const link = this.#links.get(slug)
    if (link !== undefined && !link.program.isRetired) return link
    return this.#unknown.has(slug) ? 'unknown' : 'unsure'
  }

  /**
   * Asks the database for a slug; visitors who ask for the same one wait together. Null: there is no such link.
   * @throws LookupsExhausted when too many are asked for at once; database_unavailable.
   */
  find(slug: string): Promise<CachedLink | null> {
    const running = this.#lookups.get(slug)
    if (running !== undefined) return running
    if (this.#lookups.size >= LOOKUPS_MAX) return Promise.reject(new LookupsExhausted())
    const lookup = this.#lookUp(slug).finally(() => this.#lookups.delete(slug))
    this.#lookups.set(slug, lookup)
    return lookup
  }

  /** Whether any host belongs to one program alone. */
  get hasDomains(): boolean {
    return this.#domains.size > 0
  }

  /** The program that a host belongs to; undefined for a host that serves every program. */
  programOfHost(host: string | undefined): Uuid | undefined {
    if (host === undefined || this.#domains.size === 0) return undefined
    return this.#domains.get(hostName(host))
  }

  /** The page that visitors of a program's dead links are offered. */
  fallbackUrl(programId: Uuid): string | null {
    return this.#programs.get(programId)?.fallbackUrl ?? null
  }

  async #lookUp(slug: string): Promise<CachedLink | null> {
    const changes = this.#changes
    const found = await readLinkBySlug(this.#db, slug)
    if (found === null) {
      // A change heard meanwhile may be this very link: then "unknown" is old news and not kept.
      if (changes === this.#changes) this.#unknown.set(slug, true)
      return null
    }
    const link = linkOfRow(this.#programOf(found.program), found.link)
    // Read before such a change it may be old, and must not replace what was read because of the change.
    if (changes === this.#changes || this.peek(slug) === 'unsure') this.#links.set(slug, link)
    return link
  }

  #programOf(row: ProgramRow): CachedProgram {
    const known = this.#programs.get(row.id)
    if (known !== undefined) return known
    const program = programOfRow(row)
    this.#programs.set(row.id, program)
    return program
  }

  #retire(programId: Uuid): void {
    const program = this.#programs.get(programId)
    if (program !== undefined) program.isRetired = true
    this.#programs.delete(programId)
  }
}

/** Too many unknown slugs at once; nothing is known about this one. */
export class LookupsExhausted extends Error {
  constructor() {
    super('too many unknown slugs are being looked up')
    this.name = 'LookupsExhausted'
  }
}

/** A Host header without port, in the one spelling that `click_domain` has. */
export function hostName(host: string): string {
  const end = host.startsWith('[') ? host.indexOf(']') + 1 : host.indexOf(':')
  return (end > 0 ? host.slice(0, end) : host).toLowerCase().replace(/\.$/, '')
}
