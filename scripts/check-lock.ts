// Every optional binary of every platform must be in package-lock.json, or `npm ci` fails on the systems whose binary is missing.
import { readFile } from 'node:fs/promises'

interface LockedPackage {
  readonly version?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock = JSON.parse(await readFile(new URL('../package-lock.json', import.meta.url), 'utf8')) as { packages: Record<string, LockedPackage> }

/** Where Node would look for `name` from a package's folder: in its own node_modules, then in each one above. */
function find(folder: string, name: string): LockedPackage | undefined {
  const found = lock.packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`]
  if (found || folder === '') return found
  const above = folder.lastIndexOf('/node_modules/')
  return find(above === -1 ? '' : folder.slice(0, above), name)
}

const problems: string[] = []
let checked = 0
for (const [folder, locked] of Object.entries(lock.packages)) {
  if (folder !== '' && !locked.link && !locked.integrity) problems.push(`${folder} has no integrity`)
  for (const name of Object.keys(locked.optionalDependencies ?? {})) {
    checked += 1
    if (!find(folder, name)?.integrity) problems.push(`${folder || 'the project'} wants ${name}, which is not in the lock file`)
  }
}
for (const problem of problems) console.error(`package-lock.json: ${problem}`)
console.log(`package-lock.json: ${Object.keys(lock.packages).length} packages, ${checked} optional binaries, ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1
