import { promisify } from 'node:util'
import { crc32, inflate } from 'node:zlib'
import { type BannerPicture, faultOfSides, type PictureFault } from './banner-picture.ts'

export const PNG_MAGIC = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** What draws a still picture. Texts, times, profiles and frames of animations are left out. */
const DRAWING = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'cHRM', 'IDAT'])
/** Channels by colour type: grey, colours, palette, grey and alpha, colours and alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
/** Where the passes of an interlaced picture start, and how far apart their points are (PNG, section 8.2). */
const ADAM7 = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const
const WHOLE = [[0, 0, 1, 1]] as const

const unfold = promisify(inflate)

/** A PNG written anew. Its size is known before anything is unfolded, and no more than that is. */
export async function readPng(bytes: Buffer): Promise<BannerPicture | PictureFault> {
  const chunks = chunksOf(bytes)
  const head = chunks?.[0]
  if (chunks === null || head?.type !== 'IHDR' || head.data.length !== 13) return 'not_a_picture'
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)]
  const fault = faultOfSides(width, height)
  if (fault !== null) return fault
  const size = unfoldedSize(width, height, head.data)
  if (size === null || !(await unfoldsTo(chunks, size))) return 'not_a_picture'
  const kept = chunks.filter(({ type }) => DRAWING.has(type))
  return { type: 'image/png', width, height, content: Buffer.concat([PNG_MAGIC, ...kept.map(written), written({ type: 'IEND', data: Buffer.alloc(0) })]) }
}

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

/** The chunks before the end; null: they are not what a PNG has. What stands behind the end is no part of the picture. */
function chunksOf(bytes: Buffer): Chunk[] | null {
  const chunks: Chunk[] = []
  for (let at = PNG_MAGIC.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (at + 12 + length > bytes.length) return null
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (type === 'IEND') return chunks
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return null
}

/** Bytes of all rows with their filters; null: there is no such kind of PNG. */
function unfoldedSize(width: number, height: number, head: Buffer): number | null {
  const [depth, colourType, interlaced] = [head[8] ?? 0, head[9] ?? 0, head[12]]
  const channels = CHANNELS[colourType]
  if (channels === undefined || ![1, 2, 4, 8, 16].includes(depth) || (interlaced !== 0 && interlaced !== 1)) return null
  return (interlaced === 1 ? ADAM7 : WHOLE).reduce((size, [left, top, across, down]) => {
    const [columns, rows] = [Math.ceil((width - left) / across), Math.ceil((height - top) / down)]
    return columns <= 0 || rows <= 0 ? size : size + rows * (1 + Math.ceil((columns * channels * depth) / 8))
  }, 0)
}

async function unfoldsTo(chunks: readonly Chunk[], size: number): Promise<boolean> {
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  try {
    return (await unfold(packed, { maxOutputLength: size })).length === size
  } catch {
    return false
  }
}

function written({ type, data }: Chunk): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
