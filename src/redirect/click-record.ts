import type { Uuid } from '../domain/ids.ts'
import { type MintedClickKey, uuidOfBytes } from '../domain/tracking/click-key.ts'

/** A click as it goes into the spool. */
export interface SpooledClick {
  readonly clickKey: MintedClickKey
  readonly recordedAtMs: number
  /** Program, link, affiliate, tracker, brand: 16 bytes each, made once per link. */
  readonly linkIds: Buffer
  /** 16 bytes. */
  readonly visitorId: Buffer | null
  readonly flags: number
  readonly address: string
  readonly agentFamily: string
  /** Undefined: to be found from the address when the click is stored. */
  readonly country: string | undefined
  readonly referringUrl: string | undefined
  readonly customParameter: string | undefined
  readonly subIds: readonly (string | undefined)[]
  readonly utm: readonly (readonly [string, string])[]
}

/** A click as a person reads it, when the database refused it. */
export interface ReadableClick {
  readonly clickKey: Uuid
  readonly occurredAt: Date
  readonly recordedAt: Date
  readonly programId: Uuid
  readonly linkId: Uuid
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  readonly brandId: Uuid
  readonly visitorId: Uuid | null
  readonly flags: number
  readonly address: string | null
  readonly agentFamily: string | null
  readonly country: string | null
  readonly referringUrl: string | null
  readonly customParameter: string | null
  readonly subIds: unknown
  readonly utm: unknown
}

// 0 version · 1 flags · 2 click key · 18 occurred at · 26 recorded at · 34 link ids · 114 visitor · 130 texts (tag, length, UTF-8)
const VERSION = 1
export const FLAGS_AT = 1
export const CLICK_KEY_AT = 2
export const OCCURRED_AT = 18
export const RECORDED_AT = 26
export const PROGRAM_ID_AT = 34
export const LINK_ID_AT = 50
export const AFFILIATE_ID_AT = 66
export const TRACKER_ID_AT = 82
export const BRAND_ID_AT = 98
export const VISITOR_ID_AT = 114
export const TEXTS_AT = 130
export const TEXT_HEAD = 3
const NO_VISITOR = Buffer.alloc(16)

/** What a text of a record is; all of them are optional. Sub-ids and utm are JSON. */
export const TEXTS = { address: 1, agentFamily: 2, country: 3, referringUrl: 4, customParameter: 5, subIds: 6, utm: 7 } as const
export const TEXT_TAGS_END = 8

/** No record is longer, whatever the visitor sent: every text is capped, and UTF-8 takes three bytes per UTF-16 unit at most. */
export const RECORD_BYTES_MAX = 64 * 1024

/** Writes a click at `offset`; answers where it ends. The buffer has RECORD_BYTES_MAX left. */
export function writeClick(buffer: Buffer, offset: number, click: SpooledClick): number {
  buffer[offset] = VERSION
  buffer[offset + FLAGS_AT] = click.flags
  click.clickKey.copyTo(buffer, offset + CLICK_KEY_AT)
  buffer.writeDoubleLE(click.clickKey.occurredAtMs, offset + OCCURRED_AT)
  buffer.writeDoubleLE(click.recordedAtMs, offset + RECORDED_AT)
  click.linkIds.copy(buffer, offset + PROGRAM_ID_AT)
  const visitor = click.visitorId ?? NO_VISITOR
  visitor.copy(buffer, offset + VISITOR_ID_AT)
  let end = offset + TEXTS_AT
  end = writeText(buffer, end, TEXTS.address, click.address)
  end = writeText(buffer, end, TEXTS.agentFamily, click.agentFamily)
  end = writeText(buffer, end, TEXTS.country, click.country)
  end = writeText(buffer, end, TEXTS.referringUrl, click.referringUrl)
  end = writeText(buffer, end, TEXTS.customParameter, click.customParameter)
  end = writeSubIds(buffer, end, click.subIds)
  return writeText(buffer, end, TEXTS.utm, click.utm.length === 0 ? undefined : JSON.stringify(Object.fromEntries(click.utm)))
}

/** Whether the bytes are a click of this version. */
export function isClick(buffer: Buffer, start: number, end: number): boolean {
  return buffer[start] === VERSION && end - start >= TEXTS_AT
}

/** Whether the click at `start` has a visitor. */
export function hasVisitor(buffer: Buffer, start: number): boolean {
  for (let i = start + VISITOR_ID_AT; i < start + TEXTS_AT; i += 1) if (buffer[i] !== 0) return true
  return false
}

