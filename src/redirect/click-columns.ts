import type { Uuid } from '../domain/ids.ts'
import { flagNames, isBlocking } from '../domain/tracking/click-flags.ts'
import { uuidOfBytes } from '../domain/tracking/click-key.ts'
import { BinaryColumn, TYPE_IDS } from './binary-column.ts'
import {
  AFFILIATE_ID_AT, BRAND_ID_AT, CLICK_KEY_AT, FLAGS_AT, hasVisitor, LINK_ID_AT, OCCURRED_AT, PROGRAM_ID_AT, RECORDED_AT, TEXT_HEAD,
  TEXT_TAGS_END, TEXTS, TEXTS_AT, TRACKER_ID_AT, VISITOR_ID_AT,
} from './click-record.ts'

/** Clicks of one program in a piece of the spool: start and end of each record, alternating. */
export interface ClickGroup {
  readonly programId: Uuid
  readonly buffer: Buffer
  readonly ranges: readonly number[]
}

/** What an address becomes in the database. */
export interface PlacedAddress {
  /** As PostgreSQL's inet is sent; null when there is no address. */
  readonly inet: Buffer | null
  /** Two letters, or null when unknown. */
  readonly country: Buffer | null
}

const UUID_BYTES = 16
const { uuid, text, timestamptz, inet, bool, jsonb } = TYPE_IDS

// Flags travel as the text of an array and are cast: an array of arrays would not unnest into rows.
const COLUMNS = [
  ['occurred_at', timestamptz], ['click_key', uuid], ['tracking_link_id', uuid], ['affiliate_id', uuid], ['tracker_id', uuid],
  ['brand_id', uuid], ['visitor_id', uuid], ['flags', text], ['is_valid', bool], ['country', text], ['ip', inet],
  ['agent_family', text], ['referring_url', text], ['custom_parameter', text], ['sub_ids', jsonb], ['utm', jsonb], ['recorded_at', timestamptz],
] as const

type ColumnName = (typeof COLUMNS)[number][0]

const NAMES = COLUMNS.map(([name]) => name).join(', ')
const TYPE_NAMES = new Map<number, string>(Object.entries(TYPE_IDS).map(([name, id]) => [id, name]))
const ARRAYS = COLUMNS.map(([, type], i) => `$${i + 2}::${TYPE_NAMES.get(type)}[]`).join(', ')
const SELECTED = COLUMNS.map(([name]) => (name === 'flags' ? 'r.flags::text[]' : `r.${name}`)).join(', ')

/** Inserts the rows of a `ClickColumns`; `$1` is the program. */
export const INSERT_CLICKS = `insert into click (program_id, ${NAMES}) select $1::uuid, ${SELECTED} from unnest(${ARRAYS}) as r (${NAMES})`

const FLAG_TEXTS = Array.from({ length: 256 }, (_, flags) => Buffer.from(`{${flagNames(flags).join(',')}}`))

/** Puts records of the spool into columns of the click table. One object serves all batches: its buffers are used again. */
export class ClickColumns {
  readonly #place: (address: string) => PlacedAddress
  readonly #columns = new Map<ColumnName, BinaryColumn>(COLUMNS.map(([name, type]) => [name, new BinaryColumn(type)]))
  // Where each text of the record at hand begins and ends; 0 = it has none.
  readonly #textStart = new Int32Array(TEXT_TAGS_END)
  readonly #textEnd = new Int32Array(TEXT_TAGS_END)
  readonly #ids: readonly [BinaryColumn, number][]
  readonly #texts: readonly [BinaryColumn, number][]

