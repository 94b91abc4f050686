import { once } from 'node:events'
import type pg from 'pg'
import type { Connection } from 'pg'

/** Bytes handed on at a time, about. A row is never cut. */
const PART_BYTES = 1024 * 1024

interface CommandMessage {
  readonly text: string
}

/**
 * Runs `copy … to stdout` and hands the rows on in parts, in PostgreSQL's own text format, pausing the connection while a part is being
 * taken. Answers the number of rows. No other query may be under way on the client.
 */
export async function copyOut(client: pg.Client, statement: string, takePart: (part: Buffer) => Promise<void>): Promise<number> {
  const copy = new CopyOut(statement, takePart)
  client.query(copy)
  return await copy.rows
}

/** The driver's protocol for queries of one's own; it knows COPY only as messages. */
class CopyOut {
  readonly rows: Promise<number>
  readonly #statement: string
  readonly #takePart: (part: Buffer) => Promise<void>
  readonly #outcome = Promise.withResolvers<number>()
  #gathered: Buffer[] = []
  #bytes = 0
  #taken: Promise<void> = Promise.resolve()
  #count = 0

  constructor(statement: string, takePart: (part: Buffer) => Promise<void>) {
    this.#statement = statement
    this.#takePart = takePart
    this.rows = this.#outcome.promise
  }

  submit(connection: Connection): void {
    connection.query(this.#statement)
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }, connection: Connection): void {
    // The driver's buffer is used again for what comes next.
    this.#gathered.push(Buffer.from(chunk))
    this.#bytes += chunk.length
    if (this.#bytes < PART_BYTES) return
    connection.stream.pause()
    this.#handOn()
    this.#taken.then(() => connection.stream.resume(), () => connection.stream.resume())
  }

  handleCommandComplete({ text }: CommandMessage): void {
    this.#count = rowsOf(text)
    this.#handOn()
  }

  handleReadyForQuery(): void {
    this.#taken.then(() => this.#outcome.resolve(this.#count), (error: unknown) => this.#outcome.reject(error))
  }

  handleError(error: Error): void {
    this.#outcome.reject(error)
  }

  #handOn(): void {
    if (this.#bytes === 0) return
    const part = Buffer.concat(this.#gathered)
    this.#gathered = []
    this.#bytes = 0
    this.#taken = this.#taken.then(() => this.#takePart(part))
    // Told at the end; until then nobody is to think that it was lost.
    this.#taken.catch(() => undefined)
  }
}

/** The driver's connection with what its types leave out. */
interface CopyingConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

/** Runs `copy … from stdin` with the parts. Answers the number of rows. */
export async function copyIn(client: pg.Client, statement: string, parts: AsyncIterable<Buffer>): Promise<number> {
  const copy = new CopyIn(statement)
  client.query(copy)
  const connection = await Promise.race([copy.ready, copy.rows.then(() => undefined)])
  if (connection === undefined) throw new Error('the database wants no rows')
  try {
    for await (const part of parts) {
      connection.sendCopyFromChunk(part)
      if (connection.stream.writableNeedDrain) await Promise.race([once(connection.stream, 'drain'), copy.rows])
    }
    connection.endCopyFrom()
  } catch (error) {
    connection.sendCopyFail(error instanceof Error ? error.message : String(error))
    await copy.rows.catch(() => undefined)
    throw error
  }
  return await copy.rows
}

class CopyIn {
  readonly ready: Promise<CopyingConnection>
  readonly rows: Promise<number>
  readonly #statement: string
  readonly #ready = Promise.withResolvers<CopyingConnection>()
  readonly #outcome = Promise.withResolvers<number>()
  #count = 0

  constructor(statement: string) {
    this.#statement = statement
    this.ready = this.#ready.promise
    this.rows = this.#outcome.promise
  }

  submit(connection: Connection): void {
    connection.query(this.#statement)
  }

  handleCopyInResponse(connection: CopyingConnection): void {
    this.#ready.resolve(connection)
  }

  handleCommandComplete({ text }: CommandMessage): void {
    this.#count = rowsOf(text)
  }

  handleReadyForQuery(): void {
    this.#outcome.resolve(this.#count)
  }

  handleError(error: Error): void {
    this.#outcome.reject(error)
  }
}

/** `COPY 17` → 17. */
function rowsOf(command: string): number {
  return Number(command.split(' ')[1] ?? 0)
}
