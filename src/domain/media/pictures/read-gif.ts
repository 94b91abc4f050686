import { BANNER_FRAMES_MAX, type BannerPicture, faultOfSides, type PictureFault } from './banner-picture.ts'

const EXTENSION = 0x21
const FRAME = 0x2c
const END = 0x3b
const GRAPHIC_CONTROL = 0xf9
const APPLICATION = 0xff
const HEAD_LENGTH = 13

/** A GIF without comments, texts and application data, but for how often it is shown again. */
export function readGif(bytes: Buffer): BannerPicture | PictureFault {
  if (bytes.length < HEAD_LENGTH) return 'not_a_picture'
  const [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)]
  const fault = faultOfSides(width, height)
  if (fault !== null) return fault
  const start = HEAD_LENGTH + paletteLength(bytes[10] ?? 0)
  const kept: Buffer[] = [Buffer.from('GIF89a'), bytes.subarray(6, start)]
  let frames = 0
  for (let at = start; at < bytes.length; ) {
    const kind = bytes[at]
    if (kind === END) return frames === 0 ? 'not_a_picture' : { type: 'image/gif', width, height, content: Buffer.concat([...kept, Buffer.from([END])]) }
    const data = kind === EXTENSION ? at + 2 : kind === FRAME ? frameData(bytes, at, width, height) : null
    const end = data === null ? null : endOfBlocks(bytes, data)
    if (end === null) return 'not_a_picture'
    if (kind === FRAME) frames += 1
    if (frames > BANNER_FRAMES_MAX) return 'too_many_frames'
    if (kind === FRAME || isKept(bytes, at)) kept.push(bytes.subarray(at, end))
    at = end
  }
  return 'not_a_picture'
}

/** Where a frame's data begins; null: it does not lie within the picture. */
function frameData(bytes: Buffer, at: number, width: number, height: number): number | null {
  if (at + 11 > bytes.length) return null
  const isInside = bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5) <= width && bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7) <= height
  return isInside ? at + 10 + paletteLength(bytes[at + 9] ?? 0) + 1 : null
}

function paletteLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1)
}

/** Behind a chain of blocks, each of which says how long it is; null: the file ends before. */
function endOfBlocks(bytes: Buffer, from: number): number | null {
  for (let at = from; at < bytes.length; ) {
    const length = bytes[at] ?? 0
    at += 1 + length
    if (length === 0) return at
  }
  return null
}

function isKept(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1]
  return label === GRAPHIC_CONTROL || (label === APPLICATION && bytes.toString('latin1', at + 3, at + 14) === 'NETSCAPE2.0')
}
