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
  await Promise.all((['admin', 'portal'] as const).map(writeAppPage))
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
type Manifest = Readonly<Record<string, ManifestEntry>>

/** Who is signed in: what an app asks first. */
const SESSION = { admin: '/console/session', portal: '/portal/v1/session' }
const SCENE = /path: '([^']+)',\s*scene: \(\) => import\('\.\/([^']+)'\)/g

/**
 * The page of one of the apps: it names what the app begins with, so that the browser fetches it while the entry still runs. Beside it what each
 * scene takes in addition: the server knows which one is opened.
 */
async function writeAppPage(app: keyof typeof SESSION): Promise<void> {
  const [page, json] = await Promise.all([readFile(path.join(DIST, 'index.html'), 'utf8'), readFile(path.join(DIST, '.vite/manifest.json'), 'utf8')])
  const manifest = JSON.parse(json) as Manifest
  const begins = filesOf(manifest, `${app}/main.tsx`)
  const isNew = (file: string) => !page.includes(file)
  const links = [
    `<link rel="preload" as="fetch" crossorigin href="${SESSION[app]}">`,
    ...[...begins].filter(isNew).map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
  ]
  const scenes = (await listScenes(app)).map(({ path: at, source }) => ({ path: at, files: [...filesOf(manifest, source)].filter((file) => isNew(file) && !begins.has(file)) }))
  await writeFile(path.join(DIST, `${app}.html`), page.replace('</head>', `${links.map((link) => `  ${link}\n  `).join('')}</head>`))
  await writeFile(path.join(DIST, `${app}-scenes.json`), JSON.stringify(scenes))
}

/** The scenes of an app, read from the text of its routes: their sources are what a browser runs. */
async function listScenes(app: string): Promise<{ readonly path: string; readonly source: string }[]> {
  const routes = (await listFiles(path.join(WEB, app))).filter((file) => path.basename(file) === 'routes.ts')
  const lists = routes.map(async (file) => {
    const area = path.relative(WEB, path.dirname(file)).replaceAll(path.sep, '/')
    return [...(await readFile(file, 'utf8')).matchAll(SCENE)].map(([, at = '', scene = '']) => ({ path: at, source: `${area}/${scene}` }))
  })
  return (await Promise.all(lists)).flat()
}

function filesOf(manifest: Manifest, source: string, found = new Set<string>()): ReadonlySet<string> {
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
  for (const file of [...files, path.join(ROOT, 'package-lock.json'), import.meta.filename]) {
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
