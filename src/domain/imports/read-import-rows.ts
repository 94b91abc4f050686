import { DomainError, type FieldError } from '../errors.ts'
import type { BadRow, CsvFile, CsvRow } from './file/read-csv.ts'
import type { FieldValues, ImportField, Mapping } from './import-field.ts'
import type { ImportKind } from './kinds/import-kind.ts'
import { type MatchedColumns, matchColumns } from './match-columns.ts'
import { readValues } from './read-values.ts'

/** A row that can be taken in. */
export interface ReadyRow {
  readonly line: number
  readonly key: string | null
  readonly values: FieldValues
}

/** A row that is none of its kind. */
export interface RefusedRow {
  readonly line: number
  readonly key: string | null
  readonly code: string
  readonly message: string
  /** By field, where one is to blame. */
  readonly errors: readonly FieldError[]
}

export interface ImportRows {
  readonly rows: AsyncIterable<ReadyRow | RefusedRow>
  /** Known once the first row was asked for. */
  columns(): MatchedColumns | undefined
}

/** Reads a file as rows of a kind; those that cannot be read do not hold up the others. Throws ImportRefusal (file, mapping). */
export function readImportRows(file: CsvFile, kind: ImportKind, mapping: Mapping): ImportRows {
  let columns: MatchedColumns | undefined
  async function* rows(): AsyncGenerator<ReadyRow | RefusedRow> {
    const name = kind.createNaming?.() ?? ((values: FieldValues) => values)
    for await (const row of file.rows) {
      columns ??= matchColumns(file.heading, kind.fields, mapping)
      yield 'cells' in row ? readRow(row, kind, columns, name) : unreadable(row)
    }
    columns ??= matchColumns(file.heading, kind.fields, mapping)
  }
  return { rows: rows(), columns: () => columns }
}

function readRow(row: CsvRow, kind: ImportKind, columns: MatchedColumns, name: (values: FieldValues) => FieldValues): ReadyRow | RefusedRow {
  try {
    const values = name(readValues(row, kind.fields, columns))
    kind.check(values)
    return { line: row.line, key: shownKey(kind.keyOf(values)), values }
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'internal') throw error
    return { line: row.line, key: shownKey(kind.keyOf(cellsOf(row, kind.fields, columns))), ...failureOf(error), errors: error.errors }
  }
}

function unreadable({ line, code, message }: BadRow): RefusedRow {
  return { line, key: null, code, message: storable(message), errors: [] }
}

/** What a refusal says of a row: a code and one sentence for each field. */
export function failureOf(error: DomainError): { readonly code: string, readonly message: string } {
  if (error.errors.length === 0) return { code: error.code, message: error.message }
  return { code: error.errors[0]?.code ?? error.code, message: storable(error.errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' ')) }
}

/** The cells as they stand there, so that a row that is refused can be named. */
function cellsOf(row: CsvRow, fields: readonly ImportField[], { columnOf }: MatchedColumns): FieldValues {
  return Object.fromEntries(fields.flatMap(({ name }) => {
    const cell = row.cells.get(columnOf.get(name) ?? '')
    return cell === undefined || cell === '' ? [] : [[name, cell]]
  }))
}

const LONGEST_KEY = 255
const LONGEST_MESSAGE = 1_000

function shownKey(key: string | null): string | null {
  return key === null ? null : key.replaceAll('\0', '').slice(0, LONGEST_KEY).toWellFormed()
}

function storable(message: string): string {
  return message.replaceAll('\0', '').slice(0, LONGEST_MESSAGE).toWellFormed()
}
