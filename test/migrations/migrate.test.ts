import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { describeAsSql } from '../../src/db/describe-schema.ts'
import { type MigrateOptions, migrate, readMigrations } from '../../src/db/migrate.ts'
import { keepPartitionsAhead } from '../../src/db/partitions.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { copyTestDatabase, createEmptyDatabase, type TestDatabase } from '../support/database.ts'
import { dose } from '../support/dose.ts'

const MIGRATIONS = path.join(import.meta.dirname, '../../src/db/migrations')
const now = new Date('2026-11-21T12:00:00Z')
let folder: string
/** Complete: cases that begin after a start take a copy of it. */
let migrated: TestDatabase
let applied: readonly string[]
let database: TestDatabase

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare migrations '))
  await cp(MIGRATIONS, folder, { recursive: true })
  // Slow steps after the real ones, so that a kill often comes between or within files.
  for (const number of ['900001', '900002', '900003']) {
    await writeFile(path.join(folder, `${number}_slow.sql`), `create table slow_${number} (id int primary key);\nselect pg_sleep(0.05);\ninsert into slow_${number} values (1);\n`)
  }
  await takeEmpty()
  applied = (await migrate(options())).applied
  migrated = database
})
afterAll(async () => {
  await migrated.drop()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => database.drop())

function options(given: Partial<MigrateOptions> = {}): MigrateOptions {
  return { ownerUrl: database.ownerUrl, secret: 'test', now, folder, ...given }
}

async function takeEmpty(): Promise<void> {
  database = await createEmptyDatabase()
}

async function takeMigrated(): Promise<void> {
  database = await copyTestDatabase(migrated)
}

function schema(): Promise<string> {
  return onConnection(database.ownerUrl, describeAsSql)
}

describe('migrating', () => {
  test('applies every file once, in order', async () => {
    await takeMigrated()
    expect(applied).toEqual((await readMigrations(folder)).map(({ name }) => name))
    expect((await migrate(options())).applied).toEqual([])
  })

  const KILLS = dose({ small: 1, short: 10, long: 50 })
  test(`completes after being killed at a random moment (${KILLS} times)`, { timeout: 120_000 + KILLS * 12_000 }, async () => {
    await takeMigrated()
    const complete = await schema()
    for (let round = 1; round <= KILLS; round += 1) {
      const killed = await createEmptyDatabase()
      try {
        await migrateAndKill(killed.ownerUrl, Math.random() * 400)
        await migrate(options({ ownerUrl: killed.ownerUrl }))
        expect(await onConnection(killed.ownerUrl, describeAsSql)).toBe(complete)
        const { rows } = await onConnection(killed.ownerUrl, (client) => client.query('select count(*)::int as count from slow_900002'))
        expect(rows).toEqual([{ count: 1 }])
      } finally {
        await killed.drop()
      }
    }
  })

  test('of several starts at once one applies, the others wait for it', async () => {
    await takeEmpty()
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => migrate(options())))
    expect(outcomes.map(({ applied }) => applied.length).sort((a, b) => a - b)).toEqual([0, 0, 0, (await readMigrations(folder)).length])
  })

  test('refuses a file that was changed after it had been applied', async () => {
    const changed = await mkdtemp(path.join(os.tmpdir(), 'fairshare-changed-'))
    await cp(folder, changed, { recursive: true })
    await takeMigrated()
    const file = path.join(changed, '900002_slow.sql')
    await writeFile(file, `${await readFile(file, 'utf8')}-- changed\n`)
    await expect(migrate(options({ folder: changed }))).rejects.toThrow('migration 900002_slow.sql was changed after it had been applied')
    await rm(changed, { recursive: true })
  })

  test('accepts a file whose line ends were changed by a checkout', async () => {
    const windows = await mkdtemp(path.join(os.tmpdir(), 'fairshare-windows-'))
    await cp(folder, windows, { recursive: true })
    await takeMigrated()
    const file = path.join(windows, '900001_slow.sql')
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'))
    expect((await migrate(options({ folder: windows }))).applied).toEqual([])
    await rm(windows, { recursive: true })
  })

  test('leaves nothing of a file that fails, and goes on when it is mended', async () => {
    const broken = await mkdtemp(path.join(os.tmpdir(), 'fairshare-broken-'))
    await cp(folder, broken, { recursive: true })
    await takeMigrated()
    const file = path.join(broken, '900004_broken.sql')
    await writeFile(file, 'create table half_made (id int); select 1 / 0;')
    await expect(migrate(options({ folder: broken }))).rejects.toThrow('migration 900004_broken.sql failed: division by zero')
    expect(await schema()).not.toContain('half_made')
    await writeFile(file, 'create table whole (id int);')
    expect((await migrate(options({ folder: broken }))).applied).toEqual(['900004_broken.sql'])
    await rm(broken, { recursive: true })
  })

  test('starts on the schema of a newer version', async () => {
    const older = await mkdtemp(path.join(os.tmpdir(), 'fairshare-older-'))
    await cp(folder, older, { recursive: true })
    await rm(path.join(older, '900003_slow.sql'))
    await takeMigrated()
    expect((await migrate(options({ folder: older }))).applied).toEqual([])
    await rm(older, { recursive: true })
  })
})

