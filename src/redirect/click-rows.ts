import type { Tx } from '../db/database.ts'
import type { Uuid } from '../domain/ids.ts'
import { flagNames, isBlocking } from '../domain/tracking/click-flags.ts'
import type { ClickGroup } from './click-group.ts'
import {
  AFFILIATE_ID_AT, BRAND_ID_AT, CLICK_KEY_AT, FLAGS_AT, hasVisitor, LINK_ID_AT, OCCURRED_AT, RECORDED_AT, TEXT_HEAD, TEXTS, TEXTS_AT, TRACKER_ID_AT,
  VISITOR_ID_AT,
} from './click-record.ts'
import type { PlacedAddress } from './place-address.ts'

/** Types of PostgreSQL by their stable object ids. */
const TYPE_IDS = { bool: 16, text: 25, inet: 869, 'text[]': 1009, timestamptz: 1184, uuid: 2950 } as const

/** The fields of the type `spooled_click`, in its order. It never changes: another form of a click on its way is another type. */
const FIELDS = [
  ['occurred_at', 'timestamptz'], ['recorded_at', 'timestamptz'], ['click_key', 'uuid'], ['tracking_link_id', 'uuid'], ['affiliate_id', 'uuid'],
  ['tracker_id', 'uuid'], ['brand_id', 'uuid'], ['visitor_id', 'uuid'], ['is_valid', 'bool'], ['flags', 'text[]'], ['ip', 'inet'],
  ['agent_family', 'text'], ['country', 'text'], ['referring_url', 'text'], ['custom_parameter', 'text'], ['sub_ids', 'text'], ['utm', 'text'],
] as const

const NAMES = FIELDS.map(([name]) => name).join(', ')
// JSON comes as text: jsonb in binary form took PostgreSQL twice as long (4.5 µs a click).
const SELECTED = FIELDS.map(([name]) => (name === 'sub_ids' || name === 'utm' ? `r.${name}::jsonb` : `r.${name}`)).join(', ')

/** Inserts a piece of the rows of a `ClickRows`; `$1` is the program. */
export const INSERT_CLICKS = `insert into click (program_id, ${NAMES}) select $1::uuid, ${SELECTED} from unnest($2::spooled_click[]) as r`

/** The object id of `spooled_click` in this database. */
async function readRowType(tx: Tx): Promise<number> {
  const [row] = await tx.sql<{ id: bigint }>({ text: `select 'spooled_click'::regtype::oid::bigint as id` })
  return Number(row?.id)
}

// An array begins with dimensions, has-null flag, element type, length and lower bound, a row with the number of its fields, a field with its
// type and length: 4 bytes each.
const ARRAY_HEAD = 20
const FIELD_HEAD = 8
const NULL_LENGTH = -1
const TIME_BYTES = 8
const UUID_BYTES = 16
/** More than a row has beyond the bytes of its record. */
const ROW_EXTRA = 640
/** Rows of one statement. PostgreSQL unpacks an array as a whole: of 500, 1,000 and 4,000 rows the fewest took it 16, 18 and 19 µs each. */
const PIECE_ROWS = 500
const FIRST_BYTES = 256 * 1024
const SHORT_BYTES = 48
/** PostgreSQL counts microseconds from here. */
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1)
const WORD = 2 ** 32

// ───── what is the same in every row ─────

const ROW_START = rowStart()
const OCCURRED_FIELD = 8 + FIELD_HEAD
const RECORDED_FIELD = OCCURRED_FIELD + TIME_BYTES + FIELD_HEAD
const FIRST_ID_FIELD = RECORDED_FIELD + TIME_BYTES + FIELD_HEAD
const ID_PLACES = [CLICK_KEY_AT, LINK_ID_AT, AFFILIATE_ID_AT, TRACKER_ID_AT, BRAND_ID_AT] as const

