import { hash } from 'node:crypto'
import pg from 'pg'
import { onConnection } from '../../db/single-connection.ts'
import type { Uuid } from '../../domain/ids.ts'
import { writeFileWhole } from '../write-file.ts'
import { copyOut } from './copy.ts'
import { type CopyUnit, FORMAT, FORMAT_VERSION, type Manifest, MANIFEST_NAME, type RowSet } from './manifest.ts'
import { appliedMigrations, listTables, partitionMonths, type Table } from './tables.ts'
import { TarWriter } from './tar.ts'

/**
 * Writes every table of a database into one archive, as of one moment, while others go on working in it. The rows are in COPY's text
 * format with a checksum for each part; the manifest with the level of the schema comes last, so that what has one is complete.
 */
export async function backUp(ownerUrl: string, file: string, now: Date): Promise<Manifest> {
  return await onConnection(ownerUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const manifest = await writeFileWhole(file, async (handle) => {
      const archive = new TarWriter(handle)
      const rowSets: RowSet[] = []
      for (const unit of await listUnits(client)) {
        const rowSet = await copyUnit(client, archive, unit, rowSets.length)
        if (rowSet.rows > 0) rowSets.push(rowSet)
      }
      const level = { migrations: await appliedMigrations(client), months: await partitionMonths(client) }
      const made: Manifest = { format: FORMAT, formatVersion: FORMAT_VERSION, madeAt: now.toISOString(), ...level, rowSets }
      await archive.add({ name: MANIFEST_NAME, data: Buffer.from(`${JSON.stringify(made, undefined, 1)}\n`) })
      await archive.finish()
      return made
    })
    await client.query('rollback')
    return manifest
  })
}

/** A superuser copies tables whole; an owner whom row-level security binds copies them program by program. */
async function listUnits(client: pg.Client): Promise<CopyUnit[]> {
  const tables = await listTables(client)
  const { rows: programs } = await client.query<{ id: Uuid }>('select id from program order by id')
  return tables.flatMap((table) => unitsOf(table, programs))
}

function unitsOf({ name, columns, isGuarded }: Table, programs: readonly { readonly id: Uuid }[]): CopyUnit[] {
  if (!isGuarded) return [{ table: name, columns, programId: null }]
  return programs.map(({ id }) => ({ table: name, columns, programId: id }))
}

async function copyUnit(client: pg.Client, archive: TarWriter, { table, columns, programId }: CopyUnit, number: number): Promise<RowSet> {
  if (programId !== null) await client.query('select set_config($1, $2, true)', ['app.program_id', programId])
  const parts: { name: string; sha256: string }[] = []
  const rows = await copyOut(client, `copy (select ${columns.map((column) => pg.escapeIdentifier(column)).join(', ')} from ${pg.escapeIdentifier(table)}) to stdout`, async (data) => {
    const name = `${String(number).padStart(6, '0')}-${table}-${String(parts.length).padStart(6, '0')}.copy`
    parts.push({ name, sha256: hash('sha256', data, 'hex') })
    await archive.add({ name, data })
  })
  return { table, columns: [...columns], rows, parts }
}
