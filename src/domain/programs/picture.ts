import { crc32, deflateSync, inflateSync } from 'node:zlib'

export type PictureType = 'image/png' | 'image/jpeg'

export interface Picture {
  readonly type: PictureType
  readonly width: number
  readonly height: number
  readonly content: Buffer
}

/** More than a logo needs on paper at 300 dots per inch; what is drawn costs memory and time by its pixels, not by its bytes. */
export const PICTURE_SIDE_MAX = 2_000
export const PICTURE_PIXELS_MAX = 500_000

/** Why a picture is not taken. */
export type PictureFault = 'not_a_picture' | 'too_many_pixels' | 'unsupported_picture'

/**
 * A picture as papers draw it: a JPEG as it is; a PNG (8 bits per channel or less, not interlaced) without its transparency, on white, and
 * without whatever else was in the file. Nothing is decoded before its size is known, and not more than that size. Answers a fault for
 * everything else.
 */
export function readPicture(bytes: Buffer): Picture | PictureFault {
  if (bytes.subarray(0, PNG_MAGIC.length).equals(PNG_MAGIC)) return readPng(bytes)
  if (bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return readJpeg(bytes)
  return 'not_a_picture'
}

const PNG_MAGIC = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** Channels by colour type: grey, colours, palette, grey and alpha, colours and alpha. */
const PNG_CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const PALETTE = 3

interface PngHead {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colourType: number
  readonly channels: number
}

function readPng(bytes: Buffer): Picture | PictureFault {
  const chunks = pngChunks(bytes)
  const first = chunks?.[0]
  if (chunks === null || first?.type !== 'IHDR' || first.data.length !== 13) return 'not_a_picture'
  const [width, height] = [first.data.readUInt32BE(0), first.data.readUInt32BE(4)]
  const fault = faultOfSize(width, height)
  if (fault !== null) return fault
  const [depth, colourType, interlaced] = [first.data[8] ?? 0, first.data[9] ?? 0, first.data[12]]
  const channels = PNG_CHANNELS[colourType]
  if (channels === undefined || ![1, 2, 4, 8].includes(depth) || (depth < 8 && channels > 1) || interlaced !== 0) return 'unsupported_picture'
  const head: PngHead = { width, height, depth, colourType, channels }
  const samples = samplesOf(chunks, head)
  return samples === null ? 'not_a_picture' : { type: 'image/png', width, height, content: writePng(onWhite(samples, head, chunks), width, height) }
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

/** The samples of all pixels, a byte each, unfiltered (PNG, section 9); null: they are not as many as the head says, or not filtered as they may be. */
function samplesOf(chunks: readonly Chunk[], { width, height, depth, channels }: PngHead): Uint8Array | null {
  const rowBytes = Math.ceil((width * channels * depth) / 8)
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  // 250 kB can unfold to 250 MB.
  const raw = inflated(packed, (rowBytes + 1) * height)
  if (raw === null) return null
  const rows = Buffer.alloc(rowBytes * height)
  const step = Math.max(1, (channels * depth) / 8)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (rowBytes + 1)] ?? 0
    if (filter > 4) return null
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x
      const left = x < step ? 0 : (rows[at - step] ?? 0)
      const up = y === 0 ? 0 : (rows[at - rowBytes] ?? 0)
      const corner = x < step || y === 0 ? 0 : (rows[at - rowBytes - step] ?? 0)
      rows[at] = (raw[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner)
    }
  }
  return depth === 8 ? rows : spread(rows, rowBytes, width, height, depth)
}

function inflated(packed: Buffer, size: number): Buffer | null {
  try {
    const raw = inflateSync(packed, { maxOutputLength: size })
    return raw.length === size ? raw : null
  } catch {
    return null
  }
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1: return left
    case 2: return up
    case 3: return (left + up) >> 1
    case 4: {
      const estimate = left + up - corner
      const [toLeft, toUp, toCorner] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)]
      return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
    }
    default: return 0
  }
}

/** Samples of less than a byte, a byte each. */
function spread(rows: Uint8Array, rowBytes: number, width: number, height: number, depth: number): Uint8Array {
  const samples = new Uint8Array(width * height)
  const mask = (1 << depth) - 1
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const bit = x * depth
      samples[y * width + x] = ((rows[y * rowBytes + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & mask
    }
  }
  return samples
}

/** Red, green and blue of every pixel, on white paper. */
function onWhite(samples: Uint8Array, head: PngHead, chunks: readonly Chunk[]): Buffer {
  const { width, height, channels } = head
  const pixelOf = pixelReader(head, chunks)
  const colours = Buffer.alloc(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [red, green, blue, alpha] = pixelOf(samples, pixel * channels)
    colours[pixel * 3] = blend(red, alpha)
    colours[pixel * 3 + 1] = blend(green, alpha)
    colours[pixel * 3 + 2] = blend(blue, alpha)
  }
  return colours
}

type Pixel = readonly [red: number, green: number, blue: number, alpha: number]

function pixelReader({ colourType, depth, channels }: PngHead, chunks: readonly Chunk[]): (samples: Uint8Array, at: number) => Pixel {
  const chunk = (name: string) => chunks.find(({ type }) => type === name)?.data ?? Buffer.alloc(0)
  const [palette, transparent] = [chunk('PLTE'), chunk('tRNS')]
  if (colourType === PALETTE) return (samples, at) => paletteColour(palette, transparent, samples[at] ?? 0)
  const scale = 255 / ((1 << depth) - 1)
  // One grey, or one colour, can stand for transparency.
  const clear = transparent.length >= 2 * channels ? Array.from({ length: channels }, (_, index) => transparent.readUInt16BE(index * 2)) : null
  const isClear = (samples: Uint8Array, at: number) => clear?.every((sample, index) => samples[at + index] === sample) === true
  const sample = (samples: Uint8Array, at: number) => (samples[at] ?? 0) * scale
  if (channels <= 2) {
    return (samples, at) => {
      const grey = sample(samples, at)
      return [grey, grey, grey, channels === 2 ? (samples[at + 1] ?? 0) : isClear(samples, at) ? 0 : 255]
    }
  }
  return (samples, at) => [samples[at] ?? 0, samples[at + 1] ?? 0, samples[at + 2] ?? 0, channels === 4 ? (samples[at + 3] ?? 0) : isClear(samples, at) ? 0 : 255]
}

function paletteColour(palette: Buffer, transparent: Buffer, index: number): Pixel {
  return [palette[index * 3] ?? 0, palette[index * 3 + 1] ?? 0, palette[index * 3 + 2] ?? 0, transparent[index] ?? 255]
}

function blend(sample: number, alpha: number): number {
  return Math.round((sample * alpha + 255 * (255 - alpha)) / 255)
}

/** A PNG of red, green and blue bytes. */
export function writePng(colours: Buffer, width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  head[9] = 2
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y += 1) colours.copy(rows, y * (width * 3 + 1) + 1, y * width * 3, (y + 1) * width * 3)
  return Buffer.concat([PNG_MAGIC, pngChunk('IHDR', head), pngChunk('IDAT', deflateSync(rows, { level: 9 })), pngChunk('IEND', Buffer.alloc(0))])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
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
      return faultOfSize(width, height) ?? { type: 'image/jpeg', width, height, content: bytes }
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