  constructor(place: (address: string) => PlacedAddress) {
    this.#place = place
    this.#ids = [
      [this.#column('click_key'), CLICK_KEY_AT],
      [this.#column('tracking_link_id'), LINK_ID_AT],
      [this.#column('affiliate_id'), AFFILIATE_ID_AT],
      [this.#column('tracker_id'), TRACKER_ID_AT],
      [this.#column('brand_id'), BRAND_ID_AT],
    ]
    this.#texts = [
      [this.#column('agent_family'), TEXTS.agentFamily],
      [this.#column('referring_url'), TEXTS.referringUrl],
      [this.#column('custom_parameter'), TEXTS.customParameter],
    ]
  }

  /** The statement's parameters for these clicks; valid until the next call. */
  parameters(group: ClickGroup): (Uuid | Buffer)[] {
    for (const column of this.#columns.values()) column.clear()
    const { buffer, ranges } = group
    for (let i = 0; i + 1 < ranges.length; i += 2) this.#add(buffer, ranges[i] ?? 0, ranges[i + 1] ?? 0)
    return [group.programId, ...COLUMNS.map(([name]) => this.#column(name).parameter())]
  }

  #add(buffer: Buffer, start: number, end: number): void {
    this.#findTexts(buffer, start + TEXTS_AT, end)
    const flags = buffer[start + FLAGS_AT] ?? 0
    this.#column('occurred_at').instant(buffer.readDoubleLE(start + OCCURRED_AT))
    this.#column('recorded_at').instant(buffer.readDoubleLE(start + RECORDED_AT))
    for (const [column, at] of this.#ids) column.bytes(buffer, start + at, start + at + UUID_BYTES)
    if (hasVisitor(buffer, start)) this.#column('visitor_id').bytes(buffer, start + VISITOR_ID_AT, start + VISITOR_ID_AT + UUID_BYTES)
    else this.#column('visitor_id').null()
    addBuffer(this.#column('flags'), FLAG_TEXTS[flags] ?? null)
    this.#column('is_valid').bool(!isBlocking(flags))
    this.#addPlace(buffer)
    for (const [column, tag] of this.#texts) this.#addText(column, tag, buffer)
    this.#addJson(this.#column('sub_ids'), TEXTS.subIds, buffer)
    this.#addJson(this.#column('utm'), TEXTS.utm, buffer)
  }

  #findTexts(buffer: Buffer, start: number, end: number): void {
    this.#textStart.fill(0)
    let offset = start
    while (offset + TEXT_HEAD <= end) {
      const tag = buffer[offset] ?? 0
      const textStart = offset + TEXT_HEAD
      offset = textStart + buffer.readUInt16LE(offset + 1)
      this.#textStart[tag] = textStart
      this.#textEnd[tag] = offset
    }
  }

  #addPlace(buffer: Buffer): void {
    const start = this.#textStart[TEXTS.address] ?? 0
    const placed = this.#place(start === 0 ? '' : buffer.toString('latin1', start, this.#textEnd[TEXTS.address]))
    addBuffer(this.#column('ip'), placed.inet)
    if ((this.#textStart[TEXTS.country] ?? 0) === 0) addBuffer(this.#column('country'), placed.country)
    else this.#addText(this.#column('country'), TEXTS.country, buffer)
  }

  #addText(column: BinaryColumn, tag: number, buffer: Buffer): void {
    const start = this.#textStart[tag] ?? 0
    if (start === 0) column.null()
    else column.bytes(buffer, start, this.#textEnd[tag] ?? start)
  }

  #addJson(column: BinaryColumn, tag: number, buffer: Buffer): void {
    const start = this.#textStart[tag] ?? 0
    if (start === 0) column.null()
    else column.jsonb(buffer, start, this.#textEnd[tag] ?? start)
  }

  #column(name: ColumnName): BinaryColumn {
    const column = this.#columns.get(name)
    if (column === undefined) throw new Error(`no column ${name}`)
    return column
  }
}

function addBuffer(column: BinaryColumn, bytes: Buffer | null): void {
  if (bytes === null) column.null()
  else column.bytes(bytes, 0, bytes.length)
}

/** Clicks by their program. */
export function groupByProgram(buffer: Buffer, ranges: readonly number[]): ClickGroup[] {
  const groups = new Map<Uuid, number[]>()
  let programId = ''
  let previous = -1
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const start = ranges[i] ?? 0
    // Most often the program is that of the click before, and its text need not be made.
    if (previous === -1 || !hasSameProgram(buffer, previous, start)) programId = uuidOfBytes(buffer, start + PROGRAM_ID_AT)
    previous = start
    const group = groups.get(programId)
    if (group === undefined) groups.set(programId, [start, ranges[i + 1] ?? 0])
    else group.push(start, ranges[i + 1] ?? 0)
  }
  return [...groups].map(([id, own]) => ({ programId: id, buffer, ranges: own }))
}

function hasSameProgram(buffer: Buffer, a: number, b: number): boolean {
  for (let i = PROGRAM_ID_AT; i < PROGRAM_ID_AT + UUID_BYTES; i += 1) if (buffer[a + i] !== buffer[b + i]) return false
  return true
}

/** The keys of the clicks of a group. */
export function clickKeysOf(group: ClickGroup): Uuid[] {
  const keys: Uuid[] = []
  for (let i = 0; i + 1 < group.ranges.length; i += 2) keys.push(uuidOfBytes(group.buffer, (group.ranges[i] ?? 0) + CLICK_KEY_AT))
  return keys
}
