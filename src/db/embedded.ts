import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, existsSync, lstatSync, openSync, readFileSync } from 'node:fs'
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { PostgresBinaries } from './embedded-binaries.ts'
import { findPostgresBinaries } from './embedded-binaries.ts'

/** A running PostgreSQL of our own. */
export interface EmbeddedPostgres {
  /** Connection as the owner of everything in it. */
  readonly ownerUrl: string
  /** Process id of the server, for tests that kill it. */
  readonly pid: number
  /** Leaves the server; the last one to leave shuts it down. */
  close(): Promise<void>
}

export interface EmbeddedOptions {
  /** Folder of the data: `<dataDir>/postgres` holds the cluster. */
  readonly dataDir: string
  /** Server settings on top of ours. */
  readonly settings?: Readonly<Record<string, string>>
  readonly database?: string
}

const OWNER = 'fairshare'
const SOCKET_PORT = 5432
const START_TIMEOUT_MS = 60_000
const START_AGAIN_MS = 3_000
const STOP_TIMEOUT_MS = 10_000
const REJOIN_INTERVAL_MS = 200
/** nobody: PostgreSQL refuses to run as root. */
const UNPRIVILEGED_ID = 65_534
/** Held shared by everybody who uses the server, so that the last one to leave knows it. */
const PRESENCE_LOCK = 4_400_001

// Durable as PostgreSQL is by default; sized for one machine that also runs the program.
const SETTINGS: Readonly<Record<string, string>> = {
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  wal_buffers: '16MB',
  min_wal_size: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  unix_socket_permissions: '0700',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_size: '10MB',
  log_min_messages: 'warning',
}

/**
 * Starts the PostgreSQL of a data folder, or joins the one that runs there already: of another process of ours, or left
 * behind by one that was killed. Any number of processes may share it.
 * @throws Error with one clear line when it cannot run.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = await prepareCluster(options.dataDir)
  await createCluster(cluster)
  const presence = await joinInTime(cluster, options)
  await createDatabase(presence.client, options.database ?? 'fairshare')
  return new Membership(cluster, options, presence, await connectionUrl(cluster, options.database ?? 'fairshare'))
}

interface Cluster {
  readonly folder: string
  readonly startLog: string
  readonly password: string
  readonly binaries: PostgresBinaries
  readonly user: { readonly uid: number; readonly gid: number } | undefined
}

async function prepareCluster(dataDir: string): Promise<Cluster> {
  const root = path.resolve(dataDir)
  await mkdir(root, { recursive: true, mode: 0o700 })
  return {
    folder: path.join(root, 'postgres'),
    startLog: path.join(root, 'postgres-start.log'),
    password: await generatedPassword(path.join(root, 'postgres-password')),
    binaries: await findPostgresBinaries(path.join(root, 'cache')),
    user: process.getuid?.() === 0 ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : undefined,
  }
}

async function generatedPassword(file: string): Promise<string> {
  await writeFile(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return (await readFile(file, 'utf8')).trim()
}

/** Makes the cluster under another name and renames it: a killed first start leaves nothing half made. */
async function createCluster(cluster: Cluster): Promise<void> {
  if (existsSync(path.join(cluster.folder, 'PG_VERSION'))) {
    checkVersion(cluster)
    return
  }
  await removeLeftovers(cluster)
  const partial = `${cluster.folder}.${process.pid}.partial`
  await mkdir(partial, { mode: 0o700 })
  const passwordFolder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-'))
  const passwordFile = path.join(passwordFolder, 'password')
  await writeFile(passwordFile, cluster.password, { mode: 0o600 })
  try {
    if (cluster.user) for (const owned of [partial, passwordFolder, passwordFile]) await chown(owned, cluster.user.uid, cluster.user.gid)
    await runInitdb(cluster, partial, passwordFile)
  } finally {
    await rm(passwordFolder, { recursive: true, force: true })
  }
  await rename(partial, cluster.folder).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true })
    // Another process was first.
    if (!existsSync(path.join(cluster.folder, 'PG_VERSION'))) throw error
  })
}

function checkVersion(cluster: Cluster): void {
  const version = readFileSync(path.join(cluster.folder, 'PG_VERSION'), 'utf8').trim()
  if (version !== cluster.binaries.majorVersion) {
    throw new Error(`${cluster.folder} was made by PostgreSQL ${version}, this program brings ${cluster.binaries.majorVersion}`)
  }
}

async function removeLeftovers(cluster: Cluster): Promise<void> {
  const parent = path.dirname(cluster.folder)
  for (const name of await readdir(parent)) {
    const pid = /^postgres\.(\d+)\.partial$/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) await rm(path.join(parent, name), { recursive: true, force: true })
  }
}

