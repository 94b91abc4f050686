import { inflateSync } from 'node:zlib'

export type PictureType = 'image/png' | 'image/jpeg'

export interface Picture {
  readonly type: PictureType
  readonly width: number
  readonly height: number
}

/** More than a logo needs on paper at 300 dots per inch; what is drawn costs memory and time by its pixels, not by its bytes. */
export const PICTURE_SIDE_MAX = 2_000
export const PICTURE_PIXELS_MAX = 500_000

/** Why a picture is not taken. */
export type PictureFault = 'not_a_picture' | 'too_many_pixels' | 'unsupported_picture'

/**
 * What a picture says it is, by its own bytes: a PNG (8 bits per channel or less, not interlaced) or a JPEG. Nothing is decoded before its
 * size is known, and a PNG is not more than its size says when it is. Answers a fault for everything else.
 */
export function readPicture(bytes: Buffer): Picture | PictureFault {
  if (bytes.subarray(0, PNG_MAGIC.length).equals(PNG_MAGIC)) return readPng(bytes)
  if (bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return readJpeg(bytes)
  return 'not_a_picture'
}

const PNG_MAGIC = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const PNG_CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

function readPng(bytes: Buffer): Picture | PictureFault {
  const chunks = pngChunks(bytes)
  const head = chunks?.[0]
  if (chunks === null || head?.type !== 'IHDR' || head.data.length !== 13) return 'not_a_picture'
  const { data } = head
  const [width, height, depth, interlaced] = [data.readUInt32BE(0), data.readUInt32BE(4), data[8] ?? 0, data[12]]
  const channels = PNG_CHANNELS[data[9] ?? -1]
  const fault = faultOfSize(width, height)
  if (fault !== null) return fault
  if (channels === undefined || depth > 8 || interlaced !== 0) return 'unsupported_picture'
  const size = (Math.ceil((width * channels * depth) / 8) + 1) * height
  return holds(chunks, size) ? { type: 'image/png', width, height } : 'not_a_picture'
}

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

/** The chunks up to the end; null: they are not what a PNG has. */
function pngChunks(bytes: Buffer): Chunk[] | null {
  const chunks: Chunk[] = []
  for (let at = PNG_MAGIC.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (at + 12 + length > bytes.length) return null
    const type = bytes.toString('latin1', at + 4, at + 8)
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) })
    if (type === 'IEND') return chunks
    at += 12 + length
  }
  return null
}

/** Whether the pixels are as many as the head says: 250 kB can unfold to 250 MB. */
function holds(chunks: readonly Chunk[], size: number): boolean {
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  try {
    return inflateSync(packed, { maxOutputLength: size }).length === size
  } catch {
    return false
  }
}

function readJpeg(bytes: Buffer): Picture | PictureFault {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return 'not_a_picture'
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isFrame(marker)) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)]
      return faultOfSize(width, height) ?? { type: 'image/jpeg', width, height }
    }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return 'not_a_picture'
}

/** SOF0 to SOF15, without the three of these numbers that mean something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function faultOfSize(width: number, height: number): PictureFault | null {
  if (width === 0 || height === 0) return 'not_a_picture'
  const isTooLarge = width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX || width * height > PICTURE_PIXELS_MAX
  return isTooLarge ? 'too_many_pixels' : null
}
