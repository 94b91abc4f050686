import path from 'node:path'
import type { Logger } from '../app/logger.ts'
import { RECORD_BYTES_MAX, type SpooledClick, writeClick } from './click-record.ts'
import { CLICK_HEAD, FRAME_HEAD, sealFrame } from './frames.ts'
import { diskFiles, type SpoolFiles } from './spool-files.ts'
import {
  createSpoolFolder,
  HEARTBEAT_MS,
  inheritReserve,
  listSegments,
  releaseSpoolFolder,
  RESERVE_FILE,
  segmentFile,
  type SpoolFolder,
  touchSpoolFolder,
} from './spool-folder.ts'

/** Whoever waits for a click to be written down. */
export interface Waiting {
  answer(): void
}

export interface SpoolLimits {
  /** A segment is closed when it would grow beyond it; drained segments are deleted whole. */
  readonly segmentBytes: number
  /** Written in advance, so that clicks still fit when the disk is full. */
  readonly reserveBytes: number
  /** Segments waiting to be drained never take more of the disk: it is the database's disk too, and money goes before clicks. */
  readonly segmentsMax: number
}

export const SPOOL_LIMITS: SpoolLimits = { segmentBytes: 16 * 1024 * 1024, reserveBytes: 64 * 1024 * 1024, segmentsMax: 512 }

export interface SpoolCounters {
  clicksRecorded: number
  /** Answered, with a valid key, but written nowhere. */
  clicksUnrecorded: number
  syncFailures: number
}

/** A power cut loses the clicks of this long at most, and of the sync under way. */
const SYNC_INTERVAL_MS = 100
const RETRY_MS = 500
const UPKEEP_MS = 2_000
const FRAME_BYTES = 256 * 1024
const WINDOW_BYTES = 8 * 1024 * 1024

type Mode = 'normal' | 'reserve' | 'full'

/**
 * Writes clicks down before their visitors are answered. All clicks of one turn of the event loop go into one frame and one write; then
 * all of them are answered. The file is synced every 100 ms, not awaited: a killed process loses nothing, a power cut at most that.
 *
 * When the disk is full the preallocated reserve takes the clicks, and after it visitors are still sent on, with a valid key, and
 * counted. What was written since the last sync is kept in memory: after a failed sync, whose pages the system may have dropped, it is
 * written again to a new segment (the database knows a click by its key and takes it once).
 */
export class Spool {
  readonly folder: SpoolFolder
  readonly counters: SpoolCounters = { clicksRecorded: 0, clicksUnrecorded: 0, syncFailures: 0 }
  readonly #log: Logger
  readonly #limits: SpoolLimits
  readonly #files: SpoolFiles
  readonly #timers: NodeJS.Timeout[]
  // Frames since the last sync began, one behind the other; the other one holds those of the sync under way.
  #window = Buffer.allocUnsafeSlow(WINDOW_BYTES)
  #syncedWindow = Buffer.allocUnsafeSlow(WINDOW_BYTES)
  #syncedEnd = 0
  #frameStart = 0
  #end = 0
  #waiting: Waiting[] = []
  #mode: Mode = 'normal'
  #segment = 0
  #fd: number | undefined
  #position = 0
  #isDirty = false
  #isSyncing = false
  #isAlarmed = false
  #isClosed = false
  #hasReserve = false
  #isUpkeeping = false
  #retryAtMs = 0

