import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { readInertCell } from '../domain/inert-cell.ts'
import { readUtf8 } from './read-utf8.ts'
import { Refusal, UsageError } from './refusal.ts'

/** A row of a CSV file, by the names of its columns. Cells are as written, without the apostrophes that our exports add. */
export interface CsvRow {
  readonly line: number
  readonly cells: ReadonlyMap<string, string>
}

/** A row that could not be read. */
export interface BadRow {
  readonly line: number
  readonly code: string
  readonly message: string
}

export interface CsvOptions {
  readonly delimiter: string
  /** Which column holds a field: field → column. */
  readonly columns: ReadonlyMap<string, string>
}

/** The rows of a CSV file, whatever its size: read as they come. */
export interface CsvFile {
  readonly rows: AsyncIterable<CsvRow | BadRow>
  /** The heading, once the first row was asked for. */
  readonly heading: readonly string[]
  readonly columns: ReadonlyMap<string, string>
}

const COLUMNS_MAX = 500
/** A quote that is never closed would otherwise gather the rest of the file. */
const RECORD_CHARACTERS_MAX = 256 * 1024

/** Opens a CSV file. @throws UsageError when a mapped column is not there, Refusal when the file is none that can be read. */
export function readCsv(file: string, options: CsvOptions): CsvFile {
  if (options.delimiter.length !== 1) throw new UsageError('--delimiter: expected one character.')
  const heading: string[] = []
  return { heading, columns: options.columns, rows: readRows(file, options, heading) }
}

interface ParsedRecord {
  readonly record: string[]
  readonly info: { readonly lines: number }
}

async function* readRows(file: string, { delimiter, columns }: CsvOptions, heading: string[]): AsyncGenerator<CsvRow | BadRow> {
  const bad: BadRow[] = []
  const parser = parse({
    bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: RECORD_CHARACTERS_MAX,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error === undefined) return
      // What comes after it would be read at random: the end of a quote that was never meant to be one.
      if (error.code === 'CSV_MAX_RECORD_SIZE') parser.destroy(tooLong(error.lines))
      else bad.push({ line: Number(error.lines ?? 0), code: 'malformed_row', message: error.message })
    },
  })
  const text = Readable.from(readUtf8(file))
  text.on('error', (error) => parser.destroy(error))
  let line = 1
  for await (const { record, info } of text.pipe(parser) as AsyncIterable<ParsedRecord>) {
    yield* bad.splice(0)
    if (heading.length === 0) heading.push(...readHeading(record, columns))
    else if (record.length !== heading.length) yield { line: line + 1, code: 'wrong_number_of_cells', message: `Expected ${heading.length} cells, found ${record.length}.` }
    else yield { line: line + 1, cells: new Map(record.map((cell, i) => [heading[i] ?? '', readInertCell(cell)])) }
    line = info.lines
  }
  yield* bad
  if (heading.length === 0) throw new Refusal('file_empty', `${file} has no heading.`)
}

function tooLong(line: unknown): Refusal {
  return new Refusal('record_too_long', `A row before line ${Number(line)} is longer than ${RECORD_CHARACTERS_MAX} characters; is a quote not closed?`)
}

function readHeading(record: readonly string[], columns: ReadonlyMap<string, string>): string[] {
  if (record.length > COLUMNS_MAX) throw new Refusal('too_many_columns', `At most ${COLUMNS_MAX} columns.`)
  const names = record.map((name) => name.trim())
  const twice = names.find((name, i) => name !== '' && names.indexOf(name) !== i)
  if (twice !== undefined) throw new Refusal('repeated_column', `The column "${twice}" is there twice.`)
  for (const column of columns.values()) {
    if (!names.includes(column)) throw new UsageError(`--map: the file has no column "${column}"; it has ${names.join(', ')}.`)
  }
  return names
}
