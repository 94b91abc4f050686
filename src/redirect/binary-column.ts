/** Types of PostgreSQL by their stable object ids. */
export const TYPE_IDS = { bool: 16, text: 25, inet: 869, timestamptz: 1184, uuid: 2950, jsonb: 3802 } as const

// Dimensions, has-null flag, element type, length, lower bound: 4 bytes each.
const HEAD_BYTES = 20
const LENGTH_BYTES = 4
const NULL_LENGTH = -1
const FIRST_BYTES = 16 * 1024
/** PostgreSQL counts microseconds from here. */
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1)
const WORD = 2 ** 32
const SHORT_BYTES = 48

/**
 * One column of rows as a binary array parameter. What comes out of the spool is bytes and goes into PostgreSQL as bytes: neither side
 * has to write or parse text.
 */
export class BinaryColumn {
  readonly #typeId: number
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES)
  #end = HEAD_BYTES
  #count = 0
  #hasNull = false

  constructor(typeId: number) {
    this.#typeId = typeId
  }

  /** Forgets all elements; the buffer is used again. */
  clear(): void {
    this.#end = HEAD_BYTES
    this.#count = 0
    this.#hasNull = false
  }

  /** Adds an element that stands in `source` as PostgreSQL writes it. */
  bytes(source: Buffer, start: number, end: number): void {
    let at = this.#begin(end - start)
    if (end - start > SHORT_BYTES) {
      source.copy(this.#buffer, at, start, end)
      return
    }
    const target = this.#buffer
    for (let i = start; i < end; i += 1, at += 1) target[at] = source[i] ?? 0
  }

  /** Adds JSON text as jsonb. */
  jsonb(source: Buffer, start: number, end: number): void {
    const at = this.#begin(end - start + 1)
    this.#buffer[at] = 1
    source.copy(this.#buffer, at + 1, start, end)
  }

  bool(value: boolean): void {
    this.#buffer[this.#begin(1)] = value ? 1 : 0
  }

  /** Adds an instant, in milliseconds since 1970. */
  instant(milliseconds: number): void {
    const at = this.#begin(8)
    const microseconds = (milliseconds - POSTGRES_EPOCH_MS) * 1000
    const high = Math.floor(microseconds / WORD)
    this.#buffer.writeInt32BE(high, at)
    this.#buffer.writeUInt32BE(microseconds - high * WORD, at + 4)
  }

  null(): void {
    this.#reserve(LENGTH_BYTES)
    this.#buffer.writeInt32BE(NULL_LENGTH, this.#end)
    this.#end += LENGTH_BYTES
    this.#count += 1
    this.#hasNull = true
  }

  /** The parameter; valid until the next change. */
  parameter(): Buffer {
    this.#buffer.writeInt32BE(1, 0)
    this.#buffer.writeInt32BE(this.#hasNull ? 1 : 0, 4)
    this.#buffer.writeInt32BE(this.#typeId, 8)
    this.#buffer.writeInt32BE(this.#count, 12)
    this.#buffer.writeInt32BE(1, 16)
    return this.#buffer.subarray(0, this.#end)
  }

  /** Makes room for an element and writes its length; answers where its bytes go. */
  #begin(length: number): number {
    this.#reserve(LENGTH_BYTES + length)
    const at = this.#end + LENGTH_BYTES
    this.#buffer.writeInt32BE(length, this.#end)
    this.#end = at + length
    this.#count += 1
    return at
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#buffer.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#end + bytes))
    this.#buffer.copy(larger, 0, 0, this.#end)
    this.#buffer = larger
  }
}
