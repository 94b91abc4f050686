import { stringify } from 'csv-stringify/sync'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { inertCell } from '../inert-cell.ts'

export const LINE_OUTCOMES = ['imported', 'duplicate', 'waiting', 'failed', 'skipped'] as const
export type LineOutcome = (typeof LINE_OUTCOMES)[number]

/** What became of a line of the file. */
export interface ImportLine {
  readonly number: number
  readonly line: number
  readonly key: string | null
  /** Null: still to come. */
  readonly outcome: LineOutcome | null
  readonly code: string | null
  readonly message: string | null
}

/** Lines of a CSV file of outcomes; the next one begins after them. */
export const CSV_LINES_MAX = 50_000

export interface LineFilter {
  readonly programId: Uuid
  readonly importId: Uuid
  readonly afterNumber: number
  readonly limit: number
  readonly outcome?: LineOutcome | undefined
}

/** In the order of the file. */
export function listImportLines(tx: Tx, { programId, importId, afterNumber, limit, outcome }: LineFilter): Promise<ImportLine[]> {
  const values: unknown[] = [programId, importId, afterNumber, limit]
  const condition = outcome === undefined ? '' : `and outcome = $${values.push(outcome)}`
  return tx.sql<ImportLine>({
    text: `select number, line, row_key as key, outcome, code, message from data_import_row
            where program_id = $1 and import_id = $2 and number > $3 ${condition} order by number limit $4`,
    values,
  })
}

/** Lines as CSV; cells that a spreadsheet would run are made inert. */
export function linesAsCsv(lines: readonly ImportLine[]): string {
  const rows = lines.map(({ line, key, outcome, code, message }) => [String(line), inertCell(key ?? ''), outcome ?? '', code ?? '', inertCell(message ?? '')])
  return stringify([['line', 'key', 'outcome', 'code', 'message'], ...rows], { record_delimiter: 'windows', quoted_match: /[\r\n]/ })
}
