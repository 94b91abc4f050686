import { crc32 } from 'node:zlib'

/**
 * The spool's file format: frames one after the other. A frame holds the clicks of one write:
 *
 *   0 magic · 4 length of the clicks · 8 CRC-32 of the clicks · 12 clicks, each with its length (2 bytes) in front
 *
 * All numbers little-endian. A frame is whole or it does not count: its clicks are answered only after it was written.
 */
export const FRAME_HEAD = 12
export const CLICK_HEAD = 2
/** Longer frames are never written; a length beyond it is not a length. */
export const FRAME_BYTES_MAX = 1024 * 1024
const MAGIC = 0x31465346
const MAGIC_BYTES = Buffer.from('FSF1', 'latin1')

/** Completes the frame whose clicks stand between `start + FRAME_HEAD` and `end`. */
export function sealFrame(buffer: Buffer, start: number, end: number): void {
  const clicks = start + FRAME_HEAD
  buffer.writeUInt32LE(MAGIC, start)
  buffer.writeUInt32LE(end - clicks, start + 4)
  buffer.writeUInt32LE(crc32(buffer.subarray(clicks, end)), start + 8)
}

/** What stands at a place of a segment: a frame up to `end`; nothing yet; the beginning of a frame; or bytes that are no frame. */
export type FrameAt =
  | { readonly kind: 'frame'; readonly end: number }
  | { readonly kind: 'end' | 'partial' | 'damaged' }

/** Looks at the bytes read so far. Zeros count as the end: a preallocated segment is full of them. */
export function frameAt(buffer: Buffer, offset: number): FrameAt {
  const available = buffer.length - offset
  if (available === 0) return { kind: 'end' }
  if (available < FRAME_HEAD) return { kind: isZero(buffer, offset, buffer.length) ? 'end' : 'partial' }
  const magic = buffer.readUInt32LE(offset)
  if (magic === 0 && isZero(buffer, offset, offset + FRAME_HEAD)) return { kind: 'end' }
  const length = buffer.readUInt32LE(offset + 4)
  if (magic !== MAGIC || length === 0 || length > FRAME_BYTES_MAX) return { kind: 'damaged' }
  const end = offset + FRAME_HEAD + length
  if (end > buffer.length) return { kind: 'partial' }
  const isWhole = crc32(buffer.subarray(offset + FRAME_HEAD, end)) === buffer.readUInt32LE(offset + 8)
  return isWhole ? { kind: 'frame', end } : { kind: 'damaged' }
}

/** Where the next whole frame begins behind damaged bytes; -1 when there is none. */
export function nextFrame(buffer: Buffer, damagedAt: number): number {
  for (let at = buffer.indexOf(MAGIC_BYTES, damagedAt + 1); at !== -1; at = buffer.indexOf(MAGIC_BYTES, at + 1)) {
    if (frameAt(buffer, at).kind === 'frame') return at
  }
  return -1
}

/** Calls `visit` with the place of every click of a whole frame. */
export function eachClick(buffer: Buffer, frameStart: number, frameEnd: number, visit: (start: number, end: number) => void): void {
  let offset = frameStart + FRAME_HEAD
  while (offset + CLICK_HEAD <= frameEnd) {
    const start = offset + CLICK_HEAD
    offset = start + buffer.readUInt16LE(offset)
    visit(start, offset)
  }
}

function isZero(buffer: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i += 1) if (buffer[i] !== 0) return false
  return true
}
