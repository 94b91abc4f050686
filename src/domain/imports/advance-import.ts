import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Clock } from '../../app/clock.ts'
import type { Uuid } from '../ids.ts'
import type { ClickKeys } from '../tracking/click-key.ts'
import { countOutcomes } from './count-outcomes.ts'
import { readCsv } from './file/read-csv.ts'
import { decodeText } from './file/text-encoding.ts'
import { ImportRefusal } from './import-refusal.ts'
import type { FieldValues } from './import-field.ts'
import type { Taken } from './kinds/import-kind.ts'
import { KIND_OF } from './kinds/import-kinds.ts'
import { readImportRows, type ReadyRow, type RefusedRow } from './read-import-rows.ts'
import { settleBatch } from './settle-batch.ts'
import { findImportAtWork, readBytes, readImport, readPart, type StoredImport } from './stored-import.ts'
import { type TakeDependencies, takeRows } from './take-rows.ts'

export interface ImportDependencies extends TakeDependencies {
  readonly clock: Clock
  readonly clickKeys: ClickKeys
}

/** Rows of one file. */
export const ROWS_MAX = 1_000_000
const ROWS_PER_INSERT = 1_000

/**
 * Does the next step of a program's oldest import that was started; answers whether another one may find work. First rows are made of the file,
 * then they are taken in, some in each transaction together with what became of them: killed anywhere, it goes on where it was.
 */
export async function advanceImport(context: ImportDependencies, programId: Uuid): Promise<boolean> {
  const stored = await context.db.inProgram(programId, (tx) => findImportAtWork(tx, programId))
  if (stored === undefined) return false
  if (stored.status === 'reading') return makeRows(context, programId, stored)
  if (stored.status === 'taking') return takeNextRows(context, programId, stored)
  return context.db.inProgram(programId, (tx) => settleBatch(tx, programId, stored, context.clock.now()))
}

// ───────────────────────────── reading ─────────────────────────────

/** Makes rows of the file. Done again after a kill: the same file makes the same rows, and those that are there stay. */
async function makeRows({ db, clock }: ImportDependencies, programId: Uuid, stored: StoredImport): Promise<boolean> {
  const { id, parts, encoding, delimiter, mapping, kind } = stored
  const bytes = readBytes((number) => db.inProgram(programId, (tx) => readPart(tx, programId, id, number)), parts)
  try {
    const { rows } = readImportRows(readCsv(decodeText(bytes, encoding ?? 'utf-8'), delimiter), KIND_OF[kind], mapping ?? {})
    let made = 0
    for await (const some of inLots(rows)) {
      if (made + some.length > ROWS_MAX) throw new ImportRefusal('too_many_rows', `A file has at most ${ROWS_MAX} rows.`)
      const first = made + 1
      if (!(await db.inProgram(programId, (tx) => keepRows(tx, programId, id, some, first)))) return true
      made += some.length
    }
    await db.inProgram(programId, (tx) => finishReading(tx, programId, id))
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error
    await db.inProgram(programId, (tx) => giveUp(tx, programId, id, error, clock.now()))
  }
  return true
}

async function* inLots<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let lot: Row[] = []
  for await (const row of rows) {
    lot.push(row)
    if (lot.length < ROWS_PER_INSERT) continue
    yield lot
    lot = []
  }
  if (lot.length > 0) yield lot
}

const ROW_COLUMNS = columns('program_id uuid, import_id uuid, number int, line int, row_key text, values text jsonb, outcome text, code text, message text')

/** Answers false when somebody ended the import meanwhile. */
async function keepRows(tx: Tx, programId: Uuid, id: Uuid, some: readonly (ReadyRow | RefusedRow)[], first: number): Promise<boolean> {
  const { status } = await readImport(tx, programId, id, true)
  if (status !== 'reading') return false
  const rows = new BulkRows(ROW_COLUMNS)
  some.forEach((row, i) => {
    if ('values' in row) rows.add(programId, id, first + i, row.line, row.key, JSON.stringify(row.values), null, null, null)
    else rows.add(programId, id, first + i, row.line, row.key, null, 'failed', row.code, row.message)
  })
  await rows.insertInto(tx, 'data_import_row', 'on conflict do nothing')
  await tx.sql({ text: 'update data_import set rows = greatest(rows, $3) where program_id = $1 and id = $2', values: [programId, id, first - 1 + some.length] })
  return true
}

async function finishReading(tx: Tx, programId: Uuid, id: Uuid): Promise<void> {
  await tx.sql({
    text: `update data_import set status = 'taking',
             failed = (select count(*) from data_import_row r where r.program_id = $1 and r.import_id = $2 and r.outcome = 'failed')
            where program_id = $1 and id = $2 and status = 'reading'`,
    values: [programId, id],
  })
  await tx.sql({ text: 'delete from data_import_part where program_id = $1 and import_id = $2', values: [programId, id] })
}