  constructor(root: string, log: Logger, limits: SpoolLimits = SPOOL_LIMITS, files: SpoolFiles = diskFiles) {
    this.#log = log
    this.#limits = limits
    this.#files = files
    this.folder = createSpoolFolder(root)
    this.#hasReserve = inheritReserve(root, this.folder, limits.reserveBytes)
    this.#openSegment()
    this.#timers = [
      setInterval(() => this.#sync(), SYNC_INTERVAL_MS),
      setInterval(() => void this.#keepUp(), UPKEEP_MS),
      setInterval(() => this.#try(() => touchSpoolFolder(this.folder)), HEARTBEAT_MS),
    ]
    for (const timer of this.#timers) timer.unref()
    void this.#keepUp()
  }

  get mode(): Mode {
    return this.#mode
  }

  /** Whether there is room set aside for the day the disk is full. */
  get hasReserve(): boolean {
    return this.#hasReserve
  }

  /** Takes a click; `waiting.answer()` is called in this turn of the event loop, after the write. */
  append(click: SpooledClick, waiting: Waiting): void {
    if (this.#end - this.#frameStart > FRAME_BYTES) this.flush()
    if (WINDOW_BYTES - this.#end < FRAME_HEAD + CLICK_HEAD + RECORD_BYTES_MAX) this.#makeRoom()
    if (this.#waiting.length === 0) this.#beginFrame()
    const start = this.#end + CLICK_HEAD
    const end = writeClick(this.#window, start, click)
    this.#window.writeUInt16LE(end - start, this.#end)
    this.#end = end
    this.#waiting.push(waiting)
  }

  /** Writes what was taken so far and answers it. Never throws for the disk's sake: visitors are sent on in any case. */
  readonly flush = (): void => {
    const waiting = this.#waiting
    if (waiting.length === 0) return
    this.#waiting = []
    sealFrame(this.#window, this.#frameStart, this.#end)
    if (this.#store()) {
      this.counters.clicksRecorded += waiting.length
    } else {
      this.counters.clicksUnrecorded += waiting.length
      this.#end = this.#frameStart
    }
    for (const one of waiting) one.answer()
  }

  /** Writes and syncs what is left, and gives the spool up: what is not drained yet will be, by the next process. */
  close(): void {
    if (this.#isClosed) return
    this.flush()
    this.#isClosed = true
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#fd !== undefined) {
      this.#try(() => this.#files.syncNow(this.#fd ?? -1))
      this.#files.close(this.#fd)
      this.#fd = undefined
    }
    releaseSpoolFolder(this.folder)
  }

  #beginFrame(): void {
    this.#frameStart = this.#end
    this.#end += FRAME_HEAD
    setImmediate(this.flush)
  }

  // ───── writing ─────

  #store(): boolean {
    if (this.#isClosed) return false
    const length = this.#end - this.#frameStart
    if (this.#mode === 'full' && (Date.now() < this.#retryAtMs || !this.#nextSegment())) return false
    if (this.#position + length > this.#segmentLimit() && !this.#nextSegment() && !this.#openReserve()) return this.#giveUp()
    const write = (): boolean => this.#write(this.#window, this.#frameStart, this.#end)
    const isWritten = write() || (this.#openReserve() && write())
    return isWritten ? this.#recovered() : this.#giveUp()
  }

  #recovered(): true {
    if (this.#isAlarmed && this.#mode === 'normal') {
      this.#isAlarmed = false
      this.#log.warn({ clicksUnrecorded: this.counters.clicksUnrecorded }, 'redirect: clicks are recorded as usual again')
    }
    return true
  }

  #segmentLimit(): number {
    return this.#mode === 'reserve' ? this.#limits.reserveBytes : this.#limits.segmentBytes
  }

  #write(buffer: Buffer, start: number, end: number): boolean {
    if (this.#fd === undefined) return false
    try {
      for (let at = start; at < end; ) {
        const written = this.#files.write(this.#fd, buffer, at, end - at, this.#position + at - start)
        if (written === 0) throw new Error('nothing could be written')
        at += written
      }
      this.#position += end - start
      this.#isDirty = true
      return true
    } catch (err) {
      this.#log.error({ err, mode: this.#mode }, 'redirect: a write to the click spool failed')
      // Half a frame must not stand between whole ones.
      const fd = this.#fd
      if (this.#mode === 'normal') this.#try(() => this.#files.truncate(fd, this.#position))
      return false
    }
  }

  /** Closes the segment and begins the next one. False: the disk, or our share of it, is full. */
  #nextSegment(): boolean {
    if (listSegments(this.folder).length >= this.#limits.segmentsMax) return false
    this.#leaveSegment()
    if (!this.#openSegment()) return false
    this.#mode = 'normal'
    return true
  }

  #openSegment(): boolean {
    const file = segmentFile(this.folder, this.#segment + 1)
    try {
      this.#fd = this.#files.open(file, true)
    } catch (err) {
      this.#log.error({ err }, 'redirect: no new segment of the click spool could be made')
      return false
    }
    this.#entered()
    return true
  }

  /** Makes the reserve the next segment: its room is taken already, so it can be written when nothing else can. */
  #openReserve(): boolean {
    if (!this.#hasReserve || this.#mode === 'reserve') return false
    this.#leaveSegment()
    this.#hasReserve = false
    try {
      const file = segmentFile(this.folder, this.#segment + 1)
      this.#files.rename(path.join(this.folder.path, RESERVE_FILE), file)
      this.#fd = this.#files.open(file, false)
    } catch (err) {
      this.#log.error({ err }, 'redirect: the reserve of the click spool cannot be used')
      return false
    }
    this.#mode = 'reserve'
    this.#isAlarmed = true
    this.#entered()
    this.#log.error({ bytes: this.#limits.reserveBytes }, 'redirect: the disk is full; clicks are written to the reserve')
    return true
  }

  #entered(): void {
    this.#segment += 1
    this.#position = 0
    this.#files.syncFolder(this.folder.path)
  }

  #leaveSegment(): void {
    const fd = this.#fd
    if (fd === undefined) return
    this.#fd = undefined
    if (this.#position === 0 && this.#mode === 'normal') this.#dropEmpty(fd)
    else this.#closeSynced(fd)
  }

  #closeSynced(fd: number): void {
    this.#files.sync(fd, (err) => {
      this.#try(() => this.#files.close(fd))
      if (err) this.#syncFailed(err)
    })
  }

  /** A segment that could not even take its first frame leaves its number to the next one. */
  #dropEmpty(fd: number): void {
    this.#try(() => this.#files.close(fd))
    this.#try(() => this.#files.remove(segmentFile(this.folder, this.#segment)))
    this.#segment -= 1
  }

  #giveUp(): false {
    this.#leaveSegment()
    if (this.#mode !== 'full' && !this.#isAlarmed) this.#log.error('redirect: ALARM: clicks are not recorded; visitors are still sent on')
    this.#isAlarmed = true
    this.#mode = 'full'
    this.#retryAtMs = Date.now() + RETRY_MS
    return false
  }

  // ───── syncing ─────

  #sync(): void {
    this.flush()
    if (!this.#isDirty || this.#isSyncing || this.#fd === undefined) return
    this.#swapWindows()
    this.#isDirty = false
    this.#isSyncing = true
    this.#files.sync(this.#fd, (err) => {
      this.#isSyncing = false
      if (err) this.#syncFailed(err)
    })
  }

  #swapWindows(): void {
    const written = this.#window
    this.#window = this.#syncedWindow
    this.#syncedWindow = written
    this.#syncedEnd = this.#end
    this.#end = 0
  }

  /** The system may have thrown away what it could not write, and tells only once. So: everything since then again, elsewhere. */
  #syncFailed(err: Error): void {
    if (this.#isClosed) return
    this.counters.syncFailures += 1
    this.#log.error({ err }, 'redirect: ALARM: the click spool could not be synced; writing its last clicks again')
    this.flush()
    this.#forgetSegment()
    const isSaved = this.#nextSegment() && this.#write(this.#syncedWindow, 0, this.#syncedEnd) && this.#write(this.#window, 0, this.#end)
    if (!isSaved) this.#giveUp()
  }

  /** Closes the segment without asking for another sync of it. */
  #forgetSegment(): void {
    const fd = this.#fd
    this.#fd = undefined
    if (fd !== undefined) this.#try(() => this.#files.close(fd))
  }

  /** The window is full because a sync takes long. What goes over is on disk or with the system, only not kept a second time. */
  #makeRoom(): void {
    this.flush()
    if (this.#isSyncing) this.#end = 0
    else this.#sync()
  }

  // ───── the reserve ─────

  /** Makes the reserve when it is missing and the disk has room for it twice: we do not take a full disk's last bytes. */
  async #keepUp(): Promise<void> {
    if (this.#hasReserve || this.#isUpkeeping || this.#isClosed) return
    this.#isUpkeeping = true
    try {
      const free = await this.#files.freeBytes(this.folder.path)
      if (free < this.#limits.reserveBytes * 2) return
      await this.#files.preallocate(path.join(this.folder.path, RESERVE_FILE), this.#limits.reserveBytes)
      this.#hasReserve = true
      if (this.#mode === 'reserve' && !this.#isClosed) this.#nextSegment()
    } catch (err) {
      if (!this.#isClosed) this.#log.warn({ err }, 'redirect: no reserve for the click spool could be made')
    } finally {
      this.#isUpkeeping = false
    }
  }

  #try(act: () => void): void {
    try {
      act()
    } catch (err) {
      this.#log.warn({ err }, 'redirect: the click spool could not tidy up')
    }
  }
}
