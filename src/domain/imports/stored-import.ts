import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { TextEncoding } from './file/text-encoding.ts'
import type { Mapping } from './import-field.ts'
import type { ImportKindName } from './kinds/import-kind.ts'

export const IMPORT_STATUSES = ['uploading', 'ready', 'reading', 'taking', 'settling', 'done', 'failed', 'cancelled'] as const
export type ImportStatus = (typeof IMPORT_STATUSES)[number]

/** A file that is brought along, and how far it is. */
export interface StoredImport {
  readonly id: Uuid
  readonly kind: ImportKindName
  readonly fileName: string | null
  readonly parts: number
  /** Uploaded so far. */
  readonly bytes: bigint
  readonly encoding: TextEncoding | null
  readonly delimiter: string
  readonly heading: readonly string[] | null
  readonly mapping: Mapping | null
  readonly status: ImportStatus
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly rows: number
  readonly imported: number
  readonly duplicates: number
  readonly waiting: number
  readonly failed: number
  readonly createdBy: string
  readonly createdAt: Date
  readonly startedBy: string | null
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

const SELECTED = `select id, kind, file_name as "fileName", parts, bytes, encoding, delimiter, heading, mapping, status, error_code as "errorCode", error_message as "errorMessage",
    rows, imported, duplicates, waiting, failed, created_by as "createdBy", created_at as "createdAt", started_by as "startedBy", started_at as "startedAt", finished_at as "finishedAt"
  from data_import where program_id = $1`

/** Throws `not_found`. `isLocked`: nobody else changes it until the transaction ends. */
export async function readImport(tx: Tx, programId: Uuid, id: Uuid, isLocked = false): Promise<StoredImport> {
  const [found] = await tx.sql<StoredImport>({ text: `${SELECTED} and id = $2${isLocked ? ' for no key update' : ''}`, values: [programId, id] })
  if (found === undefined) throw new DomainError('not_found')
  return found
}

export interface ImportFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly kinds: readonly ImportKindName[]
  readonly status?: ImportStatus | undefined
}

/** Newest first. */
export function listImports(tx: Tx, { programId, afterId, limit, kinds, status }: ImportFilter): Promise<StoredImport[]> {
  return tx.sql<StoredImport>({
    text: `${SELECTED} and kind = any($2::text[]) and ($3::text is null or status = $3) and ($4::uuid is null or id < $4) order by id desc limit $5`,
    values: [programId, kinds, status ?? null, afterId, limit],
  })
}

/** The oldest that a worker has to go on with. */
export async function findImportAtWork(tx: Tx, programId: Uuid): Promise<StoredImport | undefined> {
  const [found] = await tx.sql<StoredImport>({ name: 'import-at-work', text: `${SELECTED} and status in ('reading', 'taking', 'settling') order by id limit 1`, values: [programId] })
  return found
}

/** How the columns of the last file of a kind were read; nothing for the first. */
export async function readRememberedMapping(tx: Tx, programId: Uuid, kind: ImportKindName): Promise<Mapping> {
  const [found] = await tx.sql<{ mapping: Mapping }>({
    text: 'select mapping from data_import where program_id = $1 and kind = $2 and started_at is not null and mapping is not null order by id desc limit 1',
    values: [programId, kind],
  })
  return found?.mapping ?? {}
}

const PIECE_BYTES = 64 * 1024

/** The bytes of an import, read as they are asked for, one part in memory at a time. */
export async function* readBytes(readPart: (number: number) => Promise<Buffer | undefined>, parts: number): AsyncGenerator<Uint8Array> {
  for (let number = 1; number <= parts; number += 1) {
    const content = (await readPart(number)) ?? Buffer.alloc(0)
    for (let start = 0; start < content.length; start += PIECE_BYTES) yield content.subarray(start, start + PIECE_BYTES)
  }
}

/** One part of an import's file. */
export async function readPart(tx: Tx, programId: Uuid, importId: Uuid, number: number): Promise<Buffer | undefined> {
  const [part] = await tx.sql<{ content: Buffer }>({
    text: 'select content from data_import_part where program_id = $1 and import_id = $2 and number = $3', values: [programId, importId, number],
  })
  return part?.content
}
