import { hash } from 'node:crypto'
import type { AppContext } from '../app/context.ts'
import { DomainError } from '../domain/errors.ts'
import type { Uuid } from '../domain/ids.ts'
import { acceptTransactions } from '../domain/transactions/accept-transactions.ts'
import { readBatch } from '../domain/transactions/read-batch.ts'
import type { TransactionItem } from '../domain/transactions/transaction-item.ts'
import { parseTransactions } from '../http/operator-api/transaction/parse-transactions.ts'
import { BadCell, type FieldColumns, type FieldKind, matchColumns, readFields } from './csv-fields.ts'
import type { NamedProgram } from './find-program.ts'
import { FAILURES_NAMED_MAX, type ImportOutcome, type LineFailure } from './import-outcome.ts'
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

interface Line {
  readonly line: number
  readonly item: TransactionItem
}

/** Takes the transactions of a file in, batch by batch, and processes them. */
export async function importTransactions(context: AppContext, program: NamedProgram, file: CsvFile): Promise<ImportOutcome> {
  const run = new TransactionImport(context, program)
  let columns: FieldColumns | undefined
  let lines: Line[] = []
  for await (const row of file.rows) {
    if (!('cells' in row)) {
      run.fail({ ...row, externalId: null })
      continue
    }
    columns ??= matchColumns(file, FIELDS)
    const item = run.read(row, columns)
    if (item !== undefined) lines.push({ line: row.line, item })
    if (lines.length < ROWS_PER_BATCH) continue
    await run.send(lines)
    lines = []
  }
  await run.send(lines)
  return run.outcome(columns?.ignored ?? [])
}

class TransactionImport {
  readonly #context: AppContext
  readonly #program: NamedProgram
  readonly #totals = { imported: 0, duplicates: 0, waiting: 0, failed: 0 }
  readonly #failures: LineFailure[] = []
  /** How often each content was met among the rows without an externalId. */
  readonly #met = new Map<string, number>()

  constructor(context: AppContext, program: NamedProgram) {
    this.#context = context
    this.#program = program
  }

  fail(failure: LineFailure): void {
    this.#totals.failed += 1
    if (this.#failures.length < FAILURES_NAMED_MAX) this.#failures.push(failure)
  }

  outcome(ignoredColumns: readonly string[]): ImportOutcome {
    return { ...this.#totals, failures: this.#failures, ignoredColumns }
  }

  read(row: CsvRow, columns: FieldColumns): TransactionItem | undefined {
    const externalId = row.cells.get(columns.columnOf.get('externalId') ?? '') || null
    try {
      const fields = readFields(row, FIELDS, columns)
      const [item] = parseTransactions([{ ...fields, externalId: externalId ?? this.#nameOf(fields) }], () => '').items
      return item
    } catch (error) {
      if (error instanceof BadCell) this.fail({ line: row.line, externalId, code: error.code, message: error.message })
      else if (error instanceof DomainError) {
        this.fail({ line: row.line, externalId, code: error.errors[0]?.code ?? error.code, message: error.errors.map(({ path, message }) => `${path}: ${message}`).join(' ') })
      } else throw error
      return undefined
    }
  }

  /** A name for a row that has none: its content, and which one of that content it is. The same file again gives the same names. */
  #nameOf(fields: Record<string, unknown>): string {
    const content = hash('sha256', JSON.stringify(fields), 'hex').slice(0, 32)
    const ordinal = (this.#met.get(content) ?? 0) + 1
    this.#met.set(content, ordinal)
    return `csv-${content}-${ordinal}`
  }

  async send(lines: readonly Line[]): Promise<void> {
    if (lines.length === 0) return
    const { db, clock } = this.#context
    const submission = { items: lines.map(({ item }) => item), integrationType: 'csv' as const, createdBy: COMMAND_LINE_ACTOR }
    const [batchId] = await db.inProgram(this.#program.id, (tx) => acceptTransactions(tx, this.#program.id, [submission], clock.now()))
    await processQueue(this.#context, this.#program.id)
    await this.#count(batchId ?? '', lines)
  }

  async #count(batchId: Uuid, lines: readonly Line[]): Promise<void> {
    const batch = await this.#context.db.inProgram(this.#program.id, (tx) => readBatch(tx, this.#program.id, batchId))
    this.#totals.imported += batch.processed + batch.pendingApproval
    this.#totals.duplicates += batch.duplicates
    this.#totals.waiting += batch.queued
    for (const { index, ...failure } of batch.failures) this.fail({ line: lines[index]?.line ?? 0, ...failure })
  }
}
