import { BANNER_FRAMES_MAX, type BannerPicture, faultOfSides, type PictureFault } from './banner-picture.ts'

const HEAD_LENGTH = 12
const FRAME_HEAD_LENGTH = 16
/** What draws. EXIF, XMP, colour profiles and whatever else there may be are left out. */
const DRAWING = new Set(['VP8 ', 'VP8L', 'ALPH'])
/** Of the extended head's flags: that it moves, and that it has transparency. */
const KEPT_FLAGS = 0x12

interface Sides {
  readonly width: number
  readonly height: number
}

/** A WebP without what does not draw. Nothing of it is decoded. */
export function readWebp(bytes: Buffer): BannerPicture | PictureFault {
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4))
  const chunks = chunksOf(bytes.subarray(HEAD_LENGTH, end))
  const first = chunks?.[0]
  if (chunks === null || first === undefined) return 'not_a_picture'
  const sides = first.type === 'VP8X' ? canvasOf(first.data) : imageSides(first)
  if (sides === null) return 'not_a_picture'
  const fault = faultOfSides(sides.width, sides.height)
  if (fault !== null) return fault
  const kept = first.type === 'VP8X' ? extended(chunks, sides) : [written(first)]
  if (typeof kept === 'string') return kept
  const body = Buffer.concat([Buffer.from('WEBP'), ...kept])
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return { type: 'image/webp', ...sides, content: Buffer.concat([Buffer.from('RIFF'), size, body]) }
}

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

function chunksOf(bytes: Buffer): Chunk[] | null {
  const chunks: Chunk[] = []
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4)
    if (at + 8 + length > bytes.length) return null
    chunks.push({ type: bytes.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, at + 8 + length) })
    at += 8 + length + (length & 1)
  }
  return chunks
}

function canvasOf(data: Buffer): Sides | null {
  return data.length < 10 ? null : { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 }
}

/** The sides in the head of coded data; null: it is none. */
function imageSides({ type, data }: Chunk): Sides | null {
  if (type === 'VP8L' && data.length >= 5 && data[0] === 0x2f) {
    const packed = data.readUInt32LE(1)
    return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
  }
  const isKeyFrame = type === 'VP8 ' && data.length >= 10 && ((data[0] ?? 1) & 1) === 0 && data.readUIntBE(3, 3) === 0x9d012a
  return isKeyFrame ? { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff } : null
}

/** The parts of a picture with an extended head: one image, or frames. */
function extended(chunks: readonly Chunk[], canvas: Sides): Buffer[] | PictureFault {
  const [head, ...rest] = chunks
  if (head === undefined) return 'not_a_picture'
  const flags = Buffer.from(head.data.subarray(0, 10))
  flags[0] = (flags[0] ?? 0) & KEPT_FLAGS
  const kept = [written({ type: 'VP8X', data: flags })]
  let images = 0
  for (const chunk of rest) {
    if (chunk.type === 'ANIM' && chunk.data.length === 6) kept.push(written(chunk))
    else if (chunk.type === 'ANMF') {
      const frame = frameOf(chunk.data, canvas)
      if (frame === null) return 'not_a_picture'
      kept.push(written({ type: 'ANMF', data: frame }))
      images += 1
    } else if (DRAWING.has(chunk.type)) {
      if (!fits(chunk, canvas)) return 'not_a_picture'
      kept.push(written(chunk))
      images += chunk.type === 'ALPH' ? 0 : 1
    }
  }
  if (images > BANNER_FRAMES_MAX) return 'too_many_frames'
  return images === 0 ? 'not_a_picture' : kept
}

function frameOf(data: Buffer, canvas: Sides): Buffer | null {
  if (data.length < FRAME_HEAD_LENGTH) return null
  const chunks = chunksOf(data.subarray(FRAME_HEAD_LENGTH))
  if (chunks === null || !chunks.every((chunk) => fits(chunk, canvas))) return null
  return Buffer.concat([data.subarray(0, FRAME_HEAD_LENGTH), ...chunks.filter(({ type }) => DRAWING.has(type)).map(written)])
}

function fits(chunk: Chunk, canvas: Sides): boolean {
  if (chunk.type !== 'VP8 ' && chunk.type !== 'VP8L') return true
  const sides = imageSides(chunk)
  return sides !== null && sides.width <= canvas.width && sides.height <= canvas.height
}

function written({ type, data }: Chunk): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(data.length)
  return Buffer.concat([Buffer.from(type, 'latin1'), length, data, Buffer.alloc(data.length & 1)])
}
