import { createHash, createHmac } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { keepPartitionsAhead } from './partitions.ts'
import { onConnection } from './single-connection.ts'

/** The role that migrations grant the application's rights to; login roles are members of it. */
export const APP_ROLE = 'fairshare_app'

export interface MigrateOptions {
  readonly ownerUrl: string
  /** Connection of the application's own role, if its owner made one (DATABASE_APP_URL). */
  readonly appUrl?: string | undefined
  /** Without `appUrl` the login role's name and password are derived from this. Keep it: another secret makes another role. */
  readonly secret: string | Uint8Array
  readonly now: Date
  /** Another folder of migrations, for tests. */
  readonly folder?: string
  /** Told about each file that was applied. */
  readonly onApplied?: (name: string) => void
}

export interface Migrated {
  /** Connection as the application's role: no superuser, bound by row-level security. */
  readonly appUrl: string
  readonly applied: readonly string[]
}

export interface Migration {
  readonly name: string
  readonly text: string
  readonly checksum: string
}

const MIGRATION_LOCK = 4_400_002
const LOCK_WAIT_MS = 120_000
const MIGRATION_FOLDER = path.join(import.meta.dirname, 'migrations')

/**
 * Brings a database to this program's schema, makes the application's role and this month's partitions. Forward only; one
 * transaction per file, so that a killed run is simply run again; safe when several processes start at once.
 * @throws Error when an applied file was changed, or the application's role could get around row-level security.
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  // The lock ends with the connection.
  return await onConnection(options.ownerUrl, async (client) => {
    await takeLock(client)
    const appUrl = await makeAppRole(client, options)
    const applied = await applyAll(client, await readMigrations(options.folder ?? MIGRATION_FOLDER), options)
    await keepPartitionsAhead(client, options.now)
    return { appUrl, applied }
  })
}

/** The migrations of a folder in order. Line ends do not count, a checkout on Windows has others. */
export async function readMigrations(folder: string = MIGRATION_FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{6}_[a-z0-9_]+\.sql$/.test(name)).sort()
  return await Promise.all(
    names.map(async (name) => {
      const text = (await readFile(path.join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/** Polled rather than waited for: a lock that is waited for holds a snapshot, and would hold up an index built concurrently. */
async function takeLock(client: pg.Client): Promise<void> {
  const deadline = Date.now() + LOCK_WAIT_MS
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${MIGRATION_LOCK}) as taken`)
    if (rows[0]?.taken) return
    if (Date.now() > deadline) throw new Error('another process has been migrating this database for two minutes; stop it and start again')
    await delay(100)
  }
}

async function applyAll(client: pg.Client, migrations: readonly Migration[], options: MigrateOptions): Promise<string[]> {
  await client.query(
    'create table if not exists schema_migration (name text primary key, checksum text not null, applied_at timestamptz not null)',
  )
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from schema_migration')
  const known = new Map(rows.map((row) => [row.name, row.checksum]))
  const applied: string[] = []
  for (const migration of migrations) {
    const checksum = known.get(migration.name)
    if (checksum === migration.checksum) continue
    if (checksum !== undefined) throw new Error(`migration ${migration.name} was changed after it had been applied to this database`)
    await apply(client, migration, options.now)
    applied.push(migration.name)
    options.onApplied?.(migration.name)
  }
  return applied
}

async function apply(client: pg.Client, migration: Migration, now: Date): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.text)
    await client.query('insert into schema_migration (name, checksum, applied_at) values ($1, $2, $3)', [migration.name, migration.checksum, now])
    // The foundation grants the application all tables it finds; this one is not its business.
    await client.query(`revoke all on schema_migration from ${APP_ROLE}; grant select on schema_migration to ${APP_ROLE}`)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw new Error(`migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

async function makeAppRole(client: pg.Client, options: MigrateOptions): Promise<string> {
  // Roles belong to the whole server: another database of it may be making the group in this moment.
  await createRole(client, APP_ROLE, 'nologin')
  const { appUrl, user, isOurs } = options.appUrl === undefined ? derivedLogin(options) : givenLogin(options.appUrl)
  if (isOurs) await createRole(client, user, `login password ${pg.escapeLiteral(passwordOf(options))}`)
  await checkRole(client, user)
  await joinGroup(client, user)
  return appUrl
}

export interface AppLogin {
  readonly appUrl: string
  readonly user: string
  readonly isOurs: boolean
}

function givenLogin(appUrl: string): AppLogin {
  return { appUrl, user: decodeURIComponent(parseUrl(appUrl).username), isOurs: false }
}

/** One login role per database and secret: two installations on one server never share or overwrite a password. */
export function derivedLogin(options: Pick<MigrateOptions, 'ownerUrl' | 'secret'>): AppLogin {
  const url = parseUrl(options.ownerUrl)
  const id = createHmac('sha256', options.secret).update(`database role ${url.pathname}`).digest('hex').slice(0, 12)
  const user = `${APP_ROLE}_${id}`
  const appUrl = options.ownerUrl.replace(/^(\w+:\/\/)(?:[^@/?]*@)?/, `$1${user}:${passwordOf(options)}@`)
  return { appUrl, user, isOurs: true }
}

function passwordOf(options: Pick<MigrateOptions, 'secret'>): string {
  return createHmac('sha256', options.secret).update('database role password').digest('base64url')
}

/** A URL over a socket has no host (`postgresql://user@/database?host=/folder`), which the URL parser refuses. */
function parseUrl(text: string): URL {
  return new URL(text.replace(/@\//, '@socket/').replace(/^(\w+:\/\/)\//, '$1socket/'))
}

async function createRole(client: pg.Client, role: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  if (rowCount) return
  await client.query(`create role ${pg.escapeIdentifier(role)} ${attributes}`).catch((error: unknown) => {
    // 42710 duplicate_object, 23505 unique_violation: made by another process meanwhile.
    if (!hasCode(error, '42710') && !hasCode(error, '23505')) throw roleRefused(role, error)
  })
}

async function checkRole(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ rolsuper: boolean; rolbypassrls: boolean; is_owner: boolean }>(
    'select rolsuper, rolbypassrls, pg_has_role(rolname, current_user, \'member\') as is_owner from pg_roles where rolname = $1',
    [role],
  )
  const found = rows[0]
  if (!found) throw new Error(`DATABASE_APP_URL: there is no role ${role} on this server`)
  if (found.rolsuper || found.rolbypassrls || found.is_owner) {
    throw new Error(`DATABASE_APP_URL: the role ${role} gets around row-level security; it must not be a superuser, BYPASSRLS or the owner`)
  }
}

async function joinGroup(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ is_member: boolean }>('select pg_has_role($1, $2, \'usage\') as is_member', [role, APP_ROLE])
  if (rows[0]?.is_member) return
  await client.query(`grant ${APP_ROLE} to ${pg.escapeIdentifier(role)}`).catch((error: unknown) => {
    throw roleRefused(role, error)
  })
}

function roleRefused(role: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new Error(
    `DATABASE_URL: its user cannot make the role ${role} a member of ${APP_ROLE} (${reason}); ` +
      `let an administrator create both and "grant ${APP_ROLE} to …", then set DATABASE_APP_URL`,
    { cause },
  )
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
