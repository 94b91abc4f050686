import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { readInertCell } from '../../inert-cell.ts'
import { ImportRefusal } from '../import-refusal.ts'

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

/** The rows of a CSV file, whatever its size: read as they come. */
export interface CsvFile {
  readonly rows: AsyncIterable<CsvRow | BadRow>
  /** The heading, once the first row was asked for. */
  readonly heading: readonly string[]
}

const COLUMNS_MAX = 500
/** A quote that is never closed would otherwise gather the rest of the file. */
const RECORD_CHARACTERS_MAX = 256 * 1024

/** Reads a CSV file. What makes all of it unreadable is thrown as ImportRefusal when the reading comes to it. */
export function readCsv(text: AsyncIterable<string>, delimiter: string): CsvFile {
  const heading: string[] = []
  return { heading, rows: readRows(text, delimiter, heading) }
}

interface ParsedRecord {
  readonly record: string[]
  readonly info: { readonly lines: number }
}

interface SkippedRow {
  readonly parsedLines: number
  readonly message: string
}

async function* readRows(text: AsyncIterable<string>, delimiter: string, heading: string[]): AsyncGenerator<CsvRow | BadRow> {
  const skipped: SkippedRow[] = []
  const lines = new LineCounter()
  const parser = parse({
    bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: RECORD_CHARACTERS_MAX,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error === undefined) return
      // What comes after it would be read at random: the end of a quote that was never meant to be one.
      if (error.code === 'CSV_MAX_RECORD_SIZE') parser.destroy(tooLong(lines.lineAt(Number(error.lines))))
      else skipped.push({ parsedLines: Number(error.lines), message: error.message })
    },
  })
  const source = Readable.from(text)
  source.on('error', (error) => parser.destroy(error))
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<ParsedRecord>) {
      // The parser is ahead: what it has skipped may stand behind this row.
      for (let [first] = skipped; heading.length > 0 && first !== undefined && first.parsedLines <= info.lines; [first] = skipped) yield lines.malformed(skipped.shift() ?? first)
      const line = lines.startOf(record, info.lines)
      if (heading.length === 0) heading.push(...readHeading(record))
      else if (record.length !== heading.length) yield { line, code: 'wrong_number_of_cells', message: `Expected ${heading.length} cells, found ${record.length}.` }
      else yield { line, cells: new Map(record.map((cell, i) => [heading[i] ?? '', readInertCell(cell)])) }
    }
    for (const row of skipped) yield lines.malformed(row)
    if (heading.length === 0) throw new ImportRefusal('file_empty', 'The file has no heading.')
  } finally {
    source.destroy()
    parser.destroy()
  }
}

/** Lines as an editor counts them. The parser counts where rows end, and a line break of two characters within quotes twice. */
class LineCounter {
  #countedTwice = 0

  startOf(record: readonly string[], parsedLines: number): number {
    let breaks = 0
    let pairs = 0
    for (const cell of record) {
      if (!cell.includes('\n') && !cell.includes('\r')) continue
      breaks += cell.match(/[\r\n]/g)?.length ?? 0
      pairs += cell.match(/\r\n/g)?.length ?? 0
    }
    const line = this.lineAt(parsedLines) - breaks
    this.#countedTwice += pairs
    return line
  }

  malformed({ parsedLines, message }: SkippedRow): BadRow {
    return { line: this.lineAt(parsedLines), code: 'malformed_row', message }
  }

  lineAt(parsedLines: number): number {
    return parsedLines - this.#countedTwice
  }
}

function tooLong(line: number): ImportRefusal {
  return new ImportRefusal('record_too_long', `A row before line ${line} is longer than ${RECORD_CHARACTERS_MAX} characters; is a quote not closed?`)
}

function readHeading(record: readonly string[]): string[] {
  if (record.length > COLUMNS_MAX) throw new ImportRefusal('too_many_columns', `At most ${COLUMNS_MAX} columns.`)
  const names = record.map((name) => name.trim())
  const twice = repeated(names)
  if (twice !== undefined) throw new ImportRefusal('repeated_column', `The column "${twice}" is there twice.`)
  return names
}

function repeated(names: readonly string[]): string | undefined {
  const met = new Set<string>()
  return names.find((name) => name !== '' && (met.has(name) || !met.add(name)))
}
