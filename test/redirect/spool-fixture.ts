import { pino } from 'pino'
import { newId } from '../../src/domain/ids.ts'
import { bytesOfUuid, ClickKeys, clickKeyText, uuidOfBytes } from '../../src/domain/tracking/click-key.ts'
import { readClick, type SpooledClick } from '../../src/redirect/click-record.ts'
import { READ_BYTES, SegmentReader, type SpoolPosition } from '../../src/redirect/segment-reader.ts'
import type { Spool, Waiting } from '../../src/redirect/spool.ts'
import type { SpoolFolder } from '../../src/redirect/spool-folder.ts'
import { diskFiles, type SpoolFiles } from '../../src/redirect/spool-files.ts'

export const silent = pino({ level: 'silent' })

const keys = new ClickKeys([Buffer.alloc(16, 3)])
const linkIds = Buffer.concat([newId(), newId(), newId(), newId(), newId()].map(bytesOfUuid))

export function makeClick(note = ''): SpooledClick {
  const key = keys.mint({ programNumber: 1, linkNumber: 1, blocked: false, nowMs: Date.now() })
  return {
    clickKey: key,
    recordedAtMs: Date.now(),
    linkIds,
    visitorId: null,
    flags: 16,
    address: '192.0.2.7',
    agentFamily: 'Firefox',
    country: undefined,
    referringUrl: undefined,
    customParameter: note === '' ? undefined : note,
    subIds: [],
    utm: [],
  }
}

/** Appends clicks in one frame and writes it; answers their notes once they were answered. */
export function write(spool: Spool, ...notes: string[]): string[] {
  const answered: string[] = []
  for (const note of notes) {
    const waiting: Waiting = { answer: () => answered.push(note) }
    spool.append(makeClick(note), waiting)
  }
  spool.flush()
  return answered
}

export interface ReadSpool {
  readonly notes: (string | null)[]
  readonly keys: string[]
  readonly torn: number
  readonly position: SpoolPosition
}

/** Reads a whole spool as the drain does. */
export function readAll(root: string, folder: SpoolFolder, isComplete: boolean): ReadSpool {
  let torn = 0
  const reader = new SegmentReader(root, folder, Buffer.alloc(READ_BYTES), 3, (bytes) => {
    torn += bytes
  })
  const notes: (string | null)[] = []
  const read: string[] = []
  let position: SpoolPosition = { segment: 1, offset: 0 }
  for (;;) {
    const batch = reader.read(position, isComplete)
    for (let i = 0; i + 1 < batch.clicks.length; i += 2) {
      const click = readClick(batch.buffer, batch.clicks[i] ?? 0, batch.clicks[i + 1] ?? 0)
      notes.push(click.customParameter)
      read.push(clickKeyText(uuidOfBytes(batch.buffer, (batch.clicks[i] ?? 0) + 2)))
    }
    position = batch.next
    if (batch.isEnd) break
  }
  reader.close()
  return { notes, keys: read, torn, position }
}

/** A disk with a given number of free bytes, and syncs that fail when told to. The preallocated reserve can always be written. */
export class FaultyDisk implements SpoolFiles {
  freeForNew = Number.POSITIVE_INFINITY
  failSyncs = 0
  readonly #reserved = new Set<number>()

  open(file: string, isNew: boolean): number {
    const fd = diskFiles.open(file, isNew)
    if (!isNew) this.#reserved.add(fd)
    return fd
  }

  write(fd: number, buffer: Buffer, offset: number, length: number, position: number): number {
    if (this.#reserved.has(fd)) return diskFiles.write(fd, buffer, offset, length, position)
    if (this.freeForNew === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    // Like a real disk: what still fits is written, and the next write fails.
    const written = diskFiles.write(fd, buffer, offset, Math.min(length, this.freeForNew), position)
    this.freeForNew -= written
    return written
  }

  sync(fd: number, done: (error: Error | null) => void): void {
    if (this.failSyncs > 0) {
      this.failSyncs -= 1
      done(Object.assign(new Error('input/output error'), { code: 'EIO' }))
      return
    }
    diskFiles.sync(fd, done)
  }

  async freeBytes(folder: string): Promise<number> {
    return Number.isFinite(this.freeForNew) ? this.freeForNew : diskFiles.freeBytes(folder)
  }

  close(fd: number): void {
    this.#reserved.delete(fd)
    diskFiles.close(fd)
  }

  truncate = diskFiles.truncate
  rename = diskFiles.rename
  remove = diskFiles.remove
  syncNow = diskFiles.syncNow
  syncFolder = diskFiles.syncFolder
  preallocate = diskFiles.preallocate
}