async function runInitdb(cluster: Cluster, folder: string, passwordFile: string): Promise<void> {
  const collation = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`, `--username=${OWNER}`]
  const child = spawn(cluster.binaries.initdb, ['--data-checksums', '-D', ownPath(cluster, folder), ...collation, ...access], {
    cwd: folder,
    env: serverEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    ...cluster.user,
  })
  let problem = ''
  child.stderr?.on('data', (chunk: Buffer) => { problem += chunk.toString() })
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`initdb of the embedded PostgreSQL failed: ${problem.trim().split('\n').slice(-3).join(' ')}`)
}

/**
 * How the server names its own folder. The unprivileged user may not be able to walk there (a clone below /root is 0700), but
 * a process can always reach the folder it was started in.
 */
function ownPath(cluster: Cluster, folder: string): string {
  return cluster.user && process.platform === 'linux' ? '/proc/self/cwd' : folder
}

// Nothing of the caller's environment (PG* variables, secrets) reaches the server.
function serverEnvironment(): NodeJS.ProcessEnv {
  return { LC_ALL: 'C', TZ: 'UTC', ...(process.platform === 'win32' ? { SystemRoot: 'C:\\Windows' } : {}) }
}

/** Tries for a while: another process may be stopping the server, or the processes of one that crashed may still be ending. */
async function joinInTime(cluster: Cluster, options: EmbeddedOptions): Promise<Presence> {
  const startedAt = Date.now()
  for (;;) {
    try {
      const presence = await join(cluster, options, startedAt + START_TIMEOUT_MS)
      if (presence !== undefined) return presence
    } catch (error) {
      if (Date.now() > startedAt + START_AGAIN_MS) throw error
    }
    if (Date.now() > startedAt + START_TIMEOUT_MS) throw new Error(`the embedded PostgreSQL in ${cluster.folder} does not start: ${lastLogLine(cluster)}`)
    await delay(50)
  }
}

/** A session that holds the presence lock, or undefined when there is no server to hold it on yet. */
async function join(cluster: Cluster, options: EmbeddedOptions, deadline: number): Promise<Presence | undefined> {
  if (runningPid(cluster) === undefined) await startServer(cluster, options, deadline)
  const pid = runningPid(cluster)
  if (pid === undefined) return undefined
  try {
    const client = await connect(await connectionUrl(cluster, 'postgres'))
    await client.query(`select pg_advisory_lock_shared(${PRESENCE_LOCK})`)
    return { client, pid }
  } catch (error) {
    // Starting up, shutting down, or gone in between: the caller looks again. A wrong password will not get better.
    if (hasCode(error, '28P01')) throw new Error(`${cluster.folder} does not accept the password in ${cluster.folder}-password`)
    return undefined
  }
}

interface Presence {
  readonly client: pg.Client
  readonly pid: number
}

async function startServer(cluster: Cluster, options: EmbeddedOptions, deadline: number): Promise<void> {
  await removeStalePidFile(cluster)
  const settings = { ...SETTINGS, ...(await whereToListen()), ...options.settings }
  const log = openSync(cluster.startLog, 'w', 0o600)
  // Its own session: Ctrl-C in the terminal must reach us only, we still need the database to drain.
  const child = spawn(
    cluster.binaries.postgres,
    ['-D', ownPath(cluster, cluster.folder), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { cwd: cluster.folder, env: serverEnvironment(), stdio: ['ignore', log, log], detached: true, ...cluster.user },
  )
  closeSync(log)
  let hasEnded = false
  let failure: Error | undefined
  child.once('exit', () => { hasEnded = true })
  child.once('error', (error) => { failure = error })
  child.unref()
  while (!hasEnded && failure === undefined && !isReady(cluster, child.pid) && Date.now() < deadline) await delay(10)
  if (failure) throw new Error(`${cluster.binaries.postgres} cannot be run: ${failure.message}`)
  // It also ends when another process of ours started one in this very moment: then that one will do.
  if (hasEnded && runningPid(cluster) === undefined) {
    throw new Error(`the embedded PostgreSQL in ${cluster.folder} stopped at once: ${lastLogLine(cluster)}`)
  }
}

/** After a restart of the machine or container the number may belong to another program, and PostgreSQL would refuse to start. */
async function removeStalePidFile(cluster: Cluster): Promise<void> {
  const pid = Number(pidFileLines(cluster)[0])
  if (Number.isInteger(pid) && pid > 0 && isAlive(pid) && !isPostgres(pid)) await rm(path.join(cluster.folder, 'postmaster.pid'), { force: true })
}

async function whereToListen(): Promise<Record<string, string>> {
  // Relative to the cluster's folder: no limit on the length of the path, no port to collide on.
  if (process.platform !== 'win32') return { listen_addresses: '', unix_socket_directories: '.', port: String(SOCKET_PORT) }
  return { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(await freePort()) }
}

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/** The lines of postmaster.pid: process id, folder, start time, port, socket folder, address, memory key, state. */
function pidFileLines(cluster: Cluster): string[] {
  try {
    return readFileSync(path.join(cluster.folder, 'postmaster.pid'), 'utf8').split('\n').map((line) => line.trim())
  } catch {
    return []
  }
}

function isReady(cluster: Cluster, pid: number | undefined): boolean {
  const lines = pidFileLines(cluster)
  return lines[0] === String(pid) && lines[7] === 'ready'
}

/** The process id of the cluster's server, if it lives. A pid file whose number now belongs to another program is none. */
function runningPid(cluster: Cluster): number | undefined {
  const pid = Number(pidFileLines(cluster)[0])
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) && isPostgres(pid) ? pid : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return state.includes('(postgres)') && !/\) Z /.test(state)
  } catch {
    return false
  }
}

async function connectionUrl(cluster: Cluster, database: string): Promise<string> {
  const login = `${OWNER}:${cluster.password}`
  if (process.platform === 'win32') return `postgresql://${login}@127.0.0.1:${pidFileLines(cluster)[3]}/${database}`
  const folder = encodeURIComponent(await socketFolder(cluster))
  return `postgresql://${login}@/${database}?host=${folder}&port=${SOCKET_PORT}`
}

