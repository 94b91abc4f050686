import { uuidOfBytes } from '../domain/tracking/click-key.ts'
import { SUB_IDS } from '../domain/tracking/visitor-parameters.ts'
import type { Uuid } from '../domain/ids.ts'

/** A click as it goes into the spool. */
export interface SpooledClick {
  readonly clickKey: Buffer
  readonly occurredAtMs: number
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

/** A click as it comes out of the spool. */
export interface StoredClick {
  readonly clickKey: Uuid
  readonly occurredAtMs: number
  readonly recordedAtMs: number
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
  /** JSON text, or null for none. */
  readonly subIds: string | null
  readonly utm: string | null
}

export const LINK_IDS_BYTES = 80

// 0 version · 1 flags · 2 click key · 18 occurred at · 26 recorded at · 34 link ids · 114 visitor · 130 texts
const VERSION = 1
const OCCURRED_AT = 18
const RECORDED_AT = 26
const LINK_IDS = 34
const VISITOR_ID = 114
const TEXTS = 130
const TEXT_HEAD = 3
const NO_VISITOR = Buffer.alloc(16)

const ADDRESS = 1
const AGENT_FAMILY = 2
const COUNTRY = 3
const REFERRING_URL = 4
const CUSTOM_PARAMETER = 5
const UTM = 6
const FIRST_SUB_ID = 10

/** No record is longer, whatever the visitor sent: every text is capped, and UTF-8 takes three bytes per UTF-16 unit at most. */
export const RECORD_BYTES_MAX = 64 * 1024

/** Writes a click at `offset`; answers where it ends. The buffer has RECORD_BYTES_MAX left. */
export function writeClick(buffer: Buffer, offset: number, click: SpooledClick): number {
  buffer[offset] = VERSION
  buffer[offset + 1] = click.flags
  click.clickKey.copy(buffer, offset + 2)
  buffer.writeDoubleLE(click.occurredAtMs, offset + OCCURRED_AT)
  buffer.writeDoubleLE(click.recordedAtMs, offset + RECORDED_AT)
  click.linkIds.copy(buffer, offset + LINK_IDS)
  const visitor = click.visitorId ?? NO_VISITOR
  visitor.copy(buffer, offset + VISITOR_ID)
  let end = offset + TEXTS
  end = writeText(buffer, end, ADDRESS, click.address)
  end = writeText(buffer, end, AGENT_FAMILY, click.agentFamily)
  end = writeText(buffer, end, COUNTRY, click.country)
  end = writeText(buffer, end, REFERRING_URL, click.referringUrl)
  end = writeText(buffer, end, CUSTOM_PARAMETER, click.customParameter)
  if (click.utm.length > 0) end = writeText(buffer, end, UTM, JSON.stringify(Object.fromEntries(click.utm)))
  for (let i = 0; i < click.subIds.length; i += 1) end = writeText(buffer, end, FIRST_SUB_ID + i, click.subIds[i])
  return end
}

const SHORT = 40
const ASCII_LIMIT = 0x80

function writeText(buffer: Buffer, offset: number, tag: number, text: string | undefined): number {
  if (text === undefined || text === '') return offset
  const start = offset + TEXT_HEAD
  // Letter by letter, because for the usual short ASCII text a call out of JavaScript costs more than the letters.
  let bytes = text.length <= SHORT ? writeAscii(buffer, start, text) : -1
  if (bytes === -1) bytes = buffer.write(text, start, 'utf8')
  buffer[offset] = tag
  buffer[offset + 1] = bytes & 0xff
  buffer[offset + 2] = bytes >> 8
  return start + bytes
}

function writeAscii(buffer: Buffer, offset: number, text: string): number {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code >= ASCII_LIMIT) return -1
    buffer[offset + i] = code
  }
  return text.length
}

/** Reads the click between `offset` and `end`. Null: not a click of this version. */
export function readClick(buffer: Buffer, offset: number, end: number): StoredClick | null {
  if (buffer[offset] !== VERSION || end - offset < TEXTS) return null
  const texts = readTexts(buffer, offset + TEXTS, end)
  const hasVisitor = buffer.compare(NO_VISITOR, 0, 16, offset + VISITOR_ID, offset + VISITOR_ID + 16) !== 0
  return {
    clickKey: uuidOfBytes(buffer, offset + 2),
    occurredAtMs: buffer.readDoubleLE(offset + OCCURRED_AT),
    recordedAtMs: buffer.readDoubleLE(offset + RECORDED_AT),
    programId: uuidOfBytes(buffer, offset + LINK_IDS),
    linkId: uuidOfBytes(buffer, offset + LINK_IDS + 16),
    affiliateId: uuidOfBytes(buffer, offset + LINK_IDS + 32),
    trackerId: uuidOfBytes(buffer, offset + LINK_IDS + 48),
    brandId: uuidOfBytes(buffer, offset + LINK_IDS + 64),
    visitorId: hasVisitor ? uuidOfBytes(buffer, offset + VISITOR_ID) : null,
    flags: buffer[offset + 1] ?? 0,
    address: texts[ADDRESS] ?? null,
    agentFamily: texts[AGENT_FAMILY] ?? null,
    country: texts[COUNTRY] ?? null,
    referringUrl: texts[REFERRING_URL] ?? null,
    customParameter: texts[CUSTOM_PARAMETER] ?? null,
    subIds: subIdsJson(texts),
    utm: texts[UTM] ?? null,
  }
}

function readTexts(buffer: Buffer, start: number, end: number): (string | undefined)[] {
  const texts: (string | undefined)[] = []
  let offset = start
  while (offset + TEXT_HEAD <= end) {
    const bytes = buffer.readUInt16LE(offset + 1)
    const textStart = offset + TEXT_HEAD
    texts[buffer[offset] ?? 0] = buffer.toString('utf8', textStart, textStart + bytes)
    offset = textStart + bytes
  }
  return texts
}

function subIdsJson(texts: readonly (string | undefined)[]): string | null {
  let json = ''
  for (let i = 0; i < SUB_IDS; i += 1) {
    const text = texts[FIRST_SUB_ID + i]
    if (text !== undefined) json += `${json === '' ? '{' : ','}"s${i + 1}":${JSON.stringify(text)}`
  }
  return json === '' ? null : `${json}}`
}
