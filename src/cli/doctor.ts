import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import type pg from 'pg'
import { wallClock } from '../app/clock.ts'
import { type Config, readConfig } from '../app/config.ts'
import { readSecrets } from '../app/secrets.ts'
import { type EmbeddedPostgres, openEmbedded } from '../db/embedded.ts'
import { APP_ROLE, derivedLogin, readMigrations } from '../db/migrate.ts'
import { onConnection } from '../db/single-connection.ts'
import { countSpool } from './count-spool.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'

interface Finding {
  readonly name: string
  readonly isOk: boolean
  readonly detail: string
}

/** `doctor`: looks at everything that an installation stands on. */
export function addDoctor(root: Command): void {
  const verb = addVerb(root, {
    usage: 'doctor',
    summary: 'check what the installation stands on',
    details: 'Database, schema, roles, partitions, spool, clock, secrets and disk: one line each. Exit code 1 if there is a problem.',
    example: 'doctor',
  })
  whenCalled(verb, async () => {
    const config = readConfig()
    return describe([...(await checkDatabase(config)), checkSpool(config), ...checkSecrets(config), await checkDisk(config)])
  })
}

function describe(findings: readonly Finding[]): Answer {
  const problems = findings.filter(({ isOk }) => !isOk).length
  const lines = findings.map(({ name, isOk, detail }) => `${isOk ? 'ok     ' : 'PROBLEM'}  ${name.padEnd(10)}  ${detail}\n`)
  const checks = findings.map(({ name, isOk, detail }) => ({ name, ok: isOk, detail }))
  return { value: { ok: problems === 0, checks }, text: lines.join(''), isRefusal: problems > 0 }
}

async function checkDatabase(config: Config): Promise<Finding[]> {
  let embedded: EmbeddedPostgres | undefined
  try {
    embedded = config.databaseUrl === undefined ? await openEmbedded({ dataDir: config.dataDir }) : undefined
    const ownerUrl = config.databaseUrl ?? embedded?.ownerUrl ?? ''
    const findings = await onConnection(ownerUrl, async (client) => [
      await checkServer(client),
      await checkSchema(client),
      await checkPartitions(client),
      await checkClock(client),
    ])
    return [...findings, await checkRole(config, ownerUrl)]
  } catch (error) {
    return [problem('database', `${config.databaseUrl === undefined ? 'embedded' : 'DATABASE_URL'}: ${messageOf(error)}`)]
  } finally {
    await embedded?.close()
  }
}

const OLDEST_VERSION = 150_000

async function checkServer(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ version: string; size: string }>(
    "select current_setting('server_version_num') as version, pg_size_pretty(pg_database_size(current_database())) as size",
  )
  const [row] = rows
  const version = Number(row?.version)
  return { name: 'database', isOk: version >= OLDEST_VERSION, detail: `PostgreSQL ${Math.floor(version / 10_000)}, ${row?.size}${version < OLDEST_VERSION ? '; 15 or newer is needed' : ''}` }
}

async function checkSchema(client: pg.Client): Promise<Finding> {
  const migrations = await readMigrations()
  const { rowCount } = await client.query("select from pg_class where oid = to_regclass('schema_migration')")
  const { rows } = rowCount ? await client.query<{ name: string; checksum: string }>('select name, checksum from schema_migration') : { rows: [] }
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]))
  const missing = migrations.filter(({ name }) => !applied.has(name))
  const changed = migrations.filter(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum)
  const newer = rows.filter(({ name }) => !migrations.some((migration) => migration.name === name))
  if (changed.length > 0) return problem('schema', `${changed.map(({ name }) => name).join(', ')} was changed after it was applied`)
  if (missing.length > 0) return problem('schema', `${missing.length} migrations are to be applied; "fairshare migrate" or the next start does it`)
  if (newer.length > 0) return problem('schema', `the database is ahead of this version: ${newer.map(({ name }) => name).join(', ')}`)
  return ok('schema', `at ${migrations.at(-1)?.name}`)
}

const PARTITIONED = ['click', 'transaction']

