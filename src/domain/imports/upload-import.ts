import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { detectDelimiter } from './file/detect-delimiter.ts'
import { readCsv } from './file/read-csv.ts'
import { decodeText, detectEncoding, type TextEncoding } from './file/text-encoding.ts'
import { ImportRefusal } from './import-refusal.ts'
import type { ImportKindName } from './kinds/import-kind.ts'
import { readBytes, readImport, readPart, type StoredImport } from './stored-import.ts'

/** Bytes of one part: as base64 they fit into a body. */
export const PART_BYTES_MAX = 7 * 1024 * 1024
/** Parts of one file. */
export const PARTS_MAX = 16
/** Files of a program that are uploaded or on their way. */
const OPEN_IMPORTS_MAX = 50

export interface NewImport {
  readonly kind: ImportKindName
  readonly fileName: string | null
  readonly parts: number
  /** The first part. */
  readonly content: Buffer
  /** On somebody's word; without it what the file looks like. */
  readonly encoding?: TextEncoding | undefined
}

/** Keeps the first part of a file, and looks at it when it is the whole. Throws `too_many` and `invalid_request` (content). */
export async function uploadImport(tx: Tx, author: Author, input: NewImport): Promise<StoredImport> {
  const { programId, actor, now } = author
  await refuseTooMany(tx, programId)
  const id: Uuid = newId()
  await tx.sql({
    text: `insert into data_import (program_id, id, kind, file_name, parts, bytes, encoding, status, created_by, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, 'uploading', $8, $9)`,
    values: [programId, id, input.kind, input.fileName, input.parts, input.content.length, input.encoding ?? null, actor, now],
  })
  await recordAudit(tx, { programId, actor, now, action: 'import.uploaded', subjectType: 'import', subjectId: id, details: { kind: input.kind, parts: input.parts } })
  await keepPart(tx, programId, id, 1, input.content)
  if (input.parts === 1) await completeUpload(tx, programId, id)
  return readImport(tx, programId, id)
}

/**
 * Keeps another part; the last one that was missing makes the import ready. The same part again changes nothing. Throws `not_found`,
 * `state_conflict` (all there, or another part of that number) and `invalid_request` (number, content).
 */
export async function addImportPart(tx: Tx, programId: Uuid, id: Uuid, number: number, content: Buffer): Promise<StoredImport> {
  const stored = await readImport(tx, programId, id, true)
  if (number > stored.parts) throw new DomainError('invalid_request', { errors: [{ path: 'number', code: 'out_of_range', message: `The import has ${stored.parts} parts.` }] })
  const known = await readPart(tx, programId, id, number)
  if (known?.equals(content) === true) return stored
  if (known !== undefined || stored.status !== 'uploading') throw new DomainError('state_conflict', { message: 'Another part of this number is there.' })
  await keepPart(tx, programId, id, number, content)
  await tx.sql({ text: 'update data_import set bytes = bytes + $3 where program_id = $1 and id = $2', values: [programId, id, content.length] })
  const [{ count = 0 } = {}] = await tx.sql<{ count: number }>({ text: 'select count(*)::integer as count from data_import_part where program_id = $1 and import_id = $2', values: [programId, id] })
  if (count === stored.parts) await completeUpload(tx, programId, id)
  return readImport(tx, programId, id)
}

async function refuseTooMany(tx: Tx, programId: Uuid): Promise<void> {
  const open = await tx.sql({
    text: `select from data_import where program_id = $1 and status in ('uploading', 'ready', 'reading', 'taking', 'settling') limit $2`, values: [programId, OPEN_IMPORTS_MAX],
  })
  if (open.length >= OPEN_IMPORTS_MAX) throw new DomainError('too_many', { message: `${OPEN_IMPORTS_MAX} files are uploaded or on their way; start or cancel some of them.` })
}

async function keepPart(tx: Tx, programId: Uuid, id: Uuid, number: number, content: Buffer): Promise<void> {
  await tx.sql({ text: 'insert into data_import_part (program_id, import_id, number, content) values ($1, $2, $3, $4)', values: [programId, id, number, content] })
}

/** Makes sure that all of it is text and begins with a heading. */
async function completeUpload(tx: Tx, programId: Uuid, id: Uuid): Promise<void> {
  const stored = await readImport(tx, programId, id)
  const bytes = () => readBytes((number) => readPart(tx, programId, id, number), stored.parts)
  const encoding = stored.encoding ?? detectEncoding((await readPart(tx, programId, id, 1)) ?? Buffer.alloc(0))
  try {
    let start = ''
    for await (const text of decodeText(bytes(), encoding)) start ||= text
    const delimiter = detectDelimiter(start)
    const heading = await readHeading(decodeText(bytes(), encoding), delimiter)
    await tx.sql({
      text: `update data_import set encoding = $3, delimiter = $4, heading = $5, status = 'ready' where program_id = $1 and id = $2`, values: [programId, id, encoding, delimiter, heading],
    })
  } catch (error) {
    throw asInvalid(error)
  }
}

/** The names of the columns. Throws ImportRefusal. */
export async function readHeading(text: AsyncIterable<string>, delimiter: string): Promise<readonly string[]> {
  const file = readCsv(text, delimiter)
  for await (const _row of file.rows) break
  return file.heading
}

/** What is wrong with a file as the API tells it. */
export function asInvalid(error: unknown): unknown {
  if (!(error instanceof ImportRefusal)) return error
  const path = error.about === 'mapping' ? 'mapping' : 'content'
  return new DomainError('invalid_request', { message: error.message, errors: [{ path, code: error.code, message: error.message }] })
}
