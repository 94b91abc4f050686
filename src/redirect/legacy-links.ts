import { unescape as decodePercent } from 'node:querystring'
import type { Database } from '../db/database.ts'
import { NIL_UUID, type Uuid } from '../domain/ids.ts'
import { LEGACY_WILDCARD, legacyPath } from '../domain/tracking/legacy-link.ts'
import { PARAMETERS_MAX } from '../domain/tracking/visitor-parameters.ts'
import { type LegacyLinkRow, readLegacyLinks, readLegacySlug } from './read-legacy-links.ts'
import { readProgramIds } from './read-links.ts'

/** A link of ours that stands for the address asked for, and the query without what named it. */
export interface LegacyTarget {
  readonly slug: string
  readonly query: string
}

/** Underscores tried as the place behind which the affiliate's own label begins. */
const LABEL_CUTS_MAX = 8
const NAMED = /(?:^|&)(?:btag|stag|a_aid)=/i
const NAMES: ReadonlySet<string> = new Set(['btag', 'stag', 'a_aid'])
/** Longer addresses are none that we were given. */
const ADDRESS_CHARACTERS = 8_192

/**
 * The addresses that affiliates published under former platforms, all of them in memory (their number is limited when they are added):
 * neither a known nor an unknown one asks the database. Read at the start and kept fresh by notifications.
 */
export class LegacyLinks {
  readonly #db: Database
  /** Slugs by `parameter=value`; only programs that have some. */
  readonly #programs = new Map<Uuid, Map<string, string>>()
  #isLoaded = false

  constructor(db: Database) {
    this.#db = db
  }

  /** Whether everything has been read at least once. */
  get isLoaded(): boolean {
    return this.#isLoaded
  }

  /** Whether there is any address to look for. */
  get isEmpty(): boolean {
    return this.#programs.size === 0
  }

  /** Reads those of all programs. */
  async load(): Promise<void> {
    for (const programId of await this.#db.shared(readProgramIds)) await this.loadProgram(programId)
    this.#isLoaded = true
  }

  /** Reads those of one program, page by page; until it is done those of before are followed. */
  async loadProgram(programId: Uuid): Promise<void> {
    const slugs = new Map<string, string>()
    for (let after: Uuid = NIL_UUID, rows: LegacyLinkRow[] = []; ; ) {
      rows = await this.#db.inProgram(programId, (tx) => readLegacyLinks(tx, programId, after))
      for (const { parameter, value, slug } of rows) slugs.set(`${parameter}=${value}`, slug)
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.id
    }
    this.#keep(programId, slugs)
  }

  /** Reads one again, `parameter=value`: it is new or gone. */
  async refresh(programId: Uuid, address: string): Promise<void> {
    const equals = address.indexOf('=')
    const slug = await this.#db.inProgram(programId, (tx) => readLegacySlug(tx, programId, address.slice(0, equals), address.slice(equals + 1)))
    const slugs = this.#programs.get(programId) ?? new Map<string, string>()
    if (slug === undefined) slugs.delete(address)
    else slugs.set(address, slug)
    this.#keep(programId, slugs)
  }

  /**
   * What an address stands for: first by a parameter of its query, then by its path. Without a program (a host that serves all of them)
   * only what exactly one program has: nobody can take another's visitors by naming the same address.
   */
  find(programId: Uuid | undefined, url: string): LegacyTarget | null {
    if (this.#programs.size === 0 || url.length > ADDRESS_CHARACTERS) return null
    const mark = url.indexOf('?')
    const query = mark === -1 ? '' : url.slice(mark + 1)
    const target = NAMED.test(query) ? this.#findNamed(programId, query) : null
    if (target !== null) return target
    const slug = this.#slugOf(programId, `path=${legacyPath(mark === -1 ? url : url.slice(0, mark))}`)
    return slug === undefined ? null : { slug, query }
  }

  #findNamed(programId: Uuid | undefined, query: string): LegacyTarget | null {
    const pairs = query.split('&', PARAMETERS_MAX)
    for (const [i, pair] of pairs.entries()) {
      const equals = pair.indexOf('=')
      const name = pair.slice(0, equals).toLowerCase()
      const found = NAMES.has(name) ? this.#findValue(programId, name, decodePercent(pair.slice(equals + 1).replaceAll('+', ' '))) : null
      if (found === null) continue
      const others = pairs.toSpliced(i, 1)
      // Behind the visitor's own: of a repeated parameter the first counts.
      if (found.label !== '') others.push(`clickid=${encodeURIComponent(found.label.toWellFormed())}`)
      return { slug: found.slug, query: others.join('&') }
    }
    return null
  }

  /** `label`: what stands behind the part that is known. */
  #findValue(programId: Uuid | undefined, name: string, value: string): { slug: string, label: string } | null {
    const whole = this.#slugOf(programId, `${name}=${value}`)
    if (whole !== undefined) return { slug: whole, label: '' }
    let underscore = value.lastIndexOf('_')
    for (let cut = 0; cut < LABEL_CUTS_MAX && underscore > 0; cut += 1) {
      const slug = this.#slugOf(programId, `${name}=${value.slice(0, underscore)}${LEGACY_WILDCARD}`)
      if (slug !== undefined) return { slug, label: value.slice(underscore + 1) }
      underscore = value.lastIndexOf('_', underscore - 1)
    }
    return null
  }

  #slugOf(programId: Uuid | undefined, address: string): string | undefined {
    if (programId !== undefined) return this.#programs.get(programId)?.get(address)
    let only: string | undefined
    for (const slugs of this.#programs.values()) {
      const slug = slugs.get(address)
      if (slug === undefined) continue
      if (only !== undefined) return undefined
      only = slug
    }
    return only
  }

  #keep(programId: Uuid, slugs: Map<string, string>): void {
    if (slugs.size === 0) this.#programs.delete(programId)
    else this.#programs.set(programId, slugs)
  }
}
