import { hash } from 'node:crypto'
import type { AppContext } from '../app/context.ts'
import type { Uuid } from '../domain/ids.ts'
import { acceptTransactions } from '../domain/transactions/accept-transactions.ts'
import { readBatch } from '../domain/transactions/read-batch.ts'
import type { TransactionItem } from '../domain/transactions/transaction-item.ts'
import { parseTransactions } from '../http/operator-api/transaction/parse-transactions.ts'
import { type FieldColumns, type FieldKind, readFields } from './csv-fields.ts'
import type { NamedProgram } from './find-program.ts'
import { externalIdOf, importLines, ImportTotals, type Line } from './import-lines.ts'
import type { ImportOutcome } from './import-outcome.ts'
import { processQueue } from './process-queue.ts'
import type { CsvFile, CsvRow } from './read-csv.ts'
import { COMMAND_LINE_ACTOR } from './with-context.ts'

/** The fields of POST /api/v1/transaction, and how a cell of each is read. */
const FIELDS: Readonly<Record<string, FieldKind>> = {
  externalId: 'text', type: 'text', transactionDate: 'text', externalCustomerId: 'text', clickKey: 'text', affiliateId: 'text', brandId: 'text',
  externalBrandId: 'text', externalProductId: 'text', relatedExternalId: 'text', country: 'text', country_code: 'text', currency: 'text', category: 'text',
  label: 'text', note: 'text', depositAmount: 'number', grossRevenue: 'number', wageredAmount: 'number', saleAmount: 'number', withdrawalAmount: 'number',
  bonusAmount: 'number', revShareCommission: 'number', cpaCommission: 'number', fixedCommission: 'number', deductions: 'json',
}

/** Rows of one batch: committed before they are processed, as over the API. */
const ROWS_PER_BATCH = 3_000

/** Takes the transactions of a file in, batch by batch, and processes them. */
export async function importTransactions(context: AppContext, program: NamedProgram, file: CsvFile): Promise<ImportOutcome> {
  const totals = new ImportTotals()
  const names = new RowNames()
  return await importLines<TransactionItem>(file, {
    fields: FIELDS,
    linesPerBatch: ROWS_PER_BATCH,
    totals,
    read: (row, columns) => readItem(row, columns, names),
    send: async (lines) => await send(context, program.id, lines, totals),
  })
}

function readItem(row: CsvRow, columns: FieldColumns, names: RowNames): TransactionItem {
  const fields = readFields(row, FIELDS, columns)
  const externalId = externalIdOf(row, columns) ?? names.nameOf(fields)
  const [item] = parseTransactions([{ ...fields, externalId }], () => '').items
  if (item === undefined) throw new Error('a row neither read nor refused')
  return item
}

/** Names for rows that have none: their content, and which one of that content it is. The same file again gives the same names. */
class RowNames {
  readonly #met = new Map<string, number>()

  nameOf(fields: Record<string, unknown>): string {
    const content = hash('sha256', JSON.stringify(fields), 'hex').slice(0, 32)
    const ordinal = (this.#met.get(content) ?? 0) + 1
    this.#met.set(content, ordinal)
    return `csv-${content}-${ordinal}`
  }
}

async function send(context: AppContext, programId: Uuid, lines: readonly Line<TransactionItem>[], totals: ImportTotals): Promise<void> {
  const { db, clock } = context
  const submission = { items: lines.map(({ item }) => item), integrationType: 'csv' as const, createdBy: COMMAND_LINE_ACTOR }
  const [batchId = ''] = await db.inProgram(programId, (tx) => acceptTransactions(tx, programId, [submission], clock.now()))
  await processQueue(context, programId)
  const batch = await db.inProgram(programId, (tx) => readBatch(tx, programId, batchId))
  totals.imported += batch.processed + batch.pendingApproval
  totals.duplicates += batch.duplicates
  totals.waiting += batch.queued
  for (const { index, ...failure } of batch.failures) totals.fail({ line: lines[index]?.line ?? 0, ...failure })
}
