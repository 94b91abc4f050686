import { appendFile } from 'node:fs/promises'
import { appendFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../app/logger.ts'
import type { Database, Tx } from '../db/database.ts'
import type { Uuid } from '../domain/ids.ts'
import { type ClickGroup, groupByProgram } from './click-group.ts'
import { isClick, readClick, RECORDED_AT } from './click-record.ts'
import { ClickRows } from './click-rows.ts'
import type { PlacedAddress } from './place-address.ts'
import { READ_BYTES, SegmentReader, type SpoolBatch, type SpoolPosition } from './segment-reader.ts'
import { isAbandoned, listSegments, listSpoolFolders, removeSpoolFolder, segmentFile, type SpoolFolder } from './spool-folder.ts'
import { isRefusal, type OnClicksStored, storeClicks, storeClicksCarefully } from './store-clicks.ts'

export interface DrainOptions {
  readonly db: Database
  readonly root: string
  readonly log: Logger
  /** The spool that this process writes; it is drained while it grows. The spools of dead processes are finished and removed. */
  readonly ownSpoolId: Uuid | undefined
  /** What is stored of an address. */
  readonly place: (address: string) => PlacedAddress
  readonly onClicksStored: OnClicksStored
}

export interface DrainCounters {
  clicksStored: number
  /** Refused by the database and set aside in a file. */
  clicksRefused: number
  /** Bytes that were no whole frame, set aside in a file. */
  bytesTorn: number
  /** Occurrence of the oldest click not stored yet; null when nothing waits. */
  waitingSinceMs: number | null
}

/** Clicks of one transaction: 100 ms of a busy process. Larger ones are hardly faster, and hold a second's memory. */
const BATCH_CLICKS = 4_000
/** A pause after everything is drained. Longer when clicks come fast: fewer, larger transactions, and still one in every 100 ms. */
const IDLE_MS = 30
const BUSY_IDLE_MS = 70
const BUSY_CLICKS = 100
const ADOPTION_INTERVAL_MS = 5_000
/** Spools drained side by side; each has a file open. */
const SPOOLS_MAX = 16
const FIRST_RETRY_MS = 100
const LONGEST_RETRY_MS = 2_000
const START: SpoolPosition = { segment: 1, offset: 0 }

interface DrainedSpool {
  readonly folder: SpoolFolder
  readonly reader: SegmentReader
  /** As the database has it; undefined: to be asked. */
  stored: SpoolPosition | undefined
  isAbandoned: boolean
}

/**
 * Moves spools to the database: exactly once, because the position moves in the transaction that stores the clicks, and in order. Goes
 * at the database's pace; while the database is away the spool keeps the clicks.
 */
export class Drain {
  readonly counters: DrainCounters = { clicksStored: 0, clicksRefused: 0, bytesTorn: 0, waitingSinceMs: null }
  readonly #options: DrainOptions
  readonly #rows: ClickRows
  readonly #buffer = Buffer.allocUnsafeSlow(READ_BYTES)
  readonly #spools = new Map<Uuid, DrainedSpool>()
  #running: Promise<void> | undefined
  #stopAtMs: number | undefined
  #adoptAtMs = 0
  #retryMs = FIRST_RETRY_MS
  #refusedInBatch = 0

  constructor(options: DrainOptions) {
    this.#options = options
    this.#rows = new ClickRows(options.place)
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** Drains what is there, for `graceMs` at most, and stops. What is left stays in the spool for the next process. */
  async stop(graceMs: number): Promise<void> {
    this.#stopAtMs = Date.now() + graceMs
    await this.#running
    for (const spool of this.#spools.values()) spool.reader.close()
  }

  async #run(): Promise<void> {
    for (;;) {
      const before = this.counters.clicksStored
      const hasMore = await this.#round()
      if (this.#stopAtMs !== undefined && (!hasMore || Date.now() > this.#stopAtMs)) return
      if (!hasMore) await delay(this.counters.clicksStored - before >= BUSY_CLICKS ? BUSY_IDLE_MS : IDLE_MS)
    }
  }

  /** One batch of every spool. Answers whether there may be more at once. */
  async #round(): Promise<boolean> {
    try {
      this.#adopt()
      let hasMore = false
      for (const spool of this.#spools.values()) hasMore = (await this.#step(spool)) || hasMore
      this.#retryMs = FIRST_RETRY_MS
      return hasMore
    } catch (err) {
      // Whether the last commit took place is not known: the database is asked where we are.
      for (const spool of this.#spools.values()) spool.stored = undefined
      this.#rows.forgetRowType()
      this.#options.log.warn({ err, retryMs: this.#retryMs }, 'redirect: clicks wait in the spool; the database does not take them now')
      await delay(this.#stopAtMs === undefined ? this.#retryMs : FIRST_RETRY_MS)
      this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS)
      return true
    }
  }

  #adopt(): void {
    if (Date.now() < this.#adoptAtMs) return
    this.#adoptAtMs = Date.now() + ADOPTION_INTERVAL_MS
    for (const folder of listSpoolFolders(this.#options.root)) {
      const isDead = isAbandoned(folder, this.#options.ownSpoolId)
      const known = this.#spools.get(folder.id)
      if (known !== undefined) known.isAbandoned = isDead
      else if (folder.id === this.#options.ownSpoolId || (isDead && this.#spools.size < SPOOLS_MAX)) {
        this.#spools.set(folder.id, this.#opened(folder, isDead))
      }
    }
  }

  #opened(folder: SpoolFolder, isDead: boolean): DrainedSpool {
    const reader = new SegmentReader(this.#options.root, folder, this.#buffer, BATCH_CLICKS, (bytes, file) => {
      this.counters.bytesTorn += bytes
      this.#options.log.error({ bytes, file }, 'redirect: the click spool held bytes that are no clicks; they were set aside')
    })
    return { folder, reader, stored: undefined, isAbandoned: isDead }
  }

  async #step(spool: DrainedSpool): Promise<boolean> {
    spool.stored ??= await this.#readPosition(spool.folder.id)
    const from = spool.stored
    const batch = spool.reader.read(from, spool.isAbandoned)
    const isSame = batch.next.segment === from.segment && batch.next.offset === from.offset
    if (!isSame) await this.#store(spool, from, batch)
    if (batch.isEnd) this.counters.waitingSinceMs = null
    if (batch.isEnd && spool.isAbandoned) await this.#finish(spool)
    return !batch.isEnd
  }

  async #store(spool: DrainedSpool, from: SpoolPosition, batch: SpoolBatch): Promise<void> {
    const ranges = this.#rangesOf(spool, batch)
    if (ranges[0] !== undefined) this.counters.waitingSinceMs = batch.buffer.readDoubleLE(ranges[0] + RECORDED_AT)
    const groups = groupByProgram(batch.buffer, ranges)
    this.#refusedInBatch = 0
    try {
      await this.#transaction(spool, from, batch.next, (tx) => this.#storeAll(tx, groups))
    } catch (err) {
      if (!isRefusal(err)) throw err
      this.#options.log.warn({ err }, 'redirect: a batch of clicks was refused; storing it piece by piece')
      await this.#transaction(spool, from, batch.next, (tx) => this.#storeCarefully(tx, groups))
    }
    this.counters.clicksStored += ranges.length / 2 - this.#refusedInBatch
    this.counters.clicksRefused += this.#refusedInBatch
    spool.stored = batch.next
    if (batch.next.segment > from.segment) this.#deleteDrained(spool)
  }

  /** The position moves first: its row is locked, so that two drains of one spool cannot pass each other. */
  async #transaction(spool: DrainedSpool, from: SpoolPosition, next: SpoolPosition, work: (tx: Tx) => Promise<void>): Promise<void> {
    await this.#options.db.shared(async (tx) => {
      const moved = await tx.count({
        name: 'move-spool-position',
        text: `update spool_position set segment = $4, byte_offset = $5, updated_at = now()
                where spool_id = $1 and segment = $2 and byte_offset = $3`,
        values: [spool.folder.id, from.segment, from.offset, next.segment, next.offset],
      })
      if (moved !== 1) throw new Error('the spool was drained from elsewhere meanwhile')
      await work(tx)
    })
  }

  async #storeAll(tx: Tx, groups: readonly ClickGroup[]): Promise<void> {
    for (const group of groups) {
      await storeClicks(await tx.enterProgram(group.programId), group, this.#rows, this.#options.onClicksStored)
    }
  }

  async #storeCarefully(tx: Tx, groups: readonly ClickGroup[]): Promise<void> {
    this.#refusedInBatch = 0
    const onError = (err: unknown): void => this.#options.log.error({ err }, 'redirect: the database refused clicks')
    for (const group of groups) {
      const inProgram = await tx.enterProgram(group.programId)
      const refused = await storeClicksCarefully(inProgram, group, this.#rows, this.#options.onClicksStored, onError)
      for (const one of refused) await this.#setAside(one)
      this.#refusedInBatch += refused.length
    }
  }

  async #setAside({ buffer, ranges }: ClickGroup): Promise<void> {
    const click = readClick(buffer, ranges[0] ?? 0, ranges[1] ?? 0)
    await appendFile(path.join(this.#options.root, 'refused-clicks.jsonl'), `${JSON.stringify(click)}\n`, { mode: 0o600 })
  }

  #rangesOf(spool: DrainedSpool, batch: SpoolBatch): number[] {
    const ranges: number[] = []
    for (let i = 0; i + 1 < batch.clicks.length; i += 2) {
      const start = batch.clicks[i] ?? 0
      const end = batch.clicks[i + 1] ?? 0
      if (isClick(batch.buffer, start, end)) ranges.push(start, end)
      else this.#setAsideBytes(spool, batch.buffer.subarray(start, end))
    }
    return ranges
  }

  /** A record of another version: the program was put back to an older one. */
  #setAsideBytes(spool: DrainedSpool, record: Buffer): void {
    this.counters.bytesTorn += record.length
    const file = path.join(this.#options.root, `${spool.folder.id}.unread`)
    appendFileSync(file, record, { mode: 0o600 })
    this.#options.log.error({ file }, 'redirect: the click spool holds clicks of another version; they were set aside')
  }

  async #readPosition(spoolId: Uuid): Promise<SpoolPosition> {
    return this.#options.db.shared(async (tx) => {
      await tx.sql({
        text: 'insert into spool_position (spool_id, segment, byte_offset, updated_at) values ($1, $2, $3, now()) on conflict do nothing',
        values: [spoolId, START.segment, START.offset],
      })
      const [row] = await tx.sql<{ segment: bigint; byte_offset: bigint }>({
        text: 'select segment, byte_offset from spool_position where spool_id = $1',
        values: [spoolId],
      })
      return row === undefined ? START : { segment: Number(row.segment), offset: Number(row.byte_offset) }
    })
  }

  #deleteDrained(spool: DrainedSpool): void {
    const current = spool.stored?.segment ?? 0
    for (const segment of listSegments(spool.folder)) {
      if (segment < current) rmSync(segmentFile(spool.folder, segment), { force: true })
    }
  }

  /** The files go before the position: if we die in between, an empty spool is left over, not one that is drained again. */
  async #finish(spool: DrainedSpool): Promise<void> {
    this.#spools.delete(spool.folder.id)
    spool.reader.close()
    await removeSpoolFolder(spool.folder)
    await this.#options.db.shared((tx) => tx.count({ text: 'delete from spool_position where spool_id = $1', values: [spool.folder.id] }))
  }
}
