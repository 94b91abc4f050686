import { closeSync, existsSync, openSync, readSync, writeFileSync } from 'node:fs'
import { eachClick, frameAt, nextFrame } from './frames.ts'
import { listSegments, segmentFile, type SpoolFolder, tornFile } from './spool-folder.ts'

/** How far a spool has been drained. */
export interface SpoolPosition {
  readonly segment: number
  readonly offset: number
}

export interface SpoolBatch {
  /** The bytes that hold the clicks; valid until the next read. */
  readonly buffer: Buffer
  /** Start and end of each click, alternating. */
  readonly clicks: readonly number[]
  /** Where the spool continues behind these clicks. */
  readonly next: SpoolPosition
  /** Nothing follows: the spool is drained up to `next`, and its owner may be writing more. */
  readonly isEnd: boolean
}

/** Room for the largest frame and more. */
export const READ_BYTES = 2 * 1024 * 1024

/** `more`: the buffer ends here, the segment may not. `waiting`: a frame that may still be growing. */
type ReadState = 'going' | 'more' | 'end' | 'waiting' | 'damaged'

function stateAt(kind: 'end' | 'partial' | 'damaged', offset: number, bytes: number, isFinal: boolean): ReadState {
  const isFullBuffer = bytes === READ_BYTES
  if (kind === 'end') return isFullBuffer && offset === bytes ? 'more' : 'end'
  if (kind === 'partial' && isFullBuffer) return 'more'
  return isFinal ? 'damaged' : 'waiting'
}

/** Reads one spool from a position on, frame by whole frame. */
export class SegmentReader {
  readonly folder: SpoolFolder
  readonly #root: string
  readonly #clicksMax: number
  readonly #onTorn: (bytes: number, file: string) => void
  readonly #buffer: Buffer
  #fd: number | undefined
  #open = 0

  /** `buffer`: READ_BYTES to read into; readers of one drain share it, because a batch is stored before the next is read. */
  constructor(root: string, folder: SpoolFolder, buffer: Buffer, clicksMax: number, onTorn: (bytes: number, file: string) => void) {
    this.#buffer = buffer
    this.#root = root
    this.folder = folder
    this.#clicksMax = clicksMax
    this.#onTorn = onTorn
  }

  /**
   * The next clicks. `isComplete`: nobody writes to this spool any more, so a frame that is cut short will not grow; it is set aside in a
   * file of its own and reported.
   */
  read(from: SpoolPosition, isComplete: boolean): SpoolBatch {
    const clicks: number[] = []
    // Asked before the segment is read: the writer begins a segment only when the one before is complete.
    const following = this.#following(from.segment)
    if (!this.#enter(from.segment)) return { buffer: this.#buffer, clicks, next: following ?? from, isEnd: following === undefined }
    const bytes = readSync(this.#fd ?? -1, this.#buffer, 0, READ_BYTES, from.offset)
    const buffer = this.#buffer.subarray(0, bytes)
    let offset = 0
    let state: ReadState = 'going'
    while (state === 'going' && clicks.length < this.#clicksMax * 2) {
      const at = frameAt(buffer, offset)
      if (at.kind === 'frame') {
        eachClick(buffer, offset, at.end, (start, end) => clicks.push(start, end))
        offset = at.end
      } else {
        state = stateAt(at.kind, offset, bytes, isComplete || following !== undefined)
        if (state === 'damaged') offset = this.#setAside(buffer, from, offset)
        if (state === 'damaged') state = 'going'
      }
    }
    const next = state === 'end' && following !== undefined ? following : { segment: from.segment, offset: from.offset + offset }
    return { buffer, clicks, next, isEnd: state === 'waiting' || (state === 'end' && following === undefined) }
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd)
    this.#fd = undefined
    this.#open = 0
  }

  #following(segment: number): SpoolPosition | undefined {
    if (!existsSync(this.folder.path)) return undefined
    const next = listSegments(this.folder).find((candidate) => candidate > segment)
    return next === undefined ? undefined : { segment: next, offset: 0 }
  }

  #enter(segment: number): boolean {
    if (this.#open === segment && this.#fd !== undefined) return true
    this.close()
    const file = segmentFile(this.folder, segment)
    if (!existsSync(file)) return false
    this.#fd = openSync(file, 'r')
    this.#open = segment
    return true
  }

  /** Keeps damaged bytes, up to the next whole frame or the end, in a file beside the spools; answers where to go on. */
  #setAside(buffer: Buffer, from: SpoolPosition, offset: number): number {
    const found = nextFrame(buffer, offset)
    const end = found === -1 ? buffer.length : found
    const file = tornFile(this.#root, this.folder, from.segment, from.offset + offset)
    writeFileSync(file, buffer.subarray(offset, end), { mode: 0o600 })
    this.#onTorn(end - offset, file)
    return end
  }
}
