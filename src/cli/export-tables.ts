import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { Database, Tx } from '../db/database.ts'
import { inertCell } from '../domain/inert-cell.ts'
import type { NamedProgram } from './find-program.ts'
import { readRows } from './read-rows.ts'
import { writeFileWhole } from './write-file.ts'

/** Credentials and what may hold them: of no use elsewhere, and not to lie about in files. */
const SECRET_TABLES = [
  'api_key_lookup', 'session', 'operator_user_program', 'invitation', 'mail', 'idempotent_request', 'affiliate_api_key_lookup', 'affiliate_session', 'affiliate_token', 'affiliate_sign_up',
  'affiliate_invitation', 'affiliate_recovery_code',
]
/** What is sealed by the installation's secret (SecretBox), in whichever table, and hashes of passwords. */
const IS_SECRET = `(atttypid = 'bytea'::regtype and attname ~ '^(sealed_|secrets$)' or attname = 'password_hash')`

interface Column {
  readonly name: string
  readonly isText: boolean
}

/** Writes every table of a program as `<folder>/<table>.csv`, all as of one moment. Answers the rows of each. */
export async function exportTables(db: Database, program: NamedProgram, folder: string): Promise<Record<string, number>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return await db.snapshot(program.id, async (tx) => {
    const tables: Record<string, number> = {}
    for (const table of await listTables(tx)) tables[table] = await exportTable(tx, program, table, path.join(folder, `${table}.csv`))
    return tables
  })
}

async function listTables(tx: Tx): Promise<string[]> {
  const rows = await tx.sql<{ name: string }>({
    text: `select c.relname as name from pg_class c
             join pg_attribute a on a.attrelid = c.oid and a.attname = 'program_id' and not a.attisdropped
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all($1)
            order by c.relname`,
    values: [SECRET_TABLES],
  })
  return ['program', ...rows.map(({ name }) => name)]
}

async function exportTable(tx: Tx, program: NamedProgram, table: string, file: string): Promise<number> {
  const columns = await readColumns(tx, table)
  // As text, the way PostgreSQL writes it: exact, and the same for every reader.
  const selected = columns.map(({ name }) => `"${name}"::text as "${name}"`).join(', ')
  const owner = table === 'program' ? 'id' : 'program_id'
  return await writeFileWhole(file, async (handle) => {
    await handle.write(stringify([columns.map(({ name }) => name)]))
    let rows = 0
    for await (const page of readRows<Record<string, string | null>>(tx, `select ${selected} from "${table}" where ${owner} = $1`, [program.id])) {
      await handle.write(stringify(page.map((row) => columns.map((column) => cellOf(row[column.name] ?? null, column))), { quoted_match: /^$/ }))
      rows += page.length
    }
    return rows
  })
}

/** Nothing is an empty cell, an empty text a quoted one. */
function cellOf(value: string | null, column: Column): string | null {
  return value !== null && column.isText ? inertCell(value) : value
}

const NUMBERS = ['bigint', 'integer', 'numeric', 'smallint']

async function readColumns(tx: Tx, table: string): Promise<Column[]> {
  const rows = await tx.sql<{ name: string; type: string }>({
    text: `select attname as name, format_type(atttypid, null) as type from pg_attribute
            where attrelid = $1::regclass and attnum > 0 and not attisdropped and not ${IS_SECRET} order by attnum`,
    values: [`"${table}"`],
  })
  return rows.map(({ name, type }) => ({ name, isText: !NUMBERS.includes(type) }))
}