/** Nothing was taken in: what cannot be read to its end is none of it trusted. */
async function giveUp(tx: Tx, programId: Uuid, id: Uuid, { code, message }: ImportRefusal, now: Date): Promise<void> {
  const changed = await tx.count({
    text: `update data_import set status = 'failed', error_code = $3, error_message = $4, finished_at = $5, rows = 0 where program_id = $1 and id = $2 and status = 'reading'`,
    values: [programId, id, code, message, now],
  })
  if (changed === 0) return
  await tx.sql({ text: 'delete from data_import_row where program_id = $1 and import_id = $2', values: [programId, id] })
  await tx.sql({ text: 'delete from data_import_part where program_id = $1 and import_id = $2', values: [programId, id] })
}

// ───────────────────────────── taking in ─────────────────────────────

interface ChosenRow {
  readonly number: number
  readonly values: FieldValues
}

async function takeNextRows(context: ImportDependencies, programId: Uuid, stored: StoredImport): Promise<boolean> {
  const kind = KIND_OF[stored.kind]
  const { clock, clickKeys } = context
  let chosen: readonly ChosenRow[] = []
  await takeRows(context, kind, { programId, actor: stored.startedBy ?? stored.createdBy, importId: stored.id, clock, clickKeys }, {
    choose: async (tx) => {
      chosen = await chooseRows(tx, programId, stored.id, kind.rowsAtOnce)
      return chosen.map(({ values }) => values)
    },
    keep: async (tx, taken) => {
      if (chosen.length > 0) await keepOutcomes(tx, programId, stored.id, chosen, taken)
      else await finishTaking(tx, programId, stored.id, clock.now())
    },
  })
  return true
}

/** The next rows, with the import held: of two workers the second finds those that the first left. */
async function chooseRows(tx: Tx, programId: Uuid, id: Uuid, limit: number): Promise<readonly ChosenRow[]> {
  const { status } = await readImport(tx, programId, id, true)
  if (status !== 'taking') return []
  return tx.sql<ChosenRow>({
    name: 'import-rows-to-take',
    text: `select number, values from data_import_row where program_id = $1 and import_id = $2 and outcome is null and batch_id is null order by number limit $3`,
    values: [programId, id, limit],
  })
}

const OUTCOME_COLUMNS = columns('number int, outcome text, code text, message text')

async function keepOutcomes(tx: Tx, programId: Uuid, id: Uuid, chosen: readonly ChosenRow[], { outcomes, batchId }: Taken): Promise<void> {
  if (batchId !== undefined) return keepBatch(tx, programId, id, chosen, batchId)
  const rows = new BulkRows(OUTCOME_COLUMNS)
  chosen.forEach(({ number }, i) => {
    const result = outcomes[i]
    if (result === undefined) throw new Error('a row without an outcome')
    rows.add(number, result.outcome, 'code' in result ? result.code : null, 'message' in result ? result.message : null)
  })
  await tx.sql({
    text: `update data_import_row r set outcome = o.outcome, code = o.code, message = o.message, values = null
             from ${rows.unnest('o', 3)} where r.program_id = $1 and r.import_id = $2 and r.number = o.number`,
    values: [programId, id, ...rows.parameters()],
  })
  await countOutcomes(tx, programId, id, outcomes)
}

async function keepBatch(tx: Tx, programId: Uuid, id: Uuid, chosen: readonly ChosenRow[], batchId: Uuid): Promise<void> {
  const rows = new BulkRows(columns('number int, batch_index int'))
  chosen.forEach(({ number }, i) => rows.add(number, i))
  await tx.sql({
    text: `update data_import_row r set batch_id = $3, batch_index = o.batch_index from ${rows.unnest('o', 4)}
            where r.program_id = $1 and r.import_id = $2 and r.number = o.number`,
    values: [programId, id, batchId, ...rows.parameters()],
  })
}

async function finishTaking(tx: Tx, programId: Uuid, id: Uuid, now: Date): Promise<void> {
  const open = await tx.sql({ text: 'select from data_import_row where program_id = $1 and import_id = $2 and outcome is null limit 1', values: [programId, id] })
  const [status, finishedAt] = open.length > 0 ? ['settling', null] : ['done', now]
  await tx.sql({ text: `update data_import set status = $3, finished_at = $4 where program_id = $1 and id = $2 and status = 'taking'`, values: [programId, id, status, finishedAt] })
}
