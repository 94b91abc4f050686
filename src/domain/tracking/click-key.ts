import { type Cipheriv, createCipheriv, createDecipheriv, type Decipheriv, hkdfSync } from 'node:crypto'
import { DomainError } from '../errors.ts'
import { isUuid, type Uuid } from '../ids.ts'

/** What a click key carries. Everything else about the click (sub-ids, referrer, flags) is in its row. */
export interface ClickKeyContent {
  /** `program.number`, 16 bits. */
  readonly programNumber: number
  /** `tracking_link.number`, 24 bits. */
  readonly linkNumber: number
  /** To the millisecond; exactly `click.occurred_at` of the row. */
  readonly occurredAt: Date
  /** The click may not win an attribution (bot, prefetch, HEAD, not a document). */
  readonly isBlocked: boolean
  /** `click.click_key`: the 16 bytes as PostgreSQL's uuid type holds them. */
  readonly uuid: Uuid
}

export interface ClickKeyInput {
  readonly programNumber: number
  readonly linkNumber: number
  readonly blocked: boolean
  readonly nowMs: number
}

/** Processes that mint at the same time: 6 bits. */
export const CLICK_KEY_INSTANCES = 64
export const CLICK_KEY_LENGTH = 22

const BLOCK_BYTES = 16
const EPOCH_MS = Date.UTC(2024, 0, 1)
const TIME_LIMIT = 2 ** 40
/** A click key can hold no later time (2058); a test program's clock may be set beyond it. A day is left for borrowed milliseconds. */
export const LATEST_CLICK_MS = EPOCH_MS + TIME_LIMIT - 86_400_000
const LINK_LIMIT = 2 ** 24
const PROGRAM_LIMIT = 2 ** 16
const NUMBERS_PER_MS = 2 ** 9
const BLOCKED_BIT = 0x8000
const INSTANCE_SHIFT = 9
// Constant, because the whole block is encrypted: any change of the text changes all 128 bits, and these 32 no longer match.
const CHECK = 0x46534b31

/** A key just made: 16 bytes among those of the keys made with it. Its other forms are made when asked for. */
export class MintedClickKey {
  /** `click.occurred_at`; may lie some milliseconds after the `nowMs` asked for. */
  readonly occurredAtMs: number
  readonly #block: Buffer
  readonly #offset: number

  constructor(block: Buffer, offset: number, occurredAtMs: number) {
    this.#block = block
    this.#offset = offset
    this.occurredAtMs = occurredAtMs
  }

  get bytes(): Buffer {
    return this.#block.subarray(this.#offset, this.#offset + BLOCK_BYTES)
  }

