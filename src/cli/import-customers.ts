import type { AppContext } from '../app/context.ts'
import { processQueue } from './process-queue.ts'
import { openApiCalls } from './api-calls.ts'
import { BadCell, type FieldColumns, type FieldKind, matchColumns, readFields } from './csv-fields.ts'
import type { NamedProgram } from './find-program.ts'
import { FAILURES_NAMED_MAX, type ImportOutcome, type LineFailure } from './import-outcome.ts'
import type { CsvFile } from './read-csv.ts'

/** The fields of POST /api/v1/customer/import, and how a cell of each is read. */
const FIELDS: Readonly<Record<string, FieldKind>> = {
  externalId: 'text', registrationDate: 'text', brandId: 'text', externalBrandId: 'text', affiliateExternalId: 'text', externalTrackerId: 'text',
  username: 'text', country: 'text', revShareExcluded: 'flag', cpaExcluded: 'flag', category: 'text', label: 'text', customParameter: 'text', referringUrl: 'text',
}

/** Rows of one transaction: what is stored stays stored when the next one fails. */
const ROWS_PER_CALL = 500

interface ImportAnswer {
  readonly numImported: number
  readonly numDuplicates: number
  readonly numFailed: number
  readonly failures: readonly { readonly index: number; readonly externalId: string | null; readonly code: string; readonly message: string }[]
}

interface Line {
  readonly line: number
  readonly item: Record<string, unknown>
}

/** Registers the customers of a file, each attributed by hand or organic, and processes what waited for them. */
export async function importCustomers(context: AppContext, program: NamedProgram, file: CsvFile): Promise<ImportOutcome> {
  const call = await openApiCalls(context)
  const totals = { imported: 0, duplicates: 0, failed: 0 }
  const failures: LineFailure[] = []
  const fail = (failure: LineFailure): void => {
    totals.failed += 1
    if (failures.length < FAILURES_NAMED_MAX) failures.push(failure)
  }
  const send = async (lines: readonly Line[]): Promise<void> => {
    if (lines.length === 0) return
    const answer = (await call('importCustomers', program, { body: { items: lines.map(({ item }) => item) } })) as ImportAnswer
    totals.imported += answer.numImported
    totals.duplicates += answer.numDuplicates
    for (const { index, ...failure } of answer.failures) fail({ line: lines[index]?.line ?? 0, ...failure })
  }
  let columns: FieldColumns | undefined
  let lines: Line[] = []
  for await (const row of file.rows) {
    if (!('cells' in row)) {
      fail({ ...row, externalId: null })
      continue
    }
    columns ??= matchColumns(file, FIELDS)
    try {
      lines.push({ line: row.line, item: readFields(row, FIELDS, columns) })
    } catch (error) {
      if (!(error instanceof BadCell)) throw error
      fail({ line: row.line, externalId: row.cells.get(columns.columnOf.get('externalId') ?? '') ?? null, code: error.code, message: error.message })
    }
    if (lines.length < ROWS_PER_CALL) continue
    await send(lines)
    lines = []
  }
  await send(lines)
  await processQueue(context, program.id)
  return { ...totals, waiting: 0, failures, ignoredColumns: columns?.ignored ?? [] }
}