describe('the application’s role', () => {
  test('is the same for the same database and secret, another for another secret', async () => {
    await takeMigrated()
    const first = await migrate(options())
    expect(await migrate(options())).toEqual({ appUrl: first.appUrl, applied: [] })
    const other = await migrate(options({ secret: 'another' }))
    expect(new URL(other.appUrl.replace('@/', '@socket/')).username).not.toBe(new URL(first.appUrl.replace('@/', '@socket/')).username)
    await onConnection(first.appUrl, (client) => client.query('select 1'))
    await onConnection(other.appUrl, (client) => client.query('select 1'))
  })

  test('may not be the owner, who gets around row-level security', async () => {
    await takeEmpty()
    await expect(migrate(options({ appUrl: database.ownerUrl }))).rejects.toThrow('DATABASE_APP_URL: the role')
  })

  test('can be made by an owner who is no superuser but may create roles', async () => {
    await takeEmpty()
    const role = `plain_owner_${Date.now()}`
    await onConnection(database.ownerUrl, async (client) => {
      await client.query(`create role ${role} login createrole password 'plain'`)
      await client.query(`alter database ${database.name} owner to ${role}`)
      // The group exists on this server already; whoever made it lets the new owner give it on.
      await client.query(`grant fairshare_app to ${role} with admin option`)
    })
    const ownerUrl = database.ownerUrl.replace(/\/\/[^@]*@/, `//${role}:plain@`)
    const { appUrl } = await migrate(options({ ownerUrl, secret: role }))
    const { rows } = await onConnection(appUrl, (client) => client.query('select count(*)::int as count from customer'))
    expect(rows).toEqual([{ count: 0 }])
  })

  test('made by an administrator serves an owner who may not create roles', async () => {
    await takeEmpty()
    const [owner, login] = [`owner_${Date.now()}`, `login_${Date.now()}`]
    await onConnection(database.ownerUrl, async (client) => {
      await client.query(`create role ${owner} login password 'plain'; create role ${login} login password 'plain'; grant fairshare_app to ${login}`)
      await client.query(`alter database ${database.name} owner to ${owner}`)
    })
    const as = (role: string) => database.ownerUrl.replace(/\/\/[^@]*@/, `//${role}:plain@`)
    await expect(migrate(options({ ownerUrl: as(owner), secret: owner }))).rejects.toThrow(/^DATABASE_URL: its user cannot make the role/)
    expect((await migrate(options({ ownerUrl: as(owner), appUrl: as(login) }))).appUrl).toBe(as(login))
    await onConnection(as(login), (client) => client.query('select count(*) from customer'))
  })
})

describe('partitions', () => {
  test('of this month and two more are there after a start, each once', async () => {
    await takeMigrated()
    expect(await partitions()).toEqual(['click_2026_11', 'click_2026_12', 'click_2027_01', 'event_2026_11', 'event_2026_12', 'event_2027_01', 'transaction_2026_11', 'transaction_2026_12', 'transaction_2027_01'])
    expect(await keepAhead('2026-11-30T23:59:59.999Z')).toEqual([])
    expect(await keepAhead('2026-12-01T00:00:00Z')).toEqual(['click_2027_02', 'event_2027_02', 'transaction_2027_02'])
  })

  test('a month whose rows lie in the default partition already stays there', async () => {
    await takeMigrated()
    await onConnection(database.ownerUrl, (client) =>
      client.query(
        `insert into click (program_id, occurred_at, click_key, tracking_link_id, affiliate_id, tracker_id, brand_id, is_valid, recorded_at)
         select u, '2027-02-10', u, u, u, u, u, true, now() from gen_random_uuid() u`,
      ),
    )
    expect(await keepAhead('2026-12-01T00:00:00Z')).toEqual(['event_2027_02', 'transaction_2027_02'])
    expect(await keepAhead('2027-01-01T00:00:00Z')).toEqual(['click_2027_03', 'event_2027_03', 'transaction_2027_03'])
  })

  test('give the application no more than their parents do', async () => {
    await takeMigrated()
    const { rows } = await onConnection(database.ownerUrl, (client) =>
      client.query(
        `select distinct c.relname from pg_class c join pg_inherits i on i.inhrelid = c.oid, aclexplode(c.relacl) a
          where c.relkind = 'r' and a.grantee = 'fairshare_app'::regrole and a.privilege_type not in ('SELECT', 'INSERT')`,
      ),
    )
    expect(rows).toEqual([])
  })
})

async function migrateAndKill(ownerUrl: string, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'migrate-in-child.ts'), ownerUrl, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await Promise.race([ended, new Promise((resolve) => child.stdout.once('data', resolve))])
  await delay(afterMs)
  child.kill('SIGKILL')
  await ended
}

async function partitions(): Promise<string[]> {
  const { rows } = await onConnection(database.ownerUrl, (client) =>
    client.query<{ relname: string }>("select relname from pg_class where relispartition and relkind = 'r' and relname !~ 'default' order by relname"),
  )
  return rows.map(({ relname }) => relname)
}

function keepAhead(at: string): Promise<string[]> {
  return onConnection(database.ownerUrl, (client) => keepPartitionsAhead(client, new Date(at)))
}