const LONGEST_SOCKET_PATH = 100

/** The socket lies in the cluster's folder; where that path is too long for a socket address, a short link leads there. */
async function socketFolder(cluster: Cluster): Promise<string> {
  if (Buffer.byteLength(`${cluster.folder}/.s.PGSQL.${SOCKET_PORT}`) <= LONGEST_SOCKET_PATH) return cluster.folder
  const id = createHash('sha256').update(cluster.folder).digest('hex').slice(0, 16)
  const link = path.join('/tmp', `fairshare-${process.getuid?.() ?? 0}-${id}`)
  await symlink(cluster.folder, link).catch((error: unknown) => {
    if (!hasCode(error, 'EEXIST') || lstatSync(link).uid !== process.getuid?.()) throw error
  })
  return link
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'fairshare presence' })
  // The server going away is noticed by those who use it.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function createDatabase(client: pg.Client, database: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
  if (rowCount) return
  await client.query(`create database ${pg.escapeIdentifier(database)}`).catch((error: unknown) => {
    // 42P04 or 23505: another process was first.
    if (!hasCode(error, '42P04') && !hasCode(error, '23505')) throw error
  })
}

/** Our part in a server: holds the presence lock, and starts the server again if it dies under us. */
class Membership implements EmbeddedPostgres {
  readonly ownerUrl: string
  readonly #cluster: Cluster
  readonly #options: EmbeddedOptions
  #presence: Presence
  #rejoining: Promise<void> = Promise.resolve()
  #isLeaving = false

  constructor(cluster: Cluster, options: EmbeddedOptions, presence: Presence, ownerUrl: string) {
    this.ownerUrl = ownerUrl
    this.#cluster = cluster
    this.#options = options
    this.#presence = presence
    this.#watch()
  }

  get pid(): number {
    return this.#presence.pid
  }

  async close(): Promise<void> {
    this.#isLeaving = true
    // A server that is being started again at this moment is ours to leave too.
    await Promise.race([this.#rejoining, delay(STOP_TIMEOUT_MS, undefined, { ref: false })])
    const { client, pid } = this.#presence
    // Whoever wants to join now waits for the lock, loses the connection, and starts the server again.
    if (await isLast(client)) await stopServer(this.#cluster, pid)
    await client.end().catch(() => undefined)
  }

  #watch(): void {
    this.#presence.client.once('end', () => {
      this.#rejoining = this.#rejoin()
    })
  }

  async #rejoin(): Promise<void> {
    while (!this.#isLeaving) {
      const presence = await joinInTime(this.#cluster, this.#options).catch(() => undefined)
      if (presence !== undefined) {
        this.#presence = presence
        this.#watch()
        return
      }
      await delay(REJOIN_INTERVAL_MS)
    }
  }
}

async function isLast(client: pg.Client): Promise<boolean> {
  try {
    await client.query(`select pg_advisory_unlock_shared(${PRESENCE_LOCK})`)
    const { rows } = await client.query<{ is_last: boolean }>(`select pg_try_advisory_lock(${PRESENCE_LOCK}) as is_last`)
    return rows[0]?.is_last === true
  } catch {
    return false
  }
}

async function stopServer(cluster: Cluster, pid: number): Promise<void> {
  if (runningPid(cluster) !== pid) return
  // SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written; SIGQUIT leaves it to recovery.
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + STOP_TIMEOUT_MS
  while (runningPid(cluster) === pid && Date.now() < deadline) await delay(10)
  if (runningPid(cluster) === pid) process.kill(pid, 'SIGQUIT')
}

function lastLogLine(cluster: Cluster): string {
  try {
    return readFileSync(cluster.startLog, 'utf8').trim().split('\n').slice(-2).join(' ')
  } catch {
    return 'no log'
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
