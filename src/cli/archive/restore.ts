import { hash } from 'node:crypto'
import pg from 'pg'
import { keepPartitionsAhead } from '../../db/partitions.ts'
import { onConnection } from '../../db/single-connection.ts'
import { Refusal } from '../refusal.ts'
import { copyIn } from './copy.ts'
import { type Manifest, MANIFEST_NAME, manifestSchema, type RowSet } from './manifest.ts'
import { appliedMigrations, listTables, type Table } from './tables.ts'
import { readTar } from './tar.ts'

/**
 * Reads a whole archive and compares every part with its checksum. Throws a Refusal when anything is missing, altered or unknown.
 * @returns what it holds.
 */
export async function checkArchive(file: string): Promise<Manifest> {
  const sums = new Map<string, string>()
  let manifest: Manifest | undefined
  for await (const { name, data } of readTar(file)) {
    if (name === MANIFEST_NAME) manifest = readManifest(file, data)
    else sums.set(name, hash('sha256', data, 'hex'))
  }
  if (manifest === undefined) throw new Refusal('archive_damaged', `${file} has no manifest: it is no backup.`)
  const parts = manifest.rowSets.flatMap((rowSet) => rowSet.parts)
  for (const { name, sha256 } of parts) {
    if (sums.get(name) !== sha256) throw new Refusal('archive_damaged', `${file} is damaged: ${name} ${sums.has(name) ? 'was altered' : 'is missing'}.`)
  }
  return manifest
}

function readManifest(file: string, data: Buffer): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(data.toString('utf8')))
  } catch {
    throw new Refusal('archive_unknown', `${file} was made by another version, or is no backup: its manifest cannot be read.`)
  }
}

/**
 * Puts what an archive holds into an empty database of the same schema, in one transaction. The archive is one that `checkArchive` has
 * found whole. Throws a Refusal when the database is not empty or has another schema.
 */
export async function restore(ownerUrl: string, file: string, manifest: Manifest): Promise<void> {
  await onConnection(ownerUrl, async (client) => {
    await refuseOtherSchema(client, manifest)
    await refuseData(client)
    // As they were: each in a transaction of its own, so that a table that is in use is left to its default partition.
    for (const month of monthsToBeginWith(manifest.months)) await keepPartitionsAhead(client, new Date(`${month}-15T00:00:00.000Z`))
    await client.query('begin')
    await client.query('lock table operator, program in access exclusive mode')
    await refuseData(client)
    const guarded = (await listTables(client)).filter(({ isGuarded }) => isGuarded)
    await setForced(client, guarded, 'no force')
    await copyAll(client, file, manifest)
    await setForced(client, guarded, 'force')
    await continueNumbers(client)
    await client.query('commit')
    await client.query('analyze')
  })
}

const MONTHS_AT_ONCE = 3

/** Partitions are made for a month and the two after it; so every third month will do, and none after the last one asked for. */
function monthsToBeginWith(months: readonly string[]): string[] {
  const last = Math.max(0, months.length - MONTHS_AT_ONCE)
  return months.filter((_, i) => i === last || (i < last && i % MONTHS_AT_ONCE === 0))
}

async function refuseOtherSchema(client: pg.Client, { migrations }: Manifest): Promise<void> {
  const own = await appliedMigrations(client)
  const isSame = own.length === migrations.length && own.every(({ name, checksum }, i) => name === migrations[i]?.name && checksum === migrations[i]?.checksum)
  if (isSame) return
  const [theirs, ours] = [migrations, own].map((list) => list.at(-1)?.name ?? 'none')
  throw new Refusal('schema_mismatch', `The backup has the schema ${theirs}, this version ${ours}. Restore with the version that made it, then start the newer one.`)
}

async function refuseData(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from operator union all select from program limit 1')
  if (rowCount) throw new Refusal('database_not_empty', 'The database is not empty; a backup is restored into an empty one only (another DATA_DIR or DATABASE_URL).')
}

/** COPY does not go together with row-level security. The transaction holds the tables, nobody meets them open. */
async function setForced(client: pg.Client, tables: readonly Table[], forced: 'force' | 'no force'): Promise<void> {
  for (const { name } of tables) await client.query(`alter table ${pg.escapeIdentifier(name)} ${forced} row level security`)
}

async function copyAll(client: pg.Client, file: string, manifest: Manifest): Promise<void> {
  const entries = readTar(file)
  for (const rowSet of manifest.rowSets) {
    const columns = rowSet.columns.map((column) => pg.escapeIdentifier(column)).join(', ')
    const rows = await copyIn(client, `copy ${pg.escapeIdentifier(rowSet.table)} (${columns}) from stdin`, partsOf(rowSet, entries))
    if (rows !== rowSet.rows) throw new Error(`${rowSet.table}: ${rows} rows came in, the backup has ${rowSet.rows}`)
  }
  await entries.return(undefined)
}

/** The archive has the parts in the order of the manifest, which has the tables in the order of their foreign keys. */
async function* partsOf({ parts }: RowSet, entries: AsyncGenerator<{ readonly name: string; readonly data: Buffer }>): AsyncGenerator<Buffer> {
  for (const { name, sha256 } of parts) {
    const { value } = await entries.next()
    // It was whole a moment ago; now it is what we read that counts.
    if (value === undefined || value.name !== name || hash('sha256', value.data, 'hex') !== sha256) throw new Refusal('archive_damaged', `${name} was altered meanwhile.`)
    yield value.data
  }
}

/** Numbers that the database gives go on behind the ones restored. */
async function continueNumbers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.relname as "table", a.attname as "column" from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attidentity <> ''`,
  )
  for (const { table, column } of rows) {
    const [name, field] = [pg.escapeIdentifier(table), pg.escapeIdentifier(column)]
    await client.query(`select setval(pg_get_serial_sequence($1, $2), max(${field})) from ${name} having max(${field}) is not null`, [table, column])
  }
}