/** Reads the click between `start` and `end`, which `isClick` has approved. */
export function readClick(buffer: Buffer, start: number, end: number): ReadableClick {
  const texts = readTexts(buffer, start + TEXTS_AT, end)
  return {
    clickKey: uuidOfBytes(buffer, start + CLICK_KEY_AT),
    occurredAt: new Date(buffer.readDoubleLE(start + OCCURRED_AT)),
    recordedAt: new Date(buffer.readDoubleLE(start + RECORDED_AT)),
    programId: uuidOfBytes(buffer, start + PROGRAM_ID_AT),
    linkId: uuidOfBytes(buffer, start + LINK_ID_AT),
    affiliateId: uuidOfBytes(buffer, start + AFFILIATE_ID_AT),
    trackerId: uuidOfBytes(buffer, start + TRACKER_ID_AT),
    brandId: uuidOfBytes(buffer, start + BRAND_ID_AT),
    visitorId: hasVisitor(buffer, start) ? uuidOfBytes(buffer, start + VISITOR_ID_AT) : null,
    flags: buffer[start + FLAGS_AT] ?? 0,
    address: texts[TEXTS.address] ?? null,
    agentFamily: texts[TEXTS.agentFamily] ?? null,
    country: texts[TEXTS.country] ?? null,
    referringUrl: texts[TEXTS.referringUrl] ?? null,
    customParameter: texts[TEXTS.customParameter] ?? null,
    subIds: JSON.parse(texts[TEXTS.subIds] ?? 'null'),
    utm: JSON.parse(texts[TEXTS.utm] ?? 'null'),
  }
}

const SHORT = 64
const ASCII_LIMIT = 0x80

function writeText(buffer: Buffer, offset: number, tag: number, text: string | undefined): number {
  if (text === undefined || text === '') return offset
  const start = offset + TEXT_HEAD
  // Letter by letter, because for the usual short ASCII text a call out of JavaScript costs more than the letters.
  let bytes = text.length <= SHORT ? writeAscii(buffer, start, text) : -1
  if (bytes === -1) bytes = buffer.write(text, start, 'utf8')
  return endText(buffer, offset, tag, start + bytes)
}

/** Writes what stands in front of a text that ends at `end`. */
function endText(buffer: Buffer, offset: number, tag: number, end: number): number {
  const bytes = end - offset - TEXT_HEAD
  buffer[offset] = tag
  buffer[offset + 1] = bytes & 0xff
  buffer[offset + 2] = bytes >> 8
  return end
}

function writeAscii(buffer: Buffer, offset: number, text: string): number {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code >= ASCII_LIMIT) return -1
    buffer[offset + i] = code
  }
  return text.length
}

const [BRACE, COMMA, END_BRACE, QUOTE, BACKSLASH, FIRST_PRINTED, LAST_PRINTED] = [0x7b, 0x2c, 0x7d, 0x22, 0x5c, 0x20, 0x7e]
const SUB_ID_NAMES = Array.from({ length: 10 }, (_, i) => Buffer.from(`"s${i + 1}":`))

/** Writes the sub-ids as a JSON object straight away: to make its text first took twice as long. */
function writeSubIds(buffer: Buffer, offset: number, subIds: readonly (string | undefined)[]): number {
  const start = offset + TEXT_HEAD
  let end = start
  for (let i = 0; i < subIds.length; i += 1) {
    const text = subIds[i]
    const name = SUB_ID_NAMES[i]
    if (text === undefined || name === undefined) continue
    buffer[end] = end === start ? BRACE : COMMA
    end += 1
    for (let j = 0; j < name.length; j += 1, end += 1) buffer[end] = name[j] ?? 0
    end = writeJsonText(buffer, end, text)
  }
  if (end === start) return offset
  buffer[end] = END_BRACE
  return endText(buffer, offset, TEXTS.subIds, end + 1)
}

/** Writes a text in quotes; one that needs escapes, or is not ASCII, takes the slower way. */
function writeJsonText(buffer: Buffer, offset: number, text: string): number {
  let end = offset
  buffer[end++] = QUOTE
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code < FIRST_PRINTED || code > LAST_PRINTED || code === QUOTE || code === BACKSLASH) return offset + buffer.write(JSON.stringify(text), offset, 'utf8')
    buffer[end++] = code
  }
  buffer[end++] = QUOTE
  return end
}

function readTexts(buffer: Buffer, start: number, end: number): (string | undefined)[] {
  const texts: (string | undefined)[] = []
  let offset = start
  while (offset + TEXT_HEAD <= end) {
    const textStart = offset + TEXT_HEAD
    offset = textStart + buffer.readUInt16LE(offset + 1)
    texts[buffer[textStart - TEXT_HEAD] ?? 0] = buffer.toString('utf8', textStart, offset)
  }
  return texts
}
