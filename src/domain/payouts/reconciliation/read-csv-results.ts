import { parse } from 'csv-parse/sync'
import { readInertCell } from '../../inert-cell.ts'
import { type FileEntry, idText, reasonText, TOLD, type UnreadableCode } from './bank-result.ts'
import { malformedFile } from './malformed-file.ts'
import { readBankAmount } from './read-bank-amount.ts'

const RECORD_CHARACTERS_MAX = 64 * 1024
const COLUMNS_MAX = 100

interface ParsedRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/**
 * Our own result file: `endToEndId`, `status` (one of TOLD), and if they are there `amount` with `currency`, `externalId`, `reason`. Commas or
 * semicolons. Throws `invalid_request` for what has no such heading.
 */
export function readCsvResults(content: string): FileEntry[] {
  const unreadable: FileEntry[] = []
  const [heading, ...rows] = parseRecords(content, (line, message) => unreadable.push({ place: `line ${line}`, code: 'malformed_line', message }))
  if (heading === undefined || heading.record.length > COLUMNS_MAX) throw malformedFile('Expected a heading.')
  const columns = heading.record.map((name) => name.trim().toLowerCase())
  for (const needed of ['endtoendid', 'status']) {
    if (columns.indexOf(needed) < 0 || columns.indexOf(needed) !== columns.lastIndexOf(needed)) throw malformedFile('Expected the columns endToEndId and status, each once.')
  }
  const entries = rows.map(({ record, info }) => {
    const place = `line ${info.lines - lineFeedsIn(record)}`
    if (record.length !== columns.length) return refused(place, 'malformed_line', `Expected ${columns.length} cells, found ${record.length}.`)
    return readRow(place, (column) => readInertCell(record[columns.indexOf(column)] ?? '').trim())
  })
  return [...entries, ...unreadable]
}

/** A record is known by the line where it ends. */
function lineFeedsIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
}

function parseRecords(content: string, onBad: (line: number, message: string) => void): ParsedRecord[] {
  const [firstLine = ''] = content.split(/\r?\n/, 1)
  const delimiter = firstLine.split(';').length > firstLine.split(',').length ? ';' : ','
  let isTooLong = false
  // With `info` records come with where they end.
  const records = parse(content, {
    bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: RECORD_CHARACTERS_MAX, skip_records_with_error: true,
    on_skip: (error) => {
      isTooLong ||= error?.code === 'CSV_MAX_RECORD_SIZE'
      if (error !== undefined) onBad(Number(error.lines ?? 0), 'The quotes of this line do not fit.')
    },
  }) as unknown as ParsedRecord[]
  if (isTooLong) throw malformedFile('A line is too long; is a quote not closed?')
  return records
}

function readRow(place: string, cell: (column: string) => string): FileEntry {
  const endToEndId = idText(cell('endtoendid'))
  if (endToEndId === null) return refused(place, 'id_missing', 'Expected an endToEndId.')
  const status = cell('status').toLowerCase()
  const told = TOLD.find((word) => word === status)
  if (told === undefined) return refused(place, 'status_unknown', `Expected one of ${TOLD.join(', ')}.`)
  const text = cell('amount')
  const amount = text === '' ? null : readBankAmount(text, cell('currency').toUpperCase())
  if (text !== '' && amount === null) return refused(place, 'amount_invalid', 'Expected an amount with a decimal point, and its currency.')
  return { place, endToEndId, told, amount, externalId: idText(cell('externalid')), reason: reasonText(cell('reason')) }
}

function refused(place: string, code: UnreadableCode, message: string): FileEntry {
  return { place, code, message }
}