/** A row's length, the number of its fields, two times and five ids: everything but their values. */
function rowStart(): Buffer {
  const lengths = [TIME_BYTES, TIME_BYTES, UUID_BYTES, UUID_BYTES, UUID_BYTES, UUID_BYTES, UUID_BYTES]
  const head = Buffer.alloc(8)
  head.writeInt32BE(FIELDS.length, 4)
  return Buffer.concat([head, ...lengths.map((length, i) => Buffer.concat([fieldHead(TYPE_IDS[FIELDS[i]?.[1] ?? 'uuid'], length), Buffer.alloc(length)]))])
}

function fieldHead(typeId: number, length: number): Buffer {
  const head = Buffer.alloc(FIELD_HEAD)
  head.writeInt32BE(typeId, 0)
  head.writeInt32BE(length, 4)
  return head
}

/** The two fields that follow from the flags, by their number. */
const FLAG_FIELDS = Array.from({ length: 256 }, (_, flags) => {
  const names = textArray(flagNames(flags))
  return Buffer.concat([fieldHead(TYPE_IDS.bool, 1), Buffer.from([isBlocking(flags) ? 0 : 1]), fieldHead(TYPE_IDS['text[]'], names.length), names])
})

function textArray(texts: readonly string[]): Buffer {
  if (texts.length === 0) return Buffer.concat([fieldHead(0, 0), fieldHead(TYPE_IDS.text, 0).subarray(0, 4)])
  const elements = texts.map((text) => Buffer.concat([fieldHead(0, text.length).subarray(4), Buffer.from(text)]))
  return Buffer.concat([fieldHead(1, 0), fieldHead(TYPE_IDS.text, texts.length), fieldHead(1, 0).subarray(0, 4), ...elements])
}

/** The texts of a record, in its order and that of the fields. */
const TEXT_FIELDS = [
  TEXTS.agentFamily, TEXTS.country, TEXTS.referringUrl, TEXTS.customParameter, TEXTS.subIds, TEXTS.utm,
] as const

/**
 * Puts records of the spool into one array of rows, as PostgreSQL sends them: what comes out of the spool is bytes and goes into PostgreSQL
 * as bytes, and neither side has to write or parse more than it must. Arrays of rows, because they took PostgreSQL less time than an array
 * per column, and half as much here. One object serves all batches: its buffer is used again.
 */
