import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { constants, createGunzip, createGzip, type Gzip } from 'node:zlib'
import { Refusal } from '../refusal.ts'

/** One file inside an archive. */
export interface Entry {
  readonly name: string
  readonly data: Buffer
}

const BLOCK = 512
const NAME = { offset: 0, bytes: 100 }
const SIZE = { offset: 124, bytes: 12 }
const CHECKSUM = { offset: 148, bytes: 8 }
const TYPE_OFFSET = 156
const MAGIC_OFFSET = 257
const REGULAR_FILE = 0x30
/** Held in memory whole; ours are of about a megabyte, or of one very long row. */
const ENTRY_BYTES_MAX = 1024 * 1024 * 1024

/** Writes a compressed tar archive: any `tar xzf` can look into a backup. */
export class TarWriter {
  readonly #gzip: Gzip
  readonly #done: Promise<void>

  constructor(handle: FileHandle) {
    // Fast: a backup is mostly numbers and ids, and the database must not wait for the last percent.
    this.#gzip = createGzip({ level: constants.Z_BEST_SPEED })
    this.#done = writeAll(this.#gzip, handle)
    // Told when somebody waits for it.
    this.#done.catch(() => undefined)
  }

  async add({ name, data }: Entry): Promise<void> {
    this.#gzip.write(headerOf(name, data.length))
    this.#gzip.write(data)
    const padding = (BLOCK - (data.length % BLOCK)) % BLOCK
    if (!this.#gzip.write(Buffer.alloc(padding))) await Promise.race([once(this.#gzip, 'drain'), this.#done])
  }

  async finish(): Promise<void> {
    this.#gzip.end(Buffer.alloc(2 * BLOCK))
    await this.#done
  }
}

async function writeAll(chunks: AsyncIterable<Buffer>, handle: FileHandle): Promise<void> {
  for await (const chunk of chunks) await handle.writeFile(chunk)
}

function headerOf(name: string, bytes: number): Buffer {
  if (Buffer.byteLength(name) > NAME.bytes) throw new Error(`a name too long for an archive: ${name}`)
  const header = Buffer.alloc(BLOCK)
  header.write(name, NAME.offset)
  header.write('0000600\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${bytes.toString(8).padStart(11, '0')} `, SIZE.offset)
  header.write('00000000000 ', 136)
  header.writeUInt8(REGULAR_FILE, TYPE_OFFSET)
  header.write('ustar\x0000', MAGIC_OFFSET)
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, CHECKSUM.offset)
  return header
}

/** The sum of the header's bytes, its own place counted as blanks. */
function checksumOf(header: Buffer): number {
  let sum = 0
  for (let i = 0; i < BLOCK; i += 1) sum += i >= CHECKSUM.offset && i < CHECKSUM.offset + CHECKSUM.bytes ? 0x20 : (header[i] ?? 0)
  return sum
}

/** The entries of a compressed tar archive, one after the other. Throws a Refusal when it is none, or not whole. */
export async function* readTar(file: string): AsyncGenerator<Entry> {
  const bytes = new ByteReader(unzip(file))
  for (;;) {
    const header = await bytes.take(BLOCK)
    if (header.every((byte) => byte === 0)) return
    const size = Number.parseInt(textOf(header, SIZE), 8)
    if (Number.parseInt(textOf(header, CHECKSUM), 8) !== checksumOf(header) || !Number.isSafeInteger(size) || size > ENTRY_BYTES_MAX) throw damaged(file)
    const data = await bytes.take(size)
    await bytes.take((BLOCK - (size % BLOCK)) % BLOCK)
    yield { name: textOf(header, NAME), data }
  }
}

function textOf(header: Buffer, { offset, bytes }: { offset: number; bytes: number }): string {
  return header.toString('utf8', offset, offset + bytes).replace(/[\0 ].*$/s, '')
}

async function* unzip(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file)
  const gunzip = source.pipe(createGunzip())
  source.on('error', (error) => gunzip.destroy(error))
  try {
    yield* gunzip
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw code.startsWith('Z_') ? damaged(file) : new Refusal('file_unreadable', `Cannot read ${file} (${code}).`)
  }
  throw damaged(file)
}

function damaged(file: string): Refusal {
  return new Refusal('archive_damaged', `${file} is no backup, or it is damaged or cut off.`)
}

class ByteReader {
  readonly #source: AsyncGenerator<Buffer>
  #gathered: Buffer = Buffer.alloc(0)

  constructor(source: AsyncGenerator<Buffer>) {
    this.#source = source
  }

  async take(bytes: number): Promise<Buffer> {
    const chunks = [this.#gathered]
    let have = this.#gathered.length
    while (have < bytes) {
      // The source throws at its end: an archive says itself where it ends.
      const { value } = await this.#source.next()
      chunks.push(value)
      have += value.length
    }
    const all = chunks.length === 1 ? this.#gathered : Buffer.concat(chunks)
    this.#gathered = all.subarray(bytes)
    return all.subarray(0, bytes)
  }
}