async function checkPartitions(client: pg.Client): Promise<Finding> {
  const now = wallClock.now()
  const months = [0, 1].map((ahead) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead)).toISOString().slice(0, 7).replace('-', '_'))
  const wanted = PARTITIONED.flatMap((table) => months.map((month) => `${table}_${month}`))
  const { rows } = await client.query<{ name: string }>('select name from unnest($1::text[]) as name where to_regclass(name) is null', [wanted])
  if (rows.length > 0) return problem('partitions', `missing: ${rows.map(({ name }) => name).join(', ')}; rows go to the default partition until a worker makes them`)
  return ok('partitions', 'this month and the next')
}

const CLOCK_DIFFERENCE_MAX_MS = 2_000

async function checkClock(client: pg.Client): Promise<Finding> {
  const before = wallClock.now().getTime()
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
  const after = wallClock.now().getTime()
  const differenceMs = Math.abs((rows[0]?.now.getTime() ?? 0) - (before + after) / 2)
  const detail = `this machine and the database differ by ${Math.round(differenceMs)} ms`
  return { name: 'clock', isOk: differenceMs <= CLOCK_DIFFERENCE_MAX_MS, detail }
}

/** Signs in as the application: it must get in, be bound by row-level security, and see nothing without a program. */
async function checkRole(config: Config, ownerUrl: string): Promise<Finding> {
  try {
    const { secretKeys } = await readSecrets(config)
    const appUrl = config.databaseAppUrl ?? derivedLogin({ ownerUrl, secret: secretKeys[0] }).appUrl
    return await onConnection(appUrl, async (client) => {
      const { rows } = await client.query<{ name: string; is_bound: boolean; is_member: boolean }>(
        `select current_user as name, pg_has_role(current_user, $1, 'usage') as is_member, not (rolsuper or rolbypassrls) as is_bound
           from pg_roles where rolname = current_user`,
        [APP_ROLE],
      )
      const [role] = rows
      if (!role?.is_bound) return problem('roles', `${role?.name} gets around row-level security`)
      if (!role.is_member) return problem('roles', `${role.name} is no member of ${APP_ROLE}`)
      const { rowCount } = await client.query('select from affiliate limit 1')
      return rowCount ? problem('roles', `${role.name} sees rows of programs it was not let into`) : ok('roles', `${role.name} is bound by row-level security`)
    })
  } catch (error) {
    return problem('roles', `the application's role cannot sign in: ${messageOf(error)}`)
  }
}

/** More than this waits only when the database is away or the drain is not running. */
const UNDRAINED_BYTES_MAX = 64 * 1024 * 1024

function checkSpool(config: Config): Finding {
  const { spools, bytes, unreadable } = countSpool(path.join(config.dataDir, 'spool'))
  const detail = `${spools} spools, ${Math.ceil(bytes / 1_024)} KiB on disk`
  if (unreadable.length > 0) return problem('spool', `${detail}; to be looked at by hand: ${unreadable.join(', ')}`)
  return bytes > UNDRAINED_BYTES_MAX ? problem('spool', `${detail}; clicks are not being drained`) : ok('spool', detail)
}

const OTHERS = 0o077

function checkSecrets(config: Config): Finding[] {
  return ['secret-key', 'postgres-password'].flatMap((name) => {
    const stat = statSync(path.join(config.dataDir, name), { throwIfNoEntry: false })
    if (stat === undefined || process.platform === 'win32') return []
    const isOpen = (stat.mode & OTHERS) !== 0
    return [isOpen ? problem('secrets', `${name} can be read by others; chmod 600 it`) : ok('secrets', `${name} is readable by its owner only`)]
  })
}

const FREE_BYTES_MIN = 1024 ** 3
const GIB = 1024 ** 3

async function checkDisk(config: Config): Promise<Finding> {
  const { bavail, bsize } = await statfs(statSync(config.dataDir, { throwIfNoEntry: false }) === undefined ? '.' : config.dataDir)
  const free = bavail * bsize
  return { name: 'disk', isOk: free >= FREE_BYTES_MIN, detail: `${(free / GIB).toFixed(1)} GiB free for ${config.dataDir}` }
}

function ok(name: string, detail: string): Finding {
  return { name, isOk: true, detail }
}

function problem(name: string, detail: string): Finding {
  return { name, isOk: false, detail }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