  get text(): string {
    return encodeBase62(this.#block, this.#offset)
  }

  get uuid(): Uuid {
    return uuidOfBytes(this.#block, this.#offset)
  }

  /** Writes the 16 bytes to their place in a larger record. */
  copyTo(target: Buffer, at: number): void {
    for (let i = 0; i < BLOCK_BYTES; i += 1) target[at + i] = this.#block[this.#offset + i] ?? 0
  }
}

interface Sequence {
  lastMs: number
  next: number
  usedInMs: number
}

interface Coder {
  readonly cipher: Cipheriv
  readonly decipher: Decipheriv
}

/**
 * Mints and reads click keys: one 16-byte block of program, link, time, blocked bit, instance, sequence and check, encrypted with
 * AES-128 and written as 22 characters of base62. A key is unguessable, carries its own attribution and is verified without a
 * database. Keys rotate: the newest mints, reading tries each in turn and the check decides.
 */
export class ClickKeys {
  readonly #coders: readonly Coder[]
  readonly #mint: Cipheriv
  #blocks = Buffer.alloc(BLOCK_BYTES)
  readonly #sequences = new Map<number, Sequence>()
  #instance = 0

  /** `keys`: 16 bytes each, newest first. */
  constructor(keys: readonly Buffer[]) {
    this.#coders = keys.map(coder)
    const newest = this.#coders[0]
    if (newest === undefined) throw new DomainError('impossible', { message: 'a click key secret is needed' })
    this.#mint = newest.cipher
  }

  /** The number of this process among those that mint (0–63): no two live processes may share one. */
  useInstance(instance: number): void {
    if (instance < 0 || instance >= CLICK_KEY_INSTANCES) throw new DomainError('impossible', { message: 'click key instance out of range' })
    this.#instance = instance
  }

  /** Makes the next key of a program. No two are alike, however many are asked for in one millisecond. Time starts in 2024. */
  mint(input: ClickKeyInput): MintedClickKey {
    const occurredAtMs = this.#write(input, 0)
    return new MintedClickKey(this.#mint.update(this.#blocks.subarray(0, BLOCK_BYTES)), 0, occurredAtMs)
  }

  /** Makes a key for each input, in order. Calling the cipher costs ten times what the cipher does, so it is called once for all. */
  mintAll(inputs: readonly ClickKeyInput[]): MintedClickKey[] {
    const bytes = inputs.length * BLOCK_BYTES
    if (this.#blocks.length < bytes) this.#blocks = Buffer.alloc(bytes)
    const times = inputs.map((input, i) => this.#write(input, i * BLOCK_BYTES))
    const encrypted = this.#mint.update(this.#blocks.subarray(0, bytes))
    return times.map((occurredAtMs, i) => new MintedClickKey(encrypted, i * BLOCK_BYTES, occurredAtMs))
  }

  /** Reads a key as the brand sends it back. Null: not one of ours, or altered. */
  read(text: string): ClickKeyContent | null {
    const bytes = decodeBase62(text)
    return bytes === null ? null : this.readBytes(bytes)
  }

  /** Reads the 16 bytes of a key. */
  readBytes(bytes: Buffer): ClickKeyContent | null {
    for (const { decipher } of this.#coders) {
      const block = decipher.update(bytes)
      if (block.readUInt32BE(12) === CHECK) return contentOf(block, bytes)
    }
    return null
  }

  /** Writes the plain block of the next key; answers its time. */
  #write(input: ClickKeyInput, at: number): number {
    const sequence = this.#advance(input.programNumber, input.nowMs)
    const time = sequence.lastMs - EPOCH_MS
    if (time >= TIME_LIMIT || input.linkNumber >= LINK_LIMIT || input.programNumber >= PROGRAM_LIMIT) {
      throw new DomainError('impossible', { message: 'a click key cannot hold this program, link or time' })
    }
    const block = this.#blocks
    block.writeUInt16BE(input.programNumber, at)
    block.writeUIntBE(input.linkNumber, at + 2, 3)
    block.writeUIntBE(time, at + 5, 5)
    block.writeUInt16BE((input.blocked ? BLOCKED_BIT : 0) | (this.#instance << INSTANCE_SHIFT) | sequence.next, at + 10)
    block.writeUInt32BE(CHECK, at + 12)
    return sequence.lastMs
  }

  /**
   * Time and number of a program's next key. After 512 keys in one millisecond the next millisecond is borrowed. Time never runs
   * back (a step of the wall clock, a test program's frozen clock), so a pair of time and number is used once per process. Numbers
   * start at random, not at 0: a restart under a frozen test clock hardly meets the keys from before it.
   */
  #advance(programNumber: number, nowMs: number): Sequence {
    const sequence = this.#sequenceOf(programNumber)
    if (nowMs > sequence.lastMs) {
      sequence.lastMs = nowMs
      sequence.usedInMs = 0
    } else if (sequence.usedInMs === NUMBERS_PER_MS) {
      sequence.lastMs += 1
      sequence.usedInMs = 0
    }
    sequence.usedInMs += 1
    sequence.next = (sequence.next + 1) % NUMBERS_PER_MS
    return sequence
  }

  #sequenceOf(programNumber: number): Sequence {
    const known = this.#sequences.get(programNumber)
    if (known !== undefined) return known
    const sequence = { lastMs: EPOCH_MS, next: Math.floor(Math.random() * NUMBERS_PER_MS), usedInMs: 0 }
    this.#sequences.set(programNumber, sequence)
    return sequence
  }
}

/** The click key secret of an installation secret (any length), for an installation that has one secret for everything. */
export function deriveClickKeySecret(installationSecret: Buffer | string): Buffer {
  return Buffer.from(hkdfSync('sha256', installationSecret, '', 'fairshare click key', BLOCK_BYTES))
}

/** The text of a stored click key (`click.click_key`, a uuid): 22 characters. */
export function clickKeyText(uuid: Uuid): string {
  return encodeBase62(Buffer.from(uuid.replaceAll('-', ''), 'hex'), 0)
}

/** The stored form of a click key's text, without asking whether it is ours. Null: it cannot be a click key. */
export function clickKeyUuid(text: string): Uuid | null {
  const bytes = decodeBase62(text)
  return bytes === null ? null : uuidOfBytes(bytes)
}

/** 16 bytes as a uuid's text. */
export function uuidOfBytes(bytes: Buffer, offset = 0): Uuid {
  const hex = bytes.toString('hex', offset, offset + BLOCK_BYTES)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The 16 bytes of a uuid's text. */
export function bytesOfUuid(uuid: Uuid): Buffer {
  if (!isUuid(uuid)) throw new DomainError('impossible', { message: 'not a uuid' })
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

function contentOf(block: Buffer, bytes: Buffer): ClickKeyContent {
  return {
    programNumber: block.readUInt16BE(0),
    linkNumber: block.readUIntBE(2, 3),
    occurredAt: new Date(block.readUIntBE(5, 5) + EPOCH_MS),
    isBlocked: (block.readUInt16BE(10) & BLOCKED_BIT) !== 0,
    uuid: uuidOfBytes(bytes),
  }
}

// One object per key and direction for good: making one costs more than a hundred blocks. ECB of one block is the bare cipher,
// without padding every block comes back at once.
function coder(key: Buffer): Coder {
  if (key.length !== BLOCK_BYTES) throw new DomainError('impossible', { message: 'a click key secret has 16 bytes' })
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false)
  const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false)
  return { cipher, decipher }
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const DIGITS = new Int8Array(128).fill(-1)
for (let i = 0; i < ALPHABET.length; i += 1) DIGITS[ALPHABET.charCodeAt(i)] = i
const BASE = 62
const LETTERS = Buffer.from(ALPHABET, 'latin1')
// Divided by 62³ at a time: the remainder (18 bits) and a 32-bit word together stay exact in a double, without BigInt.
const CHUNK = BASE ** 3
const WORD = 2 ** 32
// One place for all: letters put together one by one are copied again for every use.
const written = Buffer.alloc(CLICK_KEY_LENGTH)

function encodeBase62(bytes: Buffer, offset: number): string {
  let a = bytes.readUInt32BE(offset)
  let b = bytes.readUInt32BE(offset + 4)
  let c = bytes.readUInt32BE(offset + 8)
  let d = bytes.readUInt32BE(offset + 12)
  for (let end = CLICK_KEY_LENGTH; end > 1; end -= 3) {
    // Divided and floored, not with %: the remainder of doubles is a library call, five times as slow.
    const qa = Math.floor(a / CHUNK)
    b += (a - qa * CHUNK) * WORD
    a = qa
    const qb = Math.floor(b / CHUNK)
    c += (b - qb * CHUNK) * WORD
    b = qb
    const qc = Math.floor(c / CHUNK)
    d += (c - qc * CHUNK) * WORD
    c = qc
    const qd = Math.floor(d / CHUNK)
    writeThreeDigits(d - qd * CHUNK, end)
    d = qd
  }
  written[0] = LETTERS[d] ?? 0
  return written.toString('latin1')
}

function writeThreeDigits(chunk: number, end: number): void {
  const tens = (chunk / BASE) | 0
  const hundreds = (tens / BASE) | 0
  written[end - 3] = LETTERS[hundreds] ?? 0
  written[end - 2] = LETTERS[tens - hundreds * BASE] ?? 0
  written[end - 1] = LETTERS[chunk - tens * BASE] ?? 0
}

function decodeBase62(text: string): Buffer | null {
  if (text.length !== CLICK_KEY_LENGTH) return null
  let value = 0n
  for (let i = 0; i < CLICK_KEY_LENGTH; i += 1) {
    const digit = DIGITS[text.charCodeAt(i)] ?? -1
    if (digit < 0) return null
    value = value * 62n + BigInt(digit)
  }
  if (value >= 1n << 128n) return null
  return Buffer.from(value.toString(16).padStart(BLOCK_BYTES * 2, '0'), 'hex')
}
