import type { AppContext } from '../app/context.ts'
import type { Uuid } from '../domain/ids.ts'
import { newId } from '../domain/ids.ts'
import { readCsv } from '../domain/imports/file/read-csv.ts'
import type { Mapping } from '../domain/imports/import-field.ts'
import { ImportRefusal } from '../domain/imports/import-refusal.ts'
import type { ImportKind, RowOutcome, Taking } from '../domain/imports/kinds/import-kind.ts'
import { readImportRows, type ReadyRow } from '../domain/imports/read-import-rows.ts'
import { takeRows } from '../domain/imports/take-rows.ts'
import { readBatch } from '../domain/transactions/read-batch.ts'
import type { NamedProgram } from './find-program.ts'
import { FAILURES_NAMED_MAX, type ImportOutcome, type LineFailure } from './import-outcome.ts'
import { processQueue } from './process-queue.ts'
import { readUtf8 } from './read-utf8.ts'
import { Refusal, UsageError } from './refusal.ts'
import { COMMAND_LINE_ACTOR } from './with-context.ts'

export interface ImportedFile {
  readonly path: string
  readonly delimiter: string
  readonly mapping: Mapping
}

/** Takes the rows of a file in, some at a time, through the same verbs as the API. Throws UsageError (mapping) and Refusal (file). */
export async function importFile(context: AppContext, { id: programId }: NamedProgram, kind: ImportKind, file: ImportedFile): Promise<ImportOutcome> {
  if (file.delimiter.length !== 1) throw new UsageError('--delimiter: expected one character.')
  const { clock, clickKeys } = context
  const taking = { programId, actor: COMMAND_LINE_ACTOR, importId: newId(), clock, clickKeys }
  const totals = new ImportTotals()
  const { rows, columns } = readImportRows(readCsv(readUtf8(file.path), file.delimiter), kind, file.mapping)
  let ready: ReadyRow[] = []
  const takeAll = async () => {
    const outcomes = ready.length === 0 ? [] : await take(context, kind, taking, ready)
    outcomes.forEach((outcome, i) => totals.add(outcome, ready[i]))
    ready = []
  }
  try {
    for await (const row of rows) {
      if ('errors' in row) totals.fail({ line: row.line, externalId: row.key, code: row.code, message: row.message })
      else ready.push(row)
      if (ready.length >= kind.rowsAtOnce) await takeAll()
    }
    await takeAll()
  } catch (error) {
    throw toldHere(error, file.path)
  }
  await processQueue(context, programId)
  return totals.outcome(columns()?.ignored ?? [])
}

async function take(context: AppContext, kind: ImportKind, taking: Taking, ready: readonly ReadyRow[]): Promise<readonly RowOutcome[]> {
  const values = ready.map((row) => row.values)
  const { outcomes, batchId } = await takeRows(context, kind, taking, { choose: async () => values, keep: async () => undefined })
  return batchId === undefined ? outcomes : outcomesOfBatch(context, taking.programId, batchId, ready.length)
}

/** Which rows of a batch were new and which were not is not told apart: their numbers are. */
async function outcomesOfBatch(context: AppContext, programId: Uuid, batchId: Uuid, count: number): Promise<readonly RowOutcome[]> {
  await processQueue(context, programId)
  const batch = await context.db.inProgram(programId, (tx) => readBatch(tx, programId, batchId))
  const failed = new Map(batch.failures.map(({ index, code, message }) => [index, { outcome: 'failed', code, message } as const]))
  const others: RowOutcome[] = [
    ...Array.from({ length: batch.duplicates }, () => ({ outcome: 'duplicate' }) as const),
    ...Array.from({ length: batch.queued }, () => ({ outcome: 'waiting' }) as const),
  ]
  return Array.from({ length: count }, (_, index) => failed.get(index) ?? others.pop() ?? { outcome: 'imported' })
}

function toldHere(error: unknown, path: string): unknown {
  if (!(error instanceof ImportRefusal)) return error
  return error.about === 'mapping' ? new UsageError(`--map: ${error.message}`) : new Refusal(error.code, `${path}: ${error.message}`)
}

class ImportTotals {
  readonly #counts = { imported: 0, duplicate: 0, waiting: 0, failed: 0 }
  readonly #failures: LineFailure[] = []

  add(result: RowOutcome, row: ReadyRow | undefined): void {
    if (result.outcome === 'failed') this.fail({ line: row?.line ?? 0, externalId: row?.key ?? null, code: result.code, message: result.message })
    else this.#counts[result.outcome] += 1
  }

  fail(failure: LineFailure): void {
    this.#counts.failed += 1
    if (this.#failures.length < FAILURES_NAMED_MAX) this.#failures.push(failure)
  }

  outcome(ignoredColumns: readonly string[]): ImportOutcome {
    const { imported, duplicate, waiting, failed } = this.#counts
    return { imported, duplicates: duplicate, waiting, failed, failures: this.#failures, ignoredColumns }
  }
}
