import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { readCsv } from './file/read-csv.ts'
import { decodeText } from './file/text-encoding.ts'
import type { ImportField, Mapping } from './import-field.ts'
import { KIND_OF } from './kinds/import-kinds.ts'
import { proposeMapping } from './match-columns.ts'
import { readImportRows, type ReadyRow, type RefusedRow } from './read-import-rows.ts'
import { readBytes, readImport, readPart, readRememberedMapping, type StoredImport } from './stored-import.ts'
import { asInvalid, readHeading } from './upload-import.ts'

/** Rows that are looked at, and of those how many are shown: whatever the file, an answer comes at once. */
export const ROWS_LOOKED_AT = 1_000
export const ROWS_SHOWN = 50
const REFUSED_SHOWN = 100

export interface ImportPreview {
  readonly stored: StoredImport
  readonly fields: readonly ImportField[]
  readonly heading: readonly string[]
  readonly delimiter: string
  readonly mapping: Mapping
  /** Whether the mapping is ours, and not one that was asked about. */
  readonly isProposed: boolean
  readonly ignoredColumns: readonly string[]
  readonly looked: { readonly rows: number, readonly ready: number, readonly refused: number, readonly isWhole: boolean }
  readonly rows: readonly (ReadyRow | RefusedRow)[]
  /** The first that could not be taken in, of all that were looked at. */
  readonly refused: readonly RefusedRow[]
}

/** How the first rows would be read, by a mapping or, without one, by what we propose. Throws `not_found`, `state_conflict` and `invalid_request`. */
export async function previewImport(tx: Tx, programId: Uuid, id: Uuid, asked: { readonly mapping?: Mapping | undefined, readonly delimiter?: string | undefined }): Promise<ImportPreview> {
  const stored = await readImport(tx, programId, id)
  if (stored.status !== 'ready' || stored.encoding === null) throw new DomainError('state_conflict', { message: `The import is ${stored.status}.` })
  const kind = KIND_OF[stored.kind]
  const delimiter = asked.delimiter ?? stored.delimiter
  const { encoding } = stored
  const text = () => decodeText(readBytes((number) => readPart(tx, programId, id, number), stored.parts), encoding)
  try {
    const heading = await readHeading(text(), delimiter)
    const mapping = asked.mapping ?? proposeMapping(heading, kind.fields, await readRememberedMapping(tx, programId, stored.kind))
    const { rows, columns } = readImportRows(readCsv(text(), delimiter), kind, mapping)
    const looked = await firstOf(rows)
    const refused = looked.rows.filter((row): row is RefusedRow => 'errors' in row)
    return {
      stored, fields: kind.fields, heading, delimiter, mapping, isProposed: asked.mapping === undefined, ignoredColumns: columns()?.ignored ?? [],
      looked: { rows: looked.rows.length, ready: looked.rows.length - refused.length, refused: refused.length, isWhole: looked.isWhole },
      rows: looked.rows.slice(0, ROWS_SHOWN), refused: refused.slice(0, REFUSED_SHOWN),
    }
  } catch (error) {
    throw asInvalid(error)
  }
}

async function firstOf(rows: AsyncIterable<ReadyRow | RefusedRow>): Promise<{ readonly rows: readonly (ReadyRow | RefusedRow)[], readonly isWhole: boolean }> {
  const first: (ReadyRow | RefusedRow)[] = []
  for await (const row of rows) {
    if (first.length === ROWS_LOOKED_AT) return { rows: first, isWhole: false }
    first.push(row)
  }
  return { rows: first, isWhole: true }
}
