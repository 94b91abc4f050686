import { type BannerPicture, faultOfSides, type PictureFault } from './banner-picture.ts'

const START = 0xd8
const END = 0xd9
const SCAN = 0xda
/** Quantisation, Huffman and arithmetic tables, restart interval. */
const TABLES = new Set([0xdb, 0xc4, 0xcc, 0xdd])
/** JFIF, and Adobe's note on how the colours are coded. All other application data (EXIF, XMP, profiles) and comments are left out. */
const NEEDED_APPLICATION = new Map([[0xe0, 'JFIF\0'], [0xee, 'Adobe']])

/** A JPEG without what does not draw. Nothing of it is decoded. */
export function readJpeg(bytes: Buffer): BannerPicture | PictureFault {
  const kept: Buffer[] = [Buffer.from([0xff, START])]
  let sides: { readonly width: number; readonly height: number } | null = null
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return 'not_a_picture'
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length) return 'not_a_picture'
    const segment = bytes.subarray(at, end)
    if (isFrame(marker)) {
      if (sides !== null || segment.length < 9) return 'not_a_picture'
      sides = { height: segment.readUInt16BE(5), width: segment.readUInt16BE(7) }
      const fault = faultOfSides(sides.width, sides.height)
      if (fault !== null) return fault
    }
    if (isKept(marker, segment)) kept.push(segment)
    at = end
    if (marker !== SCAN) continue
    if (sides === null) return 'not_a_picture'
    const scanEnd = endOfScan(bytes, at)
    if (scanEnd === null) return 'not_a_picture'
    kept.push(bytes.subarray(at, scanEnd))
    at = scanEnd
    if (bytes[at + 1] === END) return { type: 'image/jpeg', ...sides, content: Buffer.concat([...kept, Buffer.from([0xff, END])]) }
  }
  return 'not_a_picture'
}

/** SOF0 to SOF15, without the three of these numbers that mean something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function isKept(marker: number, segment: Buffer): boolean {
  const name = NEEDED_APPLICATION.get(marker)
  if (name !== undefined) return segment.toString('latin1', 4, 4 + name.length) === name
  return isFrame(marker) || TABLES.has(marker) || marker === SCAN
}

/** Where the next marker behind coded data stands: escaped bytes and restarts are part of the data. Null: the file ends before it. */
function endOfScan(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    const isData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7)
    if (!isData) return at
  }
  return null
}
