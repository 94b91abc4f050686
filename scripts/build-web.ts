import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { constants, gzip } from 'node:zlib'
import { promisify } from 'node:util'

const ROOT = path.resolve(import.meta.dirname, '..')
const WEB = path.join(ROOT, 'web')
/** What the portal verifies statements with. */
const VERIFIER = path.join(ROOT, 'src/domain/statements')
const DIST = path.join(WEB, 'dist')
const VITE = path.join(ROOT, 'node_modules/vite/bin/vite.js')
const STAMP = path.join(DIST, '.built-from')
/** Made, or made into files of their own. */
const NOT_SOURCES = new Set(['dist', 'sdk', 'verifier'])
const compress = promisify(gzip)

/**
 * Builds the web apps into web/dist, unless what lies there was built from these very sources. Takes about two seconds.
 * @returns whether it built.
 */
export async function buildWeb(): Promise<boolean> {
  const sources = await hashSources()
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === sources) return false
  await runVite()
  await Promise.all(['admin', 'portal'].map(writeAppPage))
  await compressFiles()
  await writeFile(STAMP, sources)
  return true
}

/** In a process of its own: which React is built in hangs on NODE_ENV, and tests have another one. */
async function runVite(): Promise<void> {
  const child = spawn(process.execPath, [VITE, 'build', WEB, '--logLevel', 'warn'], { stdio: ['ignore', 2, 2], env: { ...process.env, NODE_ENV: 'production' } })
  const [status] = await once(child, 'exit')
  if (status !== 0) throw new Error(`vite build ended with ${status}`)
}

interface ManifestEntry {
  readonly file: string
  readonly imports?: readonly string[]
}

/** The page of one of the apps: it names what the app begins with, so that the browser fetches it while the entry still runs. */
async function writeAppPage(app: string): Promise<void> {
  const [page, manifest] = await Promise.all([readFile(path.join(DIST, 'index.html'), 'utf8'), readFile(path.join(DIST, '.vite/manifest.json'), 'utf8')])
  const files = filesOf(JSON.parse(manifest) as Record<string, ManifestEntry>, `${app}/main.tsx`)
  const links = [...files].filter((file) => !page.includes(file)).map((file) => `  <link rel="modulepreload" crossorigin href="/${file}">\n  `)
  await writeFile(path.join(DIST, `${app}.html`), page.replace('</head>', `${links.join('')}</head>`))
}

function filesOf(manifest: Readonly<Record<string, ManifestEntry>>, source: string, found = new Set<string>()): ReadonlySet<string> {
  const entry = manifest[source]
  if (entry === undefined) throw new Error(`the build has no ${source}`)
  if (!found.has(entry.file)) {
    found.add(entry.file)
    for (const other of entry.imports ?? []) filesOf(manifest, other, found)
  }
  return found
}

async function hashSources(): Promise<string> {
  const files = [...(await listFiles(WEB, NOT_SOURCES)), ...(await listFiles(VERIFIER))].sort()
  const hash = createHash('sha256')
  for (const file of [...files, path.join(ROOT, 'package-lock.json')]) {
    const { mtimeMs, size } = await stat(file)
    hash.update(`${path.relative(ROOT, file)}\0${mtimeMs}\0${size}\n`)
  }
  return hash.digest('hex')
}

/** Beside each file, for browsers that take it: packed once instead of at every request. */
async function compressFiles(): Promise<void> {
  const files = (await listFiles(DIST)).filter((file) => /\.(?:js|css|svg)$/.test(file))
  await Promise.all(files.map(async (file) => writeFile(`${file}.gz`, await compress(await readFile(file), { level: constants.Z_BEST_COMPRESSION }))))
}

async function listFiles(folder: string, without: ReadonlySet<string> = new Set()): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const lists = entries.filter(({ name }) => !without.has(name)).map((entry) => {
    const at = path.join(folder, entry.name)
    return entry.isDirectory() ? listFiles(at) : [at]
  })
  return (await Promise.all(lists)).flat()
}
