import { createHash } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openEmbedded } from '../../src/db/embedded.ts'
import { derivedLogin, migrate, readMigrations } from '../../src/db/migrate.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { inDatabase } from './connection-url.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Owner connection to the server's own database, for making copies of the template. */
    serverUrl: string
    templateDatabase: string
    /** Connection of the application's role; the database in it is the template. */
    templateAppUrl: string
    /** What the database with the programs of the browser tests is called, once somebody has asked for it. */
    seededDatabase: string
  }
}

// Speed instead of durability: this server's data is worth nothing. Tests that need a durable one start their own.
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300', max_wal_size: '1GB' }
const TEMPLATE_LOCK = 4_400_003
const OLD_COPY_MS = 60 * 60_000

/** Starts one PostgreSQL (or takes the one of DATABASE_URL) and migrates a template that each test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL']
  // Shared with other runs of the same checkout; the last one to leave stops it.
  const embedded = given ? undefined : await openEmbedded({ dataDir: testFolder(), settings: SETTINGS })
  const serverUrl = given ?? embedded?.ownerUrl ?? ''
  if (embedded) await onConnection(serverUrl, dropOldTemplates)
  const template = await makeTemplate(serverUrl)
  project.provide('serverUrl', serverUrl)
  project.provide('templateDatabase', template.database)
  project.provide('templateAppUrl', template.appUrl)
  const seeded = `fairshare_test_${Date.now()}_${process.pid}_seeded`
  project.provide('seededDatabase', seeded)
  return async () => {
    await onConnection(serverUrl, (client) => client.query(`drop database if exists ${seeded} with (force)`))
    await embedded?.close()
  }
}

function testFolder(): string {
  const checkout = createHash('sha256').update(path.resolve(import.meta.dirname, '../..')).digest('hex').slice(0, 12)
  return path.join(os.tmpdir(), `fairshare-test-${process.getuid?.() ?? 0}-${checkout}`)
}

async function makeTemplate(serverUrl: string): Promise<{ database: string; appUrl: string }> {
  const migrations = (await readMigrations()).map(({ name, checksum }) => `${name} ${checksum}`).join()
  const month = new Date().toISOString().slice(0, 7)
  const database = `fairshare_template_${createHash('sha256').update(`${migrations} ${month}`).digest('hex').slice(0, 12)}`
  const partial = `${database}_partial`
  const login = { ownerUrl: inDatabase(serverUrl, partial), secret: 'test' }
  // The template's login role serves all its copies.
  const appUrl = inDatabase(derivedLogin(login).appUrl, database)
  return await onConnection(serverUrl, async (client) => {
    await client.query(`select pg_advisory_lock(${TEMPLATE_LOCK})`)
    await dropOldCopies(client)
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount) return { database, appUrl }
    // Under another name until it is complete: a killed run leaves no half-migrated template.
    await client.query(`drop database if exists ${partial} with (force)`)
    await client.query(`create database ${partial}`)
    await migrate({ ...login, now: new Date() })
    await client.query(`alter database ${partial} rename to ${database}`)
    return { database, appUrl }
  })
}

/** Copies that killed runs have left behind: their names say when they were made. */
async function dropOldCopies(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>("select datname from pg_database where datname ~ '^fairshare_test_[0-9]+_'")
  for (const { datname } of rows) {
    if (Date.now() - Number(datname.split('_')[2]) > OLD_COPY_MS) await client.query(`drop database if exists ${datname} with (force)`)
  }
}

/** Templates of schemas that were edited since. */
async function dropOldTemplates(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database
      where datname like 'fairshare_template_%' and (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 day'`,
  )
  for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`)
}
