import { DomainError } from '../domain/errors.ts'
import { BadCell, type FieldColumns, type FieldKind, matchColumns } from './csv-fields.ts'
import { FAILURES_NAMED_MAX, type ImportOutcome, type LineFailure } from './import-outcome.ts'
import type { CsvFile, CsvRow } from './read-csv.ts'

/** A row that is ready to be sent. */
export interface Line<Item> {
  readonly line: number
  readonly item: Item
}

/** What is counted while a file is imported. */
export class ImportTotals {
  imported = 0
  duplicates = 0
  waiting = 0
  #failed = 0
  readonly #failures: LineFailure[] = []

  fail(failure: LineFailure): void {
    this.#failed += 1
    if (this.#failures.length < FAILURES_NAMED_MAX) this.#failures.push(failure)
  }

  outcome(ignoredColumns: readonly string[]): ImportOutcome {
    const { imported, duplicates, waiting } = this
    return { imported, duplicates, waiting, failed: this.#failed, failures: this.#failures, ignoredColumns }
  }
}

export interface ImportMeans<Item> {
  readonly fields: Readonly<Record<string, FieldKind>>
  readonly linesPerBatch: number
  readonly totals: ImportTotals
  /** Throws BadCell or a DomainError for a row that is none. */
  read(row: CsvRow, columns: FieldColumns): Item
  send(lines: readonly Line<Item>[]): Promise<void>
}

/** Reads a file and sends it in batches; rows that cannot be read are counted as failed and do not hold up the others. */
export async function importLines<Item>(file: CsvFile, means: ImportMeans<Item>): Promise<ImportOutcome> {
  let columns: FieldColumns | undefined
  let lines: Line<Item>[] = []
  for await (const row of file.rows) {
    if (!('cells' in row)) {
      means.totals.fail({ ...row, externalId: null })
      continue
    }
    columns ??= matchColumns(file, means.fields)
    lines.push(...readLine(row, columns, means))
    if (lines.length < means.linesPerBatch) continue
    await means.send(lines)
    lines = []
  }
  if (lines.length > 0) await means.send(lines)
  return means.totals.outcome(columns?.ignored ?? [])
}

function readLine<Item>(row: CsvRow, columns: FieldColumns, { read, totals }: ImportMeans<Item>): Line<Item>[] {
  try {
    return [{ line: row.line, item: read(row, columns) }]
  } catch (error) {
    const failure = failureOf(error)
    if (failure === undefined) throw error
    totals.fail({ line: row.line, externalId: externalIdOf(row, columns), ...failure })
    return []
  }
}

function failureOf(error: unknown): { readonly code: string; readonly message: string } | undefined {
  if (error instanceof BadCell) return { code: error.code, message: error.message }
  if (!(error instanceof DomainError)) return undefined
  return { code: error.errors[0]?.code ?? error.code, message: error.errors.map(({ path, message }) => `${path}: ${message}`).join(' ') }
}

/** The operator's own id of a row; null for none. */
export function externalIdOf(row: CsvRow, { columnOf }: FieldColumns): string | null {
  return row.cells.get(columnOf.get('externalId') ?? '') || null
}
