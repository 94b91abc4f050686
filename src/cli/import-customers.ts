import type { AppContext } from '../app/context.ts'
import { openApiCalls } from './api-calls.ts'
import { type FieldKind, readFields } from './csv-fields.ts'
import type { NamedProgram } from './find-program.ts'
import { importLines, ImportTotals } from './import-lines.ts'
import type { ImportOutcome } from './import-outcome.ts'
import { processQueue } from './process-queue.ts'
import type { CsvFile } from './read-csv.ts'

/** The fields of POST /api/v1/customer/import, and how a cell of each is read. */
const FIELDS: Readonly<Record<string, FieldKind>> = {
  externalId: 'text', registrationDate: 'text', brandId: 'text', externalBrandId: 'text', affiliateExternalId: 'text', externalTrackerId: 'text',
  username: 'text', country: 'text', revShareExcluded: 'flag', cpaExcluded: 'flag', category: 'text', label: 'text', customParameter: 'text', referringUrl: 'text',
}

/** Rows of one transaction: what is stored stays stored when the next one fails. */
const ROWS_PER_CALL = 500

/** What the call answers. */
interface ImportAnswer {
  readonly numImported: number
  readonly numDuplicates: number
  readonly failures: readonly { readonly index: number; readonly externalId: string | null; readonly code: string; readonly message: string }[]
}

/** Registers the customers of a file, each attributed by hand or organic, and processes what waited for them. */
export async function importCustomers(context: AppContext, program: NamedProgram, file: CsvFile): Promise<ImportOutcome> {
  const call = await openApiCalls(context)
  const totals = new ImportTotals()
  const outcome = await importLines<Record<string, unknown>>(file, {
    fields: FIELDS,
    linesPerBatch: ROWS_PER_CALL,
    totals,
    read: (row, columns) => readFields(row, FIELDS, columns),
    send: async (lines) => {
      const answer = (await call('importCustomers', program, { body: { items: lines.map(({ item }) => item) } })) as ImportAnswer
      totals.imported += answer.numImported
      totals.duplicates += answer.numDuplicates
      for (const { index, ...failure } of answer.failures) totals.fail({ line: lines[index]?.line ?? 0, ...failure })
    },
  })
  await processQueue(context, program.id)
  return outcome
}