export class ClickRows {
  readonly #place: (address: string) => PlacedAddress
  #rowType: number | undefined
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES)
  #view = viewOf(this.#buffer)
  #end = 0

  constructor(place: (address: string) => PlacedAddress) {
    this.#place = place
  }

  /** The statement's parameters for these clicks, piece by piece; valid until the next call. */
  async pieces(tx: Tx, { programId, buffer, ranges }: ClickGroup): Promise<[Uuid, Buffer][]> {
    this.#rowType ??= await readRowType(tx)
    this.#reserve(ranges)
    this.#end = 0
    const pieces: [Uuid, Buffer][] = []
    for (let first = 0; first < ranges.length; first += PIECE_ROWS * 2) {
      pieces.push([programId, this.#write(buffer, ranges, first, Math.min(ranges.length, first + PIECE_ROWS * 2), this.#rowType)])
    }
    return pieces
  }

  /** To be called after a failure: a database that was restored meanwhile has another id for the type. */
  forgetRowType(): void {
    this.#rowType = undefined
  }

  /** Writes the array of the clicks between two places of `ranges`, behind the one before. */
  #write(buffer: Buffer, ranges: readonly number[], first: number, last: number, rowType: number): Buffer {
    const start = this.#end
    this.#view.setInt32(start, 1)
    this.#view.setInt32(start + 4, 0)
    this.#view.setInt32(start + 8, rowType)
    this.#view.setInt32(start + 12, (last - first) / 2)
    this.#view.setInt32(start + 16, 1)
    this.#end = start + ARRAY_HEAD
    for (let i = first; i < last; i += 2) this.#add(buffer, ranges[i] ?? 0, ranges[i + 1] ?? 0)
    return this.#buffer.subarray(start, this.#end)
  }

  #add(record: Buffer, start: number, end: number): void {
    const target = this.#buffer
    const row = this.#end
    ROW_START.copy(target, row)
    this.#instant(row + OCCURRED_FIELD, record.readDoubleLE(start + OCCURRED_AT))
    this.#instant(row + RECORDED_FIELD, record.readDoubleLE(start + RECORDED_AT))
    let at = row + FIRST_ID_FIELD
    for (const place of ID_PLACES) {
      for (let i = 0; i < UUID_BYTES; i += 1) target[at + i] = record[start + place + i] ?? 0
      at += UUID_BYTES + FIELD_HEAD
    }
    this.#end = row + ROW_START.length
    if (hasVisitor(record, start)) this.#field(TYPE_IDS.uuid, record, start + VISITOR_ID_AT, start + VISITOR_ID_AT + UUID_BYTES)
    else this.#null(TYPE_IDS.uuid)
    this.#end += FLAG_FIELDS[record[start + FLAGS_AT] ?? 0]?.copy(target, this.#end) ?? 0
    this.#addTexts(record, start + TEXTS_AT, end)
    this.#view.setInt32(row, this.#end - row - 4)
  }

  /** Writes the fields of the texts while it walks through them; both have one order. */
  #addTexts(record: Buffer, start: number, end: number): void {
    const hasAddress = start < end && record[start] === TEXTS.address
    const addressEnd = hasAddress ? start + TEXT_HEAD + record.readUInt16LE(start + 1) : start
    const placed = this.#place(hasAddress ? record.toString('latin1', start + TEXT_HEAD, addressEnd) : '')
    this.#bytesOrNull(TYPE_IDS.inet, placed.inet)
    let offset = addressEnd
    for (const tag of TEXT_FIELDS) {
      if (offset + TEXT_HEAD <= end && record[offset] === tag) {
        const textStart = offset + TEXT_HEAD
        offset = textStart + record.readUInt16LE(offset + 1)
        this.#field(TYPE_IDS.text, record, textStart, offset)
      } else if (tag === TEXTS.country) {
        this.#bytesOrNull(TYPE_IDS.text, placed.country)
      } else {
        this.#null(TYPE_IDS.text)
      }
    }
  }

  #bytesOrNull(typeId: number, bytes: Buffer | null): void {
    if (bytes === null) this.#null(typeId)
    else this.#field(typeId, bytes, 0, bytes.length)
  }

  #field(typeId: number, source: Buffer, start: number, end: number): void {
    this.#head(typeId, end - start)
    this.#copy(source, start, end)
  }

  #null(typeId: number): void {
    this.#head(typeId, NULL_LENGTH)
  }

  #head(typeId: number, length: number): void {
    this.#view.setInt32(this.#end, typeId)
    this.#view.setInt32(this.#end + 4, length)
    this.#end += FIELD_HEAD
  }

  #copy(source: Buffer, start: number, end: number): void {
    const target = this.#buffer
    let at = this.#end
    // Byte by byte, because for the usual short text a call out of JavaScript costs more than the bytes.
    if (end - start > SHORT_BYTES) source.copy(target, at, start, end)
    else for (let i = start; i < end; i += 1, at += 1) target[at] = source[i] ?? 0
    this.#end += end - start
  }

  #instant(at: number, milliseconds: number): void {
    const microseconds = (milliseconds - POSTGRES_EPOCH_MS) * 1_000
    const high = Math.floor(microseconds / WORD)
    this.#view.setInt32(at, high)
    this.#view.setUint32(at + 4, microseconds - high * WORD)
  }

  #reserve(ranges: readonly number[]): void {
    let bytes = ARRAY_HEAD * Math.ceil(ranges.length / 2 / PIECE_ROWS)
    for (let i = 0; i + 1 < ranges.length; i += 2) bytes += (ranges[i + 1] ?? 0) - (ranges[i] ?? 0) + ROW_EXTRA
    if (bytes <= this.#buffer.length) return
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(bytes, this.#buffer.length * 2))
    this.#view = viewOf(this.#buffer)
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}
